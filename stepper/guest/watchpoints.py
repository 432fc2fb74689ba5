"""Watchpoints: which instructions write a variable or an attribute, and what is in it before and after.

A write is seen where one of the program's own instructions makes it: that one has a trap, and once it has run
the new value is told. So nothing is paid for anything else. Writes by C code (``setattr``, a namespace taken
as a dict) have no such instruction: they are found by comparing whenever the program stops.
"""

from __future__ import annotations

import re
from types import CellType
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple

from ..vm.frame import NULL, Frame
from ..vm.link import Instruction, Program
from .expressions import Unknown, Wrong, attribute, name_in, slot_value
from .peek import bases_of, can_look_up, is_instance, look_up
from .saferepr import show

NAME = re.compile(
    r"(?:(?P<function>(?:[^\W\d]\w*\.)*[^\W\d]\w*|<module>):)?(?P<path>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
)
UNBOUND = "(unbound)"
_NOT_TOLD = "(not known)"
_FRAMES = 50  # looked through for the name of an object
_KEPT = 1000  # values to compare with

_PLAIN = frozenset("STORE_NAME DELETE_NAME STORE_GLOBAL DELETE_GLOBAL".split())
_SLOTS = frozenset("STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF".split())
_ATTRIBUTES = frozenset("STORE_ATTR DELETE_ATTR".split())

Place = Tuple[str, int]  # a kind of namespace, and the id of it


class Seen(NamedTuple):
    """A value as it was."""

    identity: int
    text: str


class Write(NamedTuple):
    """An instruction that is about to write, and how to read what it writes."""

    frame: Frame
    read: Callable[[], Any]
    before: Seen
    place: Optional[Place]


class Watched:
    """What a watchpoint is on: ``NAME``, ``OWNER.ATTRIBUTE``, either in one function alone."""

    def __init__(self, text: str) -> None:
        found = NAME.fullmatch(text)
        assert found is not None
        self._function = found["function"]
        names: List[str] = found["path"].split(".")
        self._owner, self._name = names[:-1], names[-1]
        self._seen: Dict[Place, Seen] = {}

    # ---- where it is written ----

    def writers(self, program: Program) -> Iterator[int]:
        """The instructions that may write it, by index."""
        if self._function and not self._is_in(program):
            return
        for instruction in program.instructions:
            if self._name in _written_names(program, instruction, is_attribute=bool(self._owner)):
                yield instruction.index

    def _is_in(self, program: Program) -> bool:
        name = program.qualname.replace(".<locals>.", ".")
        return self._function in (name, program.qualname) or name.endswith(f".{self._function}")

    def write(self, frame: Frame, index: int) -> Optional[Write]:
        """What an instruction is about to write, if it is this."""
        instruction = frame.program.instructions[index]
        if self._owner:
            owner = frame.stack[-1]
            if not any(self._means(place, owner) for place in _outwards(frame)):
                return None
            return self._about(frame, lambda: attribute(owner, self._name), ("attribute", id(owner)))
        if instruction.opname in _PLAIN:
            is_global = instruction.opname.endswith("GLOBAL")
            namespace = frame.globals if is_global else frame.namespace
            return self._about(frame, lambda: _item(namespace, self._name), ("namespace", id(namespace)))
        return self._about(frame, lambda: slot_value(frame, self._name), _cell_place(frame, self._name))

    def _about(self, frame: Frame, read: Callable[[], Any], place: Optional[Place]) -> Write:
        return Write(frame, read, _seen(read), place)

    def _means(self, frame: Frame, owner: Any) -> bool:
        """Whether the owner's name stands for that object in a frame, or for a class that it is of."""
        named = self._named(frame)
        return named is owner or (is_instance(named, type) and any(b is named for b in bases_of(type(owner))))

    def _named(self, frame: Frame) -> Any:
        try:
            value = name_in(frame, self._owner[0])
            for name in self._owner[1:]:
                value = attribute(value, name)
            return value
        except (Unknown, Wrong):
            return NULL

    # ---- what has become of it ----

    def told(self, write: Write) -> str:
        """What an instruction has written: old and new."""
        now = _seen(write.read)
        if write.place is not None:
            self._keep(write.place, now)
        before = write.before
        return f"{before.text} → {now.text}" if before != now else f"{now.text} is written again"

    def changed_unseen(self, frame: Frame) -> Optional[str]:
        """Old and new, if it is another object than when it was last looked at; for a stop in this frame."""
        place, read = self._here(frame)
        if place is None:
            return None
        now, before = _seen(read), self._seen.get(place)
        self._keep(place, now)
        if before is None or before.identity == now.identity:
            return None
        return f"{before.text} → {now.text}"

    def _here(self, frame: Frame) -> Tuple[Optional[Place], Callable[[], Any]]:
        if self._owner:
            owner = self._named(frame)
            if owner is NULL:
                return None, _nothing
            return ("attribute", id(owner)), lambda: attribute(owner, self._name)
        if self._function and not self._is_in(frame.program):
            return None, _nothing
        if self._name in frame.program.slot_names:
            return _cell_place(frame, self._name), lambda: slot_value(frame, self._name)
        namespace = frame.globals if frame.namespace is None else frame.namespace
        return ("namespace", id(namespace)), lambda: _item(namespace, self._name)

    def _keep(self, place: Place, value: Seen) -> None:
        if len(self._seen) >= _KEPT:
            self._seen.clear()
        self._seen[place] = value


