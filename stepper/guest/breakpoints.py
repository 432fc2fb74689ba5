"""From what the user asked for to what is installed: breakpoints, and the traps in programs that serve them.

A breakpoint names a place in source or bytecode; the code objects there come and go, with every import and
reload. Whenever one is linked its traps are set, before anything of it runs. Instances of a nested function
share their code object, and so its traps.
"""

from __future__ import annotations

from typing import Dict, Iterator, List, NamedTuple, Set, Tuple

from ..protocol import Breakpoint
from ..vm.frame import Frame
from ..vm.link import Program, on_link
from .listings import Listings
from .where import Resolver, WhereError, arrivals

Key = Tuple[str, str, int, int, int]


class _Trap(NamedTuple):
    """One instruction at which a breakpoint stops."""

    program: Program
    at: int  # index of the instruction
    run_start: int  # see where.Arrival


class Breakpoints:
    """All breakpoints, and their traps. Used on the threads that run the program, one at a time; but code may
    be linked on another one at the same time.
    """

    def __init__(self, resolver: Resolver, listings: Listings) -> None:
        self._resolver = resolver
        self._listings = listings
        self._points: Dict[Key, Breakpoint] = {}
        self._traps: Dict[Key, List[_Trap]] = {}
        self._programs: List[Program] = []
        self._passed: Dict[Tuple[int, int], int] = {}
        on_link.append(self._linked)

    def close(self) -> None:
        """Follow new code objects no more, and take all traps out."""
        on_link.remove(self._linked)
        for key in list(self._points):
            self._forget(key)

    @property
    def points(self) -> Tuple[Breakpoint, ...]:
        """All breakpoints as they stand, each with the places where it is installed."""
        return tuple([point._replace(places=self._places(key)) for key, point in self._points.items()])

    def add_where(self, where: str) -> Breakpoint:
        """Set a breakpoint described in words. WhereError when it names nothing."""
        return self._set(self._resolver.resolve(where))

    def add(self, point: Breakpoint) -> Breakpoint:
        """Set a breakpoint that a front end has made; WhereError when there is no such place."""
        return self._set(self._resolver.check(point))

    def remove(self, point: Breakpoint) -> None:
        """Remove a breakpoint. WhereError when there is none at that place."""
        key = _key(point)
        if key not in self._points:
            raise WhereError("there is no breakpoint at that place")
        self._forget(key)

    def is_arrival(self, frame: Frame, index: int) -> bool:
        """Whether a stop at a trap counts: one that is only gone on to from the start of its line does not.

        To be asked once for each stop at a trap, in order.
        """
        starts = self._run_starts(frame.program, index)
        if not starts:
            return True
        key = (frame.number, max(starts))
        before = self._passed.get(key)
        self._passed[key] = index
        return index in starts or before is None or before >= index

    # ---- setting ----

    def _set(self, point: Breakpoint) -> Breakpoint:
        key = _key(point)
        if key not in self._points:
            self._traps[key] = []
            self._points[key] = point
            for program in list(self._programs):
                self._install(key, program)
        return self._points[key]._replace(places=self._places(key))

    def _forget(self, key: Key) -> None:
        del self._points[key]
        gone = self._traps.pop(key)
        needed = {(id(trap.program), trap.at) for traps in self._traps.values() for trap in traps}
        for trap in gone:
            if (id(trap.program), trap.at) not in needed:
                trap.program.clear_breakpoint(trap.at)

    def _linked(self, program: Program) -> None:
        self._programs.append(program)  # before the points are looked at: ``_set`` does the reverse
        for key in list(self._points):
            self._install(key, program)

    def _install(self, key: Key, program: Program) -> None:
        point, traps = self._points.get(key), self._traps.get(key)
        if point is None or traps is None:
            return  # removed in this moment
        for trap in self._traps_in(program, point):
            if trap not in traps:
                traps.append(trap)
                program.set_breakpoint(trap.at)

    # ---- looking ----

    def _traps_in(self, program: Program, point: Breakpoint) -> Iterator[_Trap]:
        if not self._resolver.is_in(program.code, point.file):
            return
        if point.offset < 0:
            for arrival in arrivals(program, point.line):
                yield _Trap(program, arrival.at, arrival.run_start)
        elif program.qualname == point.qualname and program.code.co_firstlineno == point.first_line:
            index = program.index_at.get(point.offset)
            if index is not None:
                yield _Trap(program, index, index)

    def _places(self, key: Key) -> Tuple[Tuple[int, int], ...]:
        return tuple(
            [
                (self._listings.key(trap.program.code), trap.program.instructions[trap.at].offset)
                for trap in self._traps[key]
            ]
        )

    def _run_starts(self, program: Program, index: int) -> Set[int]:
        return {
            trap.run_start
            for traps in self._traps.values()
            for trap in traps
            if trap.program is program and trap.at == index
        }


def _key(point: Breakpoint) -> Key:
    return point.file, point.qualname, point.first_line, point.offset, point.line
