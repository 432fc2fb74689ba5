"""Walking in recorded stops, with the granularity of the commands that run the program.

Each way mirrors the policy of the machine of the same name: "next" looks at one frame and its callers, "line"
only where a line begins in them, "finish" at the callers alone, "continue" at breakpoints, "until" at one
offset. A way that leads to no recorded stop leads as far as there is one: the oldest, or the newest.
"""

from __future__ import annotations

from typing import AbstractSet, FrozenSet, Iterator, Tuple

from stepper.protocol import Snapshot

from .store import Columns, History

HOWS = ("step", "next", "line", "finish", "until", "continue")
Places = AbstractSet[Tuple[int, int]]  # (code key, offset) pairs where breakpoints are installed

NOWHERE: FrozenSet[Tuple[int, int]] = frozenset()


def back(
    history: History, how: str, at: int, frame: int = 0, places: Places = NOWHERE, offset: int = -1
) -> int:
    """The stop to go back to from stop *at*: the nearest one before it at which *how* stops.

    *frame* is the number of the selected frame, 0 for the innermost; *places* are today's breakpoints.
    """
    if how == "step":
        return max(at - 1, history.first)
    columns = history.columns()
    indices = range(at - columns.first - 1, -1, -1)
    found: Iterator[int]
    if how == "line":
        own, callers = _frames(history[at], frame)
        wanted, tops, begins = {own, *callers}, columns.tops, columns.begins_line
        found = (i for i in indices if begins[i] and tops[i] in wanted)
    else:
        found = _stops(history, columns, indices, how, at, frame, places, offset)
    return columns.first + next(found, 0)


def forward(
    history: History, how: str, at: int, frame: int = 0, places: Places = NOWHERE, offset: int = -1
) -> int:
    """The stop to go on to from stop *at*: the nearest one after it at which *how* stops."""
    if how == "step":
        return min(at + 1, history.last)
    columns = history.columns()
    last = len(columns.tops) - 1
    indices = range(at - columns.first + 1, last + 1)
    found: Iterator[int]
    if how == "line":  # once in a caller, it has returned
        own, callers = _frames(history[at], frame)
        tops, begins = columns.tops, columns.begins_line
        found = (i for i in indices if tops[i] in callers or (begins[i] and tops[i] == own))
    else:
        found = _stops(history, columns, indices, how, at, frame, places, offset)
    return columns.first + next(found, last)


def _stops(
    history: History,
    columns: Columns,
    indices: range,
    how: str,
    at: int,
    frame: int,
    places: Places,
    offset: int,
) -> Iterator[int]:
    """Where the ways stop that look the same in both directions, the nearest first."""
    own, callers = _frames(history[at], frame)
    tops = columns.tops
    if how == "next":
        wanted = {own, *callers}
        return (i for i in indices if tops[i] in wanted)
    if how == "finish":
        return (i for i in indices if tops[i] in callers)
    if how == "continue":
        hits, here = columns.arrivals, history.place_numbers(places)
        if not here:
            return _hits(hits, indices)
        return (i for i in indices if hits[i] or columns.places[i] in here)
    if how == "until":
        code = next(header.code for header in history[at].frames if header.frame == own)
        here = history.place_numbers({(code, offset)})
        return (i for i in indices if tops[i] in callers or (tops[i] == own and columns.places[i] in here))
    raise ValueError(f"unknown way to go: {how!r}")


def _hits(arrivals: bytes, indices: range) -> Iterator[int]:
    """Those of the indices at which a breakpoint was hit; a search in bytes is far faster than one by one."""
    backwards = indices.step < 0
    first, end = (0, indices.start + 1) if backwards else (indices.start, indices.stop)
    while first < end:
        index = arrivals.rfind(1, first, end) if backwards else arrivals.find(1, first, end)
        if index < 0:
            return
        yield index
        first, end = (first, index) if backwards else (index + 1, end)


def _frames(stop: Snapshot, frame: int) -> Tuple[int, FrozenSet[int]]:
    """The selected frame and its callers, by number."""
    numbers = [header.frame for header in stop.frames]
    selected = numbers.index(frame) if frame in numbers else 0
    return numbers[selected], frozenset(number for number in numbers[selected + 1 :] if number)
