"""What a class sees of a listing and of a stack: without the instructions and slots that only the interpreter
needs, which are stepped through unseen. Places are lines to it, not offsets.
"""

from __future__ import annotations

from typing import Dict, Optional, Sequence, Set, Tuple

from stepper.lessons.words import HIDDEN, argument_of
from stepper.protocol import FrameView, Listing, Row, Snapshot

_NO_VALUES = frozenset({"null", "position"})


def plain_rows(listing: Listing) -> Tuple[Row, ...]:
    """The rows of a listing that a class sees, with arguments that mention no NULL."""
    return tuple(_plain(row) for row in listing.rows if row.opname not in HIDDEN)


def _plain(row: Row) -> Row:
    return row._replace(argrepr=argument_of(row)) if "NULL" in row.argrepr else row


def lines_at(targets: Set[int], rows: Sequence[Row]) -> Dict[int, int]:
    """The lines of the instructions at some offsets; 0 for code that is on none, the compiler's own.

    The first instruction of a handler may have no line: it goes with the one after it.
    """
    lines: Dict[int, int] = {}
    for row, after in zip(rows, (*rows[1:], *rows[-1:])):
        for offset in targets & {row.offset, row.start}:
            lines[offset] = row.line or after.line or 0
    return lines


def plain_view(view: FrameView) -> FrameView:
    """A frame without the slots that hold no value."""
    return view._replace(stack=tuple(slot for slot in view.stack if slot.kind not in _NO_VALUES))


def plain_snapshot(snapshot: Snapshot) -> Snapshot:
    """The same of a whole snapshot."""
    if snapshot.view is None:
        return snapshot
    return snapshot._replace(view=plain_view(snapshot.view))


def is_unseen(snapshot: Snapshot, listing: Optional[Listing]) -> bool:
    """Whether a stop is before an instruction that is stepped through unseen."""
    view = snapshot.view
    if view is None or listing is None or snapshot.exception is not None or snapshot.selected:
        return False
    offset = view.header.offset
    return any(row.offset == offset and row.opname in HIDDEN for row in listing.rows)
