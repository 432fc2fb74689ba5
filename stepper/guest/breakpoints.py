"""From what the user asked for to what is installed: breakpoints, and the traps in programs that serve them.

A breakpoint names a place in source or bytecode, or opcodes; the code objects there come and go, with every
import and reload. Whenever one is linked its traps are set, before anything of it runs. Instances of a nested
function share their code object, and so its traps. One that is off has no traps.
"""

from __future__ import annotations

from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple
from weakref import WeakKeyDictionary

from ..protocol import Breakpoint
from ..vm.frame import Frame
from ..vm.link import Program, on_link
from ..vm.machine import Machine
from ..vm.stops import BREAKPOINT, Reason
from .conditions import Condition
from .events import event_point, matches_exception, opcodes_named
from .listings import Listings
from .spec import resolved
from .watchpoints import Watched, Writes
from .where import Resolver, WhereError, arrivals

UNCAUGHT = "uncaught"  # what the list holds to begin with
_SHOWN_PLACES = 1000

Key = Tuple[str, str, int, int, int, str, str]


class _Trap(NamedTuple):
    """One instruction at which a breakpoint stops."""

    program: Program
    at: int  # index of the instruction
    run_start: int  # see where.Arrival


class _Entry:
    """One breakpoint and what belongs to it."""

    def __init__(self, point: Breakpoint) -> None:
        self.point = point
        self.condition = Condition(point.condition) if point.condition else None
        self.opcodes = opcodes_named(point.name) if point.kind == "op" else frozenset()
        self.watched = Watched(point.name) if point.kind == "watch" else None
        self.traps: List[_Trap] = []
        self.places: Tuple[Tuple[int, int], ...] = ()


