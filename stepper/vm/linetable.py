"""Line tables, written: which line, and from 3.11 on which columns, each part of a code object stands for.

Formats: Objects/lnotab_notes.txt (3.9, 3.10), Objects/locations.md (3.11 and later).
"""

from __future__ import annotations

from typing import Iterable, Iterator, NamedTuple, Optional, Tuple

from .versions import HOST, PY39, PY310


class Place(NamedTuple):
    """A piece of the source. Without columns it is the line alone."""

    line: int
    end_line: Optional[int] = None
    column: Optional[int] = None
    end_column: Optional[int] = None


Span = Tuple[int, Place]  # so many bytes of code stand for this place


def line_table(spans: Iterable[Span], first_line: int) -> bytes:
    """The line table, in the host's format, of code that begins on a line; it covers the spans exactly."""
    if HOST == PY39:
        return b"".join(_changes(spans, first_line))
    if HOST == PY310:
        return b"".join(_ranges(spans, first_line))
    return b"".join(_locations(spans, first_line))


def _changes(spans: Iterable[Span], line: int) -> Iterator[bytes]:
    """3.9: where a line begins, how many bytes and how many lines after the one before."""
    waiting = 0
    for length, place in spans:
        if place.line != line:
            yield b"\xff\0" * (waiting // 255)
            waiting %= 255
            for change in _steps(place.line - line, 127):
                yield bytes((waiting, change & 255))
                waiting = 0
            line = place.line
        waiting += length


def _ranges(spans: Iterable[Span], line: int) -> Iterator[bytes]:
    """3.10: how many bytes are so many lines further on."""
    for length, place in spans:
        *before, change = _steps(place.line - line, 127)
        for step in before:
            yield bytes((0, step & 255))
        yield bytes((min(length, 254), change & 255))
        for size in _steps(length - min(length, 254), 254):
            yield bytes((size, 0)) if size else b""
        line = place.line


def _steps(number: int, most: int) -> Iterator[int]:
    """A number as a sum of numbers that are not too big; at least one."""
    while abs(number) > most:
        step = most if number > 0 else -most
        yield step
        number -= step
    yield number


def _locations(spans: Iterable[Span], line: int) -> Iterator[bytes]:
    """3.11: entries of up to eight code units each."""
    for length, place in spans:
        for units in _steps(length // 2, 8):
            if not units:
                continue
            change = _signed(place.line - line)
            if place.column is None or place.end_column is None or place.end_line is None:
                yield bytes((0x80 | 13 << 3 | units - 1,)) + change
            else:
                yield bytes((0x80 | 14 << 3 | units - 1,)) + change
                yield _number(place.end_line - place.line)
                yield _number(place.column + 1) + _number(place.end_column + 1)
            line = place.line


def _number(value: int) -> bytes:
    """Groups of six bits, the lowest first; bit 6 says that more follow."""
    groups = bytearray()
    while value > 63:
        groups.append(64 | value & 63)
        value >>= 6
    groups.append(value)
    return bytes(groups)


def _signed(value: int) -> bytes:
    return _number(-value << 1 | 1 if value < 0 else value << 1)
