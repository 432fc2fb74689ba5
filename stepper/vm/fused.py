"""Straight runs of instructions as one function of the host, for code that runs often and is not watched.

Such a function is generated from the bodies of the instructions' own functions (rewriting.py). It does what
the loop would do one after the other, but without the loop between them, and a value that is pushed only to
be popped by the next instruction does not go through the stack. It stands in ``Program.entries`` where its
first instruction stood; the others stay where they are, for jumps into the middle. When the eval breaker is
up the function gives way to the loop, and that runs single instructions (``Program.single``): those who step
never meet it.

Whether code runs often is found out at no cost to code that does: until then a counter stands in the place of
an instruction that a run may begin with.
"""

from __future__ import annotations

from types import FrameType
from typing import Any, Callable, Dict, Iterator, List, Optional, Set

from .frame import NULL, Frame
from .link import Entry, Instruction, Program, on_link
from .operands import target
from .ops.locals import LOAD_FAST
from .rewriting import Rewriting
from .signals import Signal
from .tracebacks import register_own
from .versions import HOST, PY311

# How often a function or a loop begins before all of its code is looked at; and how often from then on some
# of it has to run. To generate a function takes about a millisecond; it saves half a microsecond each time.
OFTEN, SOON = 1000, 300
LONGEST = 60  # instructions in one function


class _Counter:
    """What is left of a count; ``then`` gives the entry that takes the counter's place."""

    __slots__ = ("left", "then")

    def __init__(self, left: int, then: Callable[[Program, int], Entry]) -> None:
        self.left = left
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
    """Count all beginnings of runs, but for the one that is known to run often."""
    for index in _beginnings(program):
        program.entries[index] = (_count, _Counter(SOON, fused), index)
    return fused(program, start)


def _beginnings(program: Program) -> Set[int]:
    """Where runs begin: at the start, behind jumps and calls, where jumps go to, at exception handlers."""
    found = {0}
    found.update(handler.target for handler in program.handlers)
    for instruction in program.instructions:
        op = instruction.op
        if op is not None and (op.jumps or _may_signal(program.originals[instruction.index])):
            found.add(instruction.index + 1)
        if op is not None and op.jumps:
            found.add(instruction.operand)
    found.discard(len(program.instructions))
    return found


def _may_signal(entry: Entry) -> bool:
    """Whether an instruction may leave its frame for another."""
    return getattr(entry[0], "__annotations__", {}).get("return") != "None"


def fused(program: Program, start: int) -> Entry:
    """The function for what begins at an instruction, as an entry; the instruction's own if it is alone."""
    run = list(_run(program, start))
    if len(run) < 2:
        return program.originals[start]
    text = Rewriting(start)
    catches = _catches(program)
    bound = _always_bound(program)
    for instruction in run:
        entry = program.originals[instruction.index]
        if instruction.opname == "LOAD_FAST" and instruction.operand in bound:
            entry = LOAD_FAST, *entry[1:]
        if instruction.opname == "DELETE_FAST":
            bound.discard(instruction.operand)
        elif instruction.opname in ("LOAD_FAST", "STORE_FAST"):
            bound.add(instruction.operand)
        text.add(instruction, entry, catches(instruction.index))
    namespace: Dict[str, Any] = {**text.globals, "__builtins__": __builtins__, "__name__": __name__}
    namespace["modules"] = text.modules
    exec(compile(text.finished(), __file__, "exec", dont_inherit=True), namespace)
    function = namespace["fused"]
    register_own(function.__code__)
    return function, NULL, start + 1


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


def _run(program: Program, start: int) -> Iterator[Instruction]:
    """The instructions from one on that control goes through one after the other."""
    for instruction in program.instructions[start : start + LONGEST]:
        if instruction.op is None or (
            instruction.index > start and is_fused(program.entries[instruction.index])
        ):
            return
        yield instruction
        if not instruction.op.falls_through or _may_signal(program.originals[instruction.index]):
            return
