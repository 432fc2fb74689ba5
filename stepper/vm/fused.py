"""Runs of instructions as one function of the host, for code that runs often and is not watched.

Such a function is generated from the bodies of the instructions' own functions (rewriting.py). It does what
the loop would do one after the other, but without the loop between them, and a value that is pushed only to
be popped by the next instruction does not go through the stack. It stands in ``Program.entries`` where its
first instruction stood; the others stay where they are, for jumps into the middle. When the eval breaker is
up the function gives way to the loop, and that runs single instructions (``Program.single``): those who step
never meet it.

A run goes on where a jump goes to, on both ways of a condition if both are taken; and behind a call, if that
has called native code so far, which is done with when it comes back. A call of a function of the guest's
leaves the frame, and ends the run.

Whether code runs often is found out at no cost to code that does: until then a counter stands in the place of
an instruction that a run may begin with.
"""

from __future__ import annotations

from types import FrameType
from typing import Any, Callable, Dict, FrozenSet, Iterator, List, Optional, Set

from .frame import NULL, Frame
from .link import Entry, Instruction, Program, on_link
from .operands import target
from .ops.locals import LOAD_FAST
from .rewriting import Rewriting, Step
from .signals import Signal
from .tracebacks import register_own
from .versions import HOST, PY311

# How often a function or a loop begins before all of its code is looked at; and how often from then on some
# of it has to run. To generate a function takes about a millisecond; it saves a microsecond or two each time.
OFTEN, SOON = 500, 200
SELDOM = 0.1  # what has begun less often than this part of SOON becomes no part of another run
LONGEST = 60  # instructions in one function


class _Counter:
    """What is left of a count; ``then`` gives the entry that takes the counter's place."""

    __slots__ = ("count", "left", "then")

    def __init__(self, count: int, then: Callable[[Program, int], Entry]) -> None:
        self.count = self.left = count
        self.then = then


def _count(frame: Frame, stack: List[Any], counter: _Counter) -> Optional[Signal]:
    """Stands in the place of an instruction, and runs it."""
    program, index = frame.program, frame.pc
    counter.left -= 1
    if counter.left <= 0 and not program.breakpoints and frame.machine.interpreter.may_fuse:
        program.entries[index] = counter.then(program, index)
    handler, operand, frame.pc = program.originals[index]
    return handler(frame, stack, operand)


def _watch(program: Program) -> None:
    """Count how often a function and its loops begin."""
    for index in {0, *(each.operand for each in program.instructions if _goes_back(each))}:
        program.entries[index] = (_count, _Counter(OFTEN, _watch_closely), index)


on_link.append(_watch)


def _goes_back(instruction: Instruction) -> bool:
    op = instruction.op
    return op is not None and op.operand is target and instruction.operand <= instruction.index


def _watch_closely(program: Program, start: int) -> Entry:
    """Count all beginnings of runs, and see what is called."""
    for instruction in program.instructions:
        if instruction.op is not None and instruction.opname.startswith("CALL"):
            program.entries[instruction.index] = (_watch_call, _Call(), instruction.index)
    for index, count in _beginnings(program).items():
        program.entries[index] = (_count, _Counter(count, fused), index)
    return program.entries[start]


class _Call:
    """What a call has called so far."""

    __slots__ = ("is_native",)

    def __init__(self) -> None:
        self.is_native = False


def _watch_call(frame: Frame, stack: List[Any], call: _Call) -> Optional[Signal]:
    """Stands in the place of a call, and runs it; until it calls a function of the guest."""
    program, index = frame.program, frame.pc
    handler, operand, frame.pc = program.originals[index]
    signal = handler(frame, stack, operand)
    call.is_native = signal is None
    if signal is not None and not program.breakpoints:
        program.entries[index] = program.originals[index]
    return signal


def _beginnings(program: Program) -> Dict[int, int]:
    """Where runs begin: at the start, behind jumps and calls, where jumps go to, at exception handlers. And
    how often until it pays to have one there: what follows a condition or FOR_ITER takes longer, for it is to
    become a part of the run that leads to it.
    """
    behind, at = {}, {0, *(handler.target for handler in program.handlers)}
    for instruction in program.instructions:
        op = instruction.op
        if op is not None and (op.jumps or _may_signal(program.originals[instruction.index])):
            behind[instruction.index + 1] = 2 * SOON if op.jumps and op.falls_through else SOON
        if op is not None and op.jumps:
            at.add(instruction.operand)
    found = {**behind, **dict.fromkeys(at, SOON)}
    found.pop(len(program.instructions), None)
    return found


