"""How deep the value stack is before each instruction, and which blocks lie on the block stack of 3.10 and
before, found without running anything.

The depth at an instruction is the same by whatever way it is reached: CPython's compiler guarantees that. So
following all ways through a code object with nothing but the stack pictures gives one number per instruction,
and checks the pictures on the way.
"""

from __future__ import annotations

from functools import cache
from typing import Iterator, List, Optional, Tuple

from .blocks_39 import Statements, block_ways
from .link import Instruction, Program
from .opcodes import Op

UNREACHABLE = -1
_NEVER_RAISE = ("LOAD_COMMON_CONSTANT", "RETURN_VALUE")

Step = Tuple[int, int]  # an instruction index, and the stack's depth before that instruction


class InconsistentStack(ValueError):
    """A code object that no compiler makes, or an instruction with a wrong stack picture."""


def stack_depths(program: Program) -> List[int]:
    """Depth of the value stack before each instruction, UNREACHABLE (-1) where no way leads.

    InconsistentStack when two ways lead to different depths, when an instruction takes more than there is or
    leaves more than ``co_stacksize``, or when something is left behind by a return.
    """
    depths = [UNREACHABLE] * len(program.instructions)
    waiting: List[Step] = [(0, program.start_depth)]
    while waiting:
        index, depth = waiting.pop()
        if depths[index] == UNREACHABLE:
            depths[index] = depth
            waiting.extend(_ways_on(program, program.instructions[index], depth))
        elif depths[index] != depth:
            raise _error(program, program.instructions[index], f"depth {depths[index]} or {depth}")
    return depths


def block_stacks(program: Program) -> List[Optional[Statements]]:
    """The blocks before each instruction, up to 3.10; None where no way leads.

    InconsistentStack when two ways lead to different blocks, or when some are left when the frame returns.
    """
    stacks: List[Optional[Statements]] = [None] * len(program.instructions)
    for index, stack in block_ways(program):
        known, instruction = stacks[index], program.instructions[index]
        if known is not None and known != stack:
            raise _error(program, instruction, f"blocks {known} or {stack}")
        if stack and instruction.opname == "RETURN_VALUE":
            raise _error(program, instruction, f"blocks {stack} after leaving the frame")
        stacks[index] = stack
    return stacks


def _ways_on(program: Program, instruction: Instruction, depth: int) -> Iterator[Step]:
    """Where control may go from an instruction: to the next, to a jump's target, to an exception handler."""
    op = instruction.op
    if op is None:
        raise _error(program, instruction, "an instruction without a stack picture")
    pops, pushes, jump_pops, jump_pushes = _slots(op, instruction.oparg)
    if depth < max(pops, jump_pops):
        raise _error(program, instruction, f"depth {depth}, takes {max(pops, jump_pops)}")
    after, after_jump = depth - pops + pushes, depth - jump_pops + jump_pushes
    if max(after, after_jump) > program.code.co_stacksize:
        raise _error(program, instruction, f"depth {max(after, after_jump)} of {program.code.co_stacksize}")
    if op.falls_through:
        yield instruction.index + 1, after
    elif op.leaves and after:
        raise _error(program, instruction, f"depth {after} after leaving the frame")
    if op.jumps:
        yield instruction.operand, after_jump
    handler = _handler_way(program, instruction, depth)
    if handler is not None:
        yield handler


def _handler_way(program: Program, instruction: Instruction, depth: int) -> Optional[Step]:
    handler = program.handler_for(instruction.index)
    if handler is None:
        return None
    if handler.depth > depth and instruction.opname in _NEVER_RAISE:
        return None  # 3.15: the end of a generator expression, where its iterator is gone
    if handler.depth > depth:
        raise _error(program, instruction, f"depth {depth}, its handler keeps {handler.depth}")
    return handler.target, handler.depth + handler.lasti + 1  # the exception itself comes on top


@cache
def _slots(op: Op, oparg: int) -> Tuple[int, int, int, int]:
    jump = op.jump_effect or op.effect
    return op.effect.pops(oparg), op.effect.pushes(oparg), jump.pops(oparg), jump.pushes(oparg)


def _error(program: Program, instruction: Instruction, what: str) -> InconsistentStack:
    return InconsistentStack(
        f"{instruction.opname} {instruction.oparg} at offset {instruction.offset} of {program.qualname}, "
        f"{program.filename}: {what}"
    )
