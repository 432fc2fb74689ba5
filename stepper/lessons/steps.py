"""One instruction of a run, as lessons look at it: small enough to keep thousands."""

from __future__ import annotations

from typing import Mapping, NamedTuple, Optional, Tuple

from stepper.explain.situation import row_number
from stepper.lessons.words import HIDDEN
from stepper.protocol import Listing, Row, Snapshot

_CALLERS = 8  # names of the chain that are kept


class Step(NamedTuple):
    """The program stands before an instruction; while an exception is on its way, at the one that failed."""

    number: int  # stops made before this one
    frame: int
    function: str  # qualified name
    line: Optional[int]
    row: Row
    raising: bool
    values: Tuple[str, ...]  # of the value stack, bottom first, without what is no value
    names: Tuple[Tuple[str, str], ...]  # of the frame, with their values
    chain: Tuple[str, ...]  # the functions, innermost first
    printed: int  # characters of output before it

    @property
    def hidden(self) -> bool:
        """Whether it is a step that a class does not see."""
        return self.raising or self.row.opname in HIDDEN


def simple(qualname: str) -> str:
    """The name of a function as a class says it: without what it is defined in."""
    return qualname.rpartition(".")[2]


def step_of(snapshot: Snapshot, listings: Mapping[int, Listing], number: int, printed: int) -> Optional[Step]:
    """The step a stop is; None where there is no frame, or none of the program's own."""
    view = snapshot.view
    listing = listings.get(view.header.code) if view is not None else None
    if view is None or listing is None:
        return None
    header = view.header
    at = row_number(listing, header.offset)
    if at is None:
        return None
    return Step(
        number,
        header.frame,
        header.qualname,
        header.line,
        listing.rows[at],
        snapshot.exception is not None,
        tuple(slot.value.text for slot in view.stack if slot.kind not in ("null", "position")),
        tuple((each.name, each.value.text) for each in view.variables if each.value is not None),
        tuple(each.qualname for each in snapshot.frames[:_CALLERS] if each.kind == "vm"),
        printed,
    )