def _may_signal(entry: Entry) -> bool:
    """Whether an instruction may leave its frame for another."""
    return getattr(entry[0], "__annotations__", {}).get("return") != "None"


def fused(program: Program, start: int) -> Entry:
    """The function for what begins at an instruction, as an entry; the instruction's own if it is alone."""
    path = _Path(program, start)
    text = Rewriting(start, path.steps)
    text.run(start)
    if path.count < 2:
        return program.originals[start]
    namespace: Dict[str, Any] = {**text.globals, "__builtins__": __builtins__, "__name__": __name__}
    namespace["modules"] = text.modules
    exec(compile(text.finished(), __file__, "exec", dont_inherit=True), namespace)
    function = namespace["fused"]
    register_own(function.__code__)
    return function, NULL, start + 1


class _Path:
    """The ways that control takes from an instruction on, as far as one function has them."""

    def __init__(self, program: Program, start: int) -> None:
        self.count = 0  # instructions so far
        self._program = program
        self._catches = _catches(program)
        self._bound = _always_bound(program)
        self._passed: FrozenSet[int] = frozenset()  # the instructions of the way at hand

    def steps(self, start: int) -> Iterator[Step]:
        """The steps from an instruction on. The way behind a jump is asked for right after its step."""
        program, kept = self._program, (self._bound, self._passed)
        bound, passed = set(self._bound), self._passed
        for instruction in program.instructions[start:]:
            index, op = instruction.index, instruction.op
            if op is None or self.count >= LONGEST or index in passed:
                self._leave(index)
                break
            if passed and not _pays(program.entries[index]):
                break
            counter = program.entries[index][1]
            goes_on = type(counter) is _Call and counter.is_native
            if type(counter) is _Counter:
                counter.left = counter.count  # from now on control comes here by other ways only
            entry = program.originals[index]
            if instruction.opname == "LOAD_FAST" and instruction.operand in bound:
                entry = LOAD_FAST, *entry[1:]
            if instruction.opname == "DELETE_FAST":
                bound.discard(instruction.operand)
            elif instruction.opname in ("LOAD_FAST", "STORE_FAST"):
                bound.add(instruction.operand)
            passed |= {index}
            self.count += 1
            self._bound, self._passed = bound, passed
            yield Step(instruction, entry, self._catches(index), goes_on)
            if not op.falls_through or (_may_signal(entry) and not goes_on):
                break
        self._bound, self._passed = kept

    def _leave(self, index: int) -> None:
        """The function is left before an instruction where no other may begin yet."""
        entries = self._program.entries
        if entries[index] is self._program.originals[index]:
            entries[index] = (_count, _Counter(SOON, fused), index)


def _pays(entry: Entry) -> bool:
    """Whether it pays to go on at an instruction: not where control has seldom come, nor into another run."""
    if type(entry[1]) is _Counter:
        return entry[1].count - entry[1].left >= SOON * SELDOM
    return not is_fused(entry)


def module_of_instruction(frame: FrameType) -> Optional[str]:
    """The module of the instruction that a frame of such a function is at; None for any other frame."""
    if frame.f_globals.get("__name__") != __name__ or "modules" not in frame.f_globals:
        return None
    modules: List[str] = frame.f_globals["modules"]
    return modules[frame.f_lineno - 1]


def _always_bound(program: Program) -> Set[int]:
    """The slots of arguments that are never deleted: up to 3.11 LOAD_FAST looks whether there is a value."""
    deleted = {each.operand for each in program.instructions if each.opname == "DELETE_FAST"}
    return set(range(program.argument_slots)) - deleted


def _catches(program: Program) -> Callable[[int], bool]:
    """Tells whether a frame may handle what an instruction raises."""
    if HOST >= PY311:
        return lambda index: program.handler_for(index) is not None
    has_blocks = any(each.opname.startswith("SETUP_") for each in program.instructions)
    return lambda index: has_blocks


def is_fused(entry: Entry) -> bool:
    """Whether an entry stands for several instructions."""
    return entry[1] is NULL
