"""Where a run comes to a lesson's stops: a function of the steps so far, and of nothing else.

So the same run has the same stops at the same step numbers, however one goes through it, forwards or back.
"""

from __future__ import annotations

from typing import Dict, Iterable, List, Sequence, Set, Tuple

from stepper.lessons.lesson import Place, Stop
from stepper.lessons.steps import Step, simple
from stepper.lessons.words import matches
from stepper.protocol import Listing

_LEAVES = frozenset({"RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE"})
_MAKES_GENERATOR = "RETURN_GENERATOR"  # its short visit to the new frame is no entry


class Finder:
    """Takes the steps of a run in order and says at each which stops it has come to."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self._open: List[Stop] = list(stops)
        self._counts: Dict[int, int] = {}  # by line of the file: how often the place has been come to
        self._entered: Set[int] = set()  # frames that are past their first instruction
        self._raising = False  # an exception is on its way to the next instruction

    def feed(self, step: Step) -> Tuple[Stop, ...]:
        """The stops that are at this step, in the order of the file."""
        if step.raising:
            self._raising = True
            return ()
        if step.hidden and not any(_names(stop.place, step) for stop in self._open):
            return ()
        entered = self._enters(step)
        caught = self._raising and not step.hidden
        if caught:
            self._raising = False
        reached = tuple(stop for stop in self._open if self._comes_to(stop, step, entered, caught))
        for stop in reached:
            self._open.remove(stop)
        return reached

    def times(self, stop: Stop) -> int:
        """How often the run has come to a stop's place."""
        return self._counts.get(stop.line, 0)

    def _enters(self, step: Step) -> bool:
        if step.hidden or step.frame in self._entered or step.row.opname == _MAKES_GENERATOR:
            return False
        self._entered.add(step.frame)
        return True

    def _comes_to(self, stop: Stop, step: Step, entered: bool, caught: bool) -> bool:
        place = stop.place
        if place.way == "enter":
            here = entered and is_function(place.function, step)
        elif place.way == "caught":
            here = caught and is_function(place.function, step)
        elif place.way == "leave":
            here = step.row.opname in _LEAVES and is_function(place.function, step)
        else:
            where = step.line == place.line if place.way == "at" else is_function(place.function, step)
            here = where and matches(place.word, place.argument, step.row)
        if not here or (place.when is not None and place.when not in step.names):
            return False
        self._counts[stop.line] = self._counts.get(stop.line, 0) + 1
        return self._counts[stop.line] == place.nth


def is_function(name: str, step: Step) -> bool:
    """Whether a step is in the function that a lesson calls so."""
    return _is_called(name, step.function)


def can_be(place: Place, listings: Iterable[Listing]) -> bool:
    """Whether a program with these code objects has an instruction for a place, in whatever run."""
    if place.way == "at":
        rows = [row for listing in listings for row in listing.rows if row.line == place.line]
    else:
        rows = [row for one in listings if _is_called(place.function, one.qualname) for row in one.rows]
    return any(not place.word or matches(place.word, place.argument, row) for row in rows)


def _is_called(name: str, qualname: str) -> bool:
    return name in (qualname, simple(qualname))


def _names(place: Place, step: Step) -> bool:
    """Whether a place asks for a hidden opcode by its own name."""
    return place.word.isupper() and matches(place.word, place.argument, step.row)