# ---- instructions ----


def _written_names(program: Program, instruction: Instruction, is_attribute: bool) -> Tuple[str, ...]:
    opname, operand = instruction.opname, instruction.operand
    if is_attribute or opname in _ATTRIBUTES:
        return (_first(operand),) if is_attribute and opname in _ATTRIBUTES else ()
    if opname in _PLAIN:
        return (_first(operand),)
    if opname in _SLOTS:
        return (program.slot_names[_first(operand)],)
    if opname == "STORE_FAST_LOAD_FAST":
        return (program.slot_names[operand[0]],)
    if opname == "STORE_FAST_STORE_FAST":
        return program.slot_names[operand[0]], program.slot_names[operand[1]]
    return ()


def _first(operand: Any) -> Any:
    return operand[0] if type(operand) is tuple else operand


# ---- values ----


def _seen(read: Callable[[], Any]) -> Seen:
    try:
        value = read()
    except Wrong:  # no such attribute
        value = NULL
    except Unknown:
        return Seen(0, _NOT_TOLD)
    return Seen(0, UNBOUND) if value is NULL else Seen(id(value), show(value).text)


def _item(namespace: Any, name: str) -> Any:
    if not can_look_up(namespace):
        raise Unknown
    return look_up(namespace, name)


def _cell_place(frame: Frame, name: str) -> Optional[Place]:
    """A variable that other code can write as well is known by its cell."""
    for slot in frame.program.cell_slots:
        if frame.program.slot_names[slot] == name and type(frame.locals[slot]) is CellType:
            return "cell", id(frame.locals[slot])
    return None


def _nothing() -> Any:
    return NULL


def _outwards(frame: Frame) -> Iterator[Frame]:
    current: Optional[Frame] = frame
    for _ in range(_FRAMES):
        if current is None:
            return
        yield current
        current = current.back


# ---- until the instruction has run ----


class Writes:
    """The writes that are under way in one thread: asked by its machine before each instruction to come."""

    def __init__(self) -> None:
        self._pending: List[Tuple[Any, Write]] = []

    def add(self, entry: Any, write: Write) -> None:
        """One more; ``entry`` is whose it is."""
        self._pending.append((entry, write))
        write.frame.machine.follow_up = self

    def __call__(self, frame: Frame) -> bool:
        """Whether some have been made, now that this frame is about to go on."""
        if any(write.frame is frame for _, write in self._pending):
            return True
        chain = list(_outwards(frame))
        # A frame that has been left by an exception makes its write no more.
        self._pending = [pair for pair in self._pending if pair[1].frame in chain]
        if not self._pending:
            frame.machine.follow_up = None
        return False

    def take(self, frame: Frame) -> List[Tuple[Any, Write]]:
        """Those that have been made."""
        made = [pair for pair in self._pending if pair[1].frame is frame]
        self._pending = [pair for pair in self._pending if pair[1].frame is not frame]
        if not self._pending:
            frame.machine.follow_up = None
        return made
