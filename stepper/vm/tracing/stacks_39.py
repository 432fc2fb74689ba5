"""What lies on the block stack at each instruction, up to 3.10: ``markblocks`` of Objects/frameobject.c.

A stack is a number, with three bits for each of its items, the topmost lowest. Loops count as blocks.
"""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from ..frame import Frame
from ..link import Instruction, Program

Marks = List[int]

WITH, LOOP, TRY, EXCEPT = range(1, 5)
UNKNOWN = -1
_BITS, _MASK = 3, 7

_known: Dict[int, Tuple[Program, Marks]] = {}


def marks(program: Program) -> Marks:
    """The blocks before each instruction; UNKNOWN where no way leads."""
    known = _known.get(id(program))
    if known is None:
        known = _known[id(program)] = program, _find(program)
    return known[1]


def _find(program: Program) -> Marks:
    stacks = [UNKNOWN] * (len(program.instructions) + 1)
    stacks[0] = 0
    todo = True
    while todo:
        todo = False
        for instruction in program.instructions:
            stack = stacks[instruction.index]
            if stack == UNKNOWN:
                continue
            after, jumped = _step(instruction, stack)
            if after is not None:
                stacks[instruction.index + 1] = after
            if jumped is not None:
                target = instruction.operand
                todo = todo or (stacks[target] == UNKNOWN and target < instruction.index)
                stacks[target] = jumped
    return stacks


def _step(instruction: Instruction, stack: int) -> Tuple[Optional[int], Optional[int]]:
    """The blocks behind an instruction and those at its target; None if nothing goes on there."""
    name, operation = instruction.opname, instruction.op
    assert operation is not None
    if name == "SETUP_FINALLY":
        return stack << _BITS | TRY, stack << _BITS | EXCEPT
    if name in ("SETUP_WITH", "SETUP_ASYNC_WITH"):
        return stack << _BITS | WITH, stack << _BITS | EXCEPT
    if name in ("GET_ITER", "GET_AITER"):
        return stack << _BITS | LOOP, None
    if name == "FOR_ITER":
        return stack, stack >> _BITS
    if name in ("POP_BLOCK", "POP_EXCEPT"):
        return stack >> _BITS, None
    if name == "END_ASYNC_FOR":
        return stack >> 2 * _BITS, None
    after = stack if operation.falls_through else None
    return after, stack if operation.jumps else None


def is_compatible(here: int, there: int) -> bool:
    """Whether leaving blocks makes one stack the other."""
    if there < 0:
        return False
    while here > there:
        here >>= _BITS
    return here == there


def explain(here: int, there: int) -> str:
    """Why one can't jump to a place."""
    if there < 0:
        return "code may be unreachable."
    return {
        EXCEPT: "can't jump into an 'except' block as there's no exception",
        TRY: "can't jump into the body of a try statement",
        WITH: "can't jump into the body of a with statement",
        LOOP: "can't jump into the body of a for loop",
    }[there & _MASK]


def cut(frame: Frame, here: int, there: int) -> None:
    """Leave the blocks that another place is not in."""
    while here > there:
        kind = here & _MASK
        if kind == EXCEPT:
            raise ValueError("can't jump out of an 'except' block")
        if kind == LOOP:
            frame.stack.pop()
        else:
            del frame.stack[frame.block_stack.pop().level :]
            if kind == WITH:
                frame.stack.pop()
        here >>= _BITS
