"""The card of one instruction: all there is to say of it, as labelled texts for any front end to lay out."""

from __future__ import annotations

from typing import Iterator, List, NamedTuple, Optional

from stepper.explain.explanation import explain
from stepper.explain.picture import general
from stepper.explain.places import describe
from stepper.explain.situation import row_number
from stepper.protocol import Listing, Opcode, Row, Snapshot


class CardLine(NamedTuple):
    """A text, and the heading it stands under; "" for one that goes on with the heading above."""

    heading: str
    text: str


def card(
    listing: Listing, number: int, opcode: Optional[Opcode], snapshot: Optional[Snapshot]
) -> List[CardLine]:
    """What row ``number`` of a listing is, and what it is about to do if the program stands there."""
    row = listing.rows[number]
    sections = (
        ("Meaning", [row.summary] if row.summary else []),
        ("Now", list(_now(listing, number, snapshot))),
        ("Stack", list(_stack(row))),
        ("Argument", list(_argument(row, opcode))),
        ("Jump", list(_jump(listing, row))),
        ("Code", list(_units(row))),
        ("Versions", list(opcode.versions) if opcode is not None else []),
    )
    return [
        CardLine(heading if not at else "", text)
        for heading, texts in sections
        for at, text in enumerate(texts)
    ]


def _now(listing: Listing, number: int, snapshot: Optional[Snapshot]) -> Iterator[str]:
    """What it is about to do, or in the middle of, or what has become of it."""
    view = snapshot.view if snapshot is not None else None
    if snapshot is None or view is None or view.header.code != listing.code:
        return
    if row_number(listing, view.header.offset) != number:
        return
    said = explain(snapshot, listing)
    yield said.sentence
    if said.picture:
        yield said.picture
    beside = [text for text in (said.effect, said.flow) if text]
    if beside:
        yield ", ".join(beside)
    forecast = view.forecast
    if forecast is not None:
        for step, place in enumerate(forecast.lookup if len(forecast.lookup) > 1 else (), 1):
            yield f"{step}. {describe(place)}"


def _stack(row: Row) -> Iterator[str]:
    yield general(row.before, row.after)
    if row.conditional and row.jumped != row.after:
        yield f"{general(row.before, row.jumped)}  when it jumps"
    if row.depth >= 0:
        yield f"depth {row.depth} before it, whichever way leads here"


def _argument(row: Row, opcode: Optional[Opcode]) -> Iterator[str]:
    if row.arg is None:
        return
    means = f": {opcode.argument}" if opcode is not None and opcode.argument else ""
    shown = f", which is {row.argrepr}" if row.argrepr and row.target is None else ""
    yield f"{row.arg}{means}{shown}"


def _jump(listing: Listing, row: Row) -> Iterator[str]:
    if row.target is None:
        return
    number = row_number(listing, row.target)
    what = ""
    if number is not None:
        target = listing.rows[number]
        what = f": {target.opname} {target.argrepr}".rstrip()
    yield f"to {row.target}{what}" + (", or on to the next instruction" if row.conditional else "")
    if row.breaker:
        yield "CPython looks at its eval breaker here: signals, other threads"


def _units(row: Row) -> Iterator[str]:
    """The raw code units in hex, two bytes each: prefixes, the instruction itself, inline caches."""
    units = row.units.split()
    prefixes = (row.offset - row.start) // 2
    for at, unit in enumerate(units[:prefixes]):
        high = int(unit[2:], 16) << 8 * (prefixes - at)
        yield f"{row.start + 2 * at:>4}  {_hex(unit)}  EXTENDED_ARG: {high} more for the argument"
    if len(units) > prefixes:
        unit = units[prefixes]
        argument = "" if row.arg is None else f", argument {int(unit[2:], 16)}"
        number = int(unit[:2], 16)
        yield f"{row.offset:>4}  {_hex(unit)}  {row.opname} is number {number} here{argument}"
    caches = units[prefixes + 1 :]
    if caches:
        shown = " ".join(map(_hex, caches[:4])) + (" …" if len(caches) > 4 else "")
        count = "1 inline cache unit" if len(caches) == 1 else f"{len(caches)} inline cache units"
        yield f"{row.offset + 2:>4}  {shown}  {count}, room for CPython's specialised forms"


def _hex(unit: str) -> str:
    return f"{unit[:2]} {unit[2:]}"
