"""How breakpoints are marked, and which are where: in a listing, in a file."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Dict, Iterator, Sequence

from stepper import glyphs
from stepper.protocol import Breakpoint, Listing

UNCAUGHT = "uncaught"  # the breakpoint there always is to begin with


def mark_of(point: Breakpoint) -> str:
    """The glyph of a breakpoint: on, on with rules of its own, or off."""
    if not point.enabled:
        return glyphs.BREAKPOINT_OFF
    has_rules = point.condition or point.ignore or point.every > 1 or point.once
    return glyphs.BREAKPOINT_RULES if has_rules else glyphs.BREAKPOINT


def in_listing(listing: Listing, points: Sequence[Breakpoint]) -> Dict[int, Breakpoint]:
    """The breakpoints of one code object, by offset: where they are installed, or would be if on."""
    found: Dict[int, Breakpoint] = {}
    for point in points:
        found.update({offset: point for code, offset in point.places if code == listing.code})
        described = (point.file, point.qualname, point.first_line)
        if point.offset >= 0 and described == (listing.file, listing.qualname, listing.first_line):
            found[point.offset] = point
    return found


def marks_in(listing: Listing, points: Sequence[Breakpoint]) -> Dict[int, str]:
    """The marks of one code object, by offset: those on opcodes included."""
    marks = {
        row.offset: mark_of(point)
        for point in points
        if point.kind == "op"
        for row in listing.rows
        if fnmatchcase(row.opname, point.name)
    }
    marks.update({offset: mark_of(point) for offset, point in in_listing(listing, points).items()})
    return marks


def on_lines(file: str, points: Sequence[Breakpoint]) -> Iterator[Breakpoint]:
    """The breakpoints that are on lines of a file."""
    return (point for point in points if point.kind == "place" and point.offset < 0 and point.file == file)
