"""Walking in recorded stops, with the granularity of the commands that run the program.

Each way mirrors the policy of the machine of the same name: "next" looks at one frame and its callers, "line"
only where a line begins in them, "finish" at the callers alone, "continue" at breakpoints, "until" at one
offset. A way that leads to no recorded stop leads as far as there is one: the oldest, or the newest.
"""

from __future__ import annotations

from typing import AbstractSet, Callable, FrozenSet, Iterable, Tuple

from stepper.protocol import Snapshot

from .store import ARRIVALS, History

HOWS = ("step", "next", "line", "finish", "until", "continue")
Places = AbstractSet[Tuple[int, int]]  # (code key, offset) pairs where breakpoints are installed

NOWHERE: FrozenSet[Tuple[int, int]] = frozenset()


def back(
    history: History, how: str, at: int, frame: int = 0, places: Places = NOWHERE, offset: int = -1
) -> int:
    """The stop to go back to from stop *at*: the nearest one before it at which *how* stops.

    *frame* is the number of the selected frame, 0 for the innermost; *places* are today's breakpoints.
    """
    wanted = _backwards(history, how, history[at], frame, places, offset)
    return _nearest(range(at - 1, history.first - 1, -1), wanted, history.first)


def forward(
    history: History, how: str, at: int, frame: int = 0, places: Places = NOWHERE, offset: int = -1
) -> int:
    """The stop to go on to from stop *at*: the nearest one after it at which *how* stops."""
    wanted = _forwards(history, how, history[at], frame, places, offset)
    return _nearest(range(at + 1, history.last + 1), wanted, history.last)


def is_arrival(stop: Snapshot, places: Places = NOWHERE) -> bool:
    """Whether "continue" stops here: it did then, or a breakpoint of today is here."""
    return any(reason.kind in ARRIVALS for reason in stop.reasons) or _place(stop) in places


_Test = Callable[[int], bool]


def _nearest(numbers: Iterable[int], wanted: _Test, end: int) -> int:
    return next((number for number in numbers if wanted(number)), end)


def _lines(stop: Snapshot, frame: int) -> Tuple[int, FrozenSet[int]]:
    """The selected frame and its callers, by number."""
    numbers = [header.frame for header in stop.frames]
    selected = numbers.index(frame) if frame in numbers else 0
    return numbers[selected], frozenset(number for number in numbers[selected + 1 :] if number)


def _place(stop: Snapshot) -> Tuple[int, int]:
    return stop.frames[0].code, stop.frames[0].offset


def _backwards(history: History, how: str, now: Snapshot, frame: int, places: Places, offset: int) -> _Test:
    own, callers = _lines(now, frame)
    if how == "line":
        return lambda number: _top(history, number) in (own, *callers) and history.begins_line(number)
    return _common(history, how, own, callers, places, offset)


def _forwards(history: History, how: str, now: Snapshot, frame: int, places: Places, offset: int) -> _Test:
    own, callers = _lines(now, frame)
    if how == "line":  # once in a caller, it has returned
        return lambda number: (
            _top(history, number) in callers or (_top(history, number) == own and history.begins_line(number))
        )
    return _common(history, how, own, callers, places, offset)


def _common(
    history: History, how: str, own: int, callers: FrozenSet[int], places: Places, offset: int
) -> _Test:
    """The ways that look the same in both directions."""
    if how == "step":
        return lambda number: True
    if how == "next":
        return lambda number: _top(history, number) == own or _top(history, number) in callers
    if how == "finish":
        return lambda number: _top(history, number) in callers
    if how == "continue":
        return lambda number: is_arrival(history[number], places)
    if how == "until":
        return lambda number: (
            _top(history, number) in callers
            or (_top(history, number) == own and _place(history[number])[1] == offset)
        )
    raise ValueError(f"unknown way to go: {how!r}")


def _top(history: History, number: int) -> int:
    return history[number].frames[0].frame