class Breakpoints:
    """All breakpoints, and their traps. Used on the threads that run the program, one at a time; but code may
    be linked on another one at the same time.
    """

    def __init__(self, resolver: Resolver, listings: Listings) -> None:
        self._resolver = resolver
        self._listings = listings
        self._entries: Dict[Key, _Entry] = {}
        self._at: Dict[Tuple[int, int], List[Tuple[_Entry, _Trap]]] = {}  # by id of the program, and index
        self._programs: List[Program] = []
        self._spread: Set[Tuple[int, int]] = (
            set()
        )  # the same of each run_start that is not its trap's only one
        self._passed: WeakKeyDictionary[Frame, Dict[int, int]] = WeakKeyDictionary()
        self._writes: WeakKeyDictionary[Machine, Writes] = WeakKeyDictionary()
        on_link.append(self._linked)

    def close(self) -> None:
        """Follow new code objects no more, and take all traps out."""
        on_link.remove(self._linked)
        for key in list(self._entries):
            self._uninstall(self._entries.pop(key))

    # ---- the list ----

    @property
    def points(self) -> Tuple[Breakpoint, ...]:
        """All breakpoints as they stand, each with the places where it is installed."""
        return tuple([entry.point._replace(places=entry.places) for entry in self._entries.values()])

    def add_where(self, text: str) -> Breakpoint:
        """Set a breakpoint described in words, or the rules of the one that is there.

        WhereError when it names nothing.
        """
        point = resolved(text, self._resolver)
        key = _key(point)
        if key in self._entries and self._entries[key].point.spec != point.spec:
            self._uninstall(self._entries.pop(key))
        return self._set(point)

    def add(self, point: Breakpoint) -> Breakpoint:
        """Set a breakpoint that a front end has made; WhereError when there is no such place."""
        return self._set(self._checked(point))

    def restore(self, points: Sequence[Breakpoint]) -> List[str]:
        """Set the breakpoints of an earlier run; says of each that can't be set why."""
        dropped = []
        for point in points:
            try:
                found = event_point(point.where) if point.kind != "place" else self._resolver.restore(point)
                assert found is not None
                self._set(_with_rules(found, point))
            except WhereError as error:
                dropped.append(f"{point.where} ({error})")
        return dropped

    def change(self, old: Breakpoint, new: Breakpoint) -> None:
        """Put one in the place of another; WhereError when there is no such one, or no such place."""
        key = self._known(old)
        in_words = new.kind == "place" and not new.file
        entry = _Entry(resolved(new.where, self._resolver) if in_words else self._checked(new))
        before = self._entries[key].point
        if in_words:
            entry.point = entry.point._replace(enabled=before.enabled)
        else:
            entry.point = entry.point._replace(hits=before.hits)
        made = _key(entry.point)
        if made != key and made in self._entries:
            raise WhereError(f"there is one already: {self._entries[made].point.spec}")
        self._uninstall(self._entries[key])
        self._entries = {made if k == key else k: entry if k == key else e for k, e in self._entries.items()}
        self._install_everywhere(entry)

    def remove(self, point: Breakpoint) -> None:
        """Remove a breakpoint. WhereError when there is none at that place."""
        self._uninstall(self._entries.pop(self._known(point)))

    def _known(self, point: Breakpoint) -> Key:
        key = _key(point)
        if key not in self._entries:
            raise WhereError("there is no breakpoint at that place")
        return key

    def _checked(self, point: Breakpoint) -> Breakpoint:
        found = self._resolver.check(point) if point.kind == "place" else event_point(point.where)
        if found is None:
            raise WhereError(f"there are no breakpoints of the kind {point.kind!r}")
        return _with_rules(found, point)

    def _set(self, point: Breakpoint) -> Breakpoint:
        key = _key(point)
        if key not in self._entries:
            entry = self._entries[key] = _Entry(point)
            self._install_everywhere(entry)
        entry = self._entries[key]
        return entry.point._replace(places=entry.places)

    # ---- stops ----

    def hits(self, frame: Frame, index: int) -> List[Reason]:
        """Why to stop at a trap, as far as breakpoints go. To be asked once for each stop there, in order."""
        reasons = []
        for entry in self._arriving(frame, index):
            if entry.watched is not None:
                self._begin_write(entry, entry.watched, frame, index)
                continue
            reason = self._hit(entry, frame)
            reasons += [] if reason is None else [reason]
        return reasons

    def _begin_write(self, entry: _Entry, watched: Watched, frame: Frame, index: int) -> None:
        write = watched.write(frame, index)
        if write is not None:
            self._writes.setdefault(frame.machine, Writes()).add(entry, write)

    def written(self, frame: Frame) -> List[Reason]:
        """Why to stop after the instruction that a frame has just run, as far as watchpoints go."""
        reasons = []
        for entry, write in self._writes[frame.machine].take(frame):
            reason = self._hit(entry, frame, entry.watched.told(write))
            reasons += [] if reason is None else [reason]
        return reasons

    def changed_unseen(self, frame: Frame) -> List[Reason]:
        """What else has been written since the last stop: it is no reason to stop, but one to tell."""
        reasons = []
        for entry in list(self._entries.values()):
            change = None if entry.watched is None else entry.watched.changed_unseen(frame)
            if change is not None and entry.point.enabled:
                text = f"watch {entry.point.name}: {change}, by no instruction of the program's"
                reasons.append(Reason(BREAKPOINT, text))
        return reasons

    def exception_hits(
        self, frame: Frame, exception: BaseException, is_new: bool, uncaught: bool
    ) -> Optional[List[Reason]]:
        """The same where an exception is raised; ``is_new``: it is not on its way already.

        None when there is none; an empty list when there is nothing to say but that it was raised.
        """
        counting = False
        reasons = []
        for entry in list(self._entries.values()):
            kind = entry.point.kind
            counts = (is_new and kind == "raise") or (uncaught and kind == "uncaught")
            if not counts or not entry.point.enabled or not matches_exception(entry.point.name, exception):
                continue
            if isinstance(exception, SystemExit) and not entry.point.name:
                continue  # that is how a program ends
            reason = self._hit(entry, frame)
            if reason is not None:
                counting = True
                reasons += [] if entry.point.spec == UNCAUGHT else [reason]
        return reasons if counting else None

    def watches_exceptions(self, kind: str) -> bool:
        """Whether there is a breakpoint of that kind, "raise" or "uncaught"."""
        return any(entry.point.kind == kind and entry.point.enabled for entry in self._entries.values())

    def _hit(self, entry: _Entry, frame: Frame, change: str = "") -> Optional[Reason]:
        """Count a hit; the reason to stop, if it is one. ``change``: what has been written."""
        point, told = entry.point, ""
        if entry.condition is not None:
            verdict = entry.condition.verdict(frame)
            if not verdict.holds:
                return None
            if verdict.problem != point.problem:
                told = f"; its condition can't be told: {verdict.problem}" if verdict.problem else ""
                point = point._replace(problem=verdict.problem)
        entry.point = point = point._replace(hits=point.hits + 1)
        if point.hits <= point.ignore or (point.hits - point.ignore) % point.every:
            return None
        if point.once:
            self.remove(point)
        text = f"watch {point.name}: {change}" if change else f"breakpoint {point.spec}"
        return Reason(BREAKPOINT, text + told)

    def _arriving(self, frame: Frame, index: int) -> List[_Entry]:
        """Those whose place is arrived at: one that is only gone on to from the start of its line is not."""
        program = id(frame.program)
        here = self._at.get((program, index), ())
        starts = {trap.run_start for _, trap in here}
        before: Dict[int, Optional[int]] = {}
        if any((program, start) in self._spread for start in starts):
            passed = self._passed.setdefault(frame, {})
            before = {start: passed.get(start) for start in starts}
            passed.update(dict.fromkeys(starts, index))
        found = []
        for entry, trap in here:
            last = before.get(trap.run_start)
            if trap.run_start == index or last is None or last >= index:
                found.append(entry)
        return found

    # ---- traps ----

    def _linked(self, program: Program) -> None:
        self._programs.append(program)  # before the entries are looked at: ``_set`` does the reverse
        for entry in list(self._entries.values()):
            self._install(entry, program)

    def _install_everywhere(self, entry: _Entry) -> None:
        for program in list(self._programs):
            self._install(entry, program)

    def _install(self, entry: _Entry, program: Program) -> None:
        if not entry.point.enabled:
            return
        known = set(entry.traps)
        for trap in self._traps_in(program, entry):
            if trap in known:
                continue
            entry.traps.append(trap)
            self._at.setdefault((id(program), trap.at), []).append((entry, trap))
            if trap.at != trap.run_start:
                self._spread.add((id(program), trap.run_start))
            program.set_breakpoint(trap.at)
        if entry.point.kind == "place" and len(entry.traps) > len(known):
            places = [
                (self._listings.key(t.program.code), t.program.instructions[t.at].offset) for t in entry.traps
            ]
            entry.places = tuple(places[:_SHOWN_PLACES])
        if self._entries.get(_key(entry.point)) is not entry:
            self._uninstall(entry)  # removed in this moment

    def _uninstall(self, entry: _Entry) -> None:
        for trap in entry.traps:
            place = (id(trap.program), trap.at)
            left = [pair for pair in self._at.get(place, ()) if pair[0] is not entry]
            if left:
                self._at[place] = left
            elif self._at.pop(place, None) is not None:
                trap.program.clear_breakpoint(trap.at)
        entry.traps, entry.places = [], ()

    def _traps_in(self, program: Program, entry: _Entry) -> Iterator[_Trap]:
        point = entry.point
        if entry.opcodes:
            for instruction in program.instructions:
                if instruction.opname in entry.opcodes:
                    yield _Trap(program, instruction.index, instruction.index)
        if entry.watched is not None:
            for index in entry.watched.writers(program):
                yield _Trap(program, index, index)
        if point.kind != "place" or not self._resolver.is_in(program.code, point.file):
            return
        if point.offset < 0:
            for arrival in arrivals(program, point.line):
                yield _Trap(program, arrival.at, arrival.run_start)
        elif program.qualname == point.qualname and program.code.co_firstlineno == point.first_line:
            found = program.index_at.get(point.offset)
            if found is not None:
                yield _Trap(program, found, found)


def _key(point: Breakpoint) -> Key:
    return point.file, point.qualname, point.first_line, point.offset, point.line, point.kind, point.name


def _with_rules(found: Breakpoint, asked: Breakpoint) -> Breakpoint:
    """A breakpoint that has been found again, with the rules of the one it was found for."""
    rules = ("enabled", "condition", "ignore", "every", "once")
    return found._replace(**{rule: getattr(asked, rule) for rule in rules})
