"""What lies on the value stack at each instruction, from 3.11 on: ``mark_stacks`` of Objects/frameobject.c.

A stack is a number, with three bits for each of its items, the topmost lowest. So the larger of two is the
deeper one, or as deep and, by the order of the kinds, the one to be preferred.
"""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from ..frame import Frame
from ..link import Instruction, Program
from ..versions import HOST, PY311, PY312, PY315

Marks = List[int]

ITERATOR, EXCEPT, OBJECT, NONE, LASTI = range(1, 6)  # NONE is NULL
UNKNOWN, TOO_DEEP = -2, -1
_BITS, _MASK = 3, 7
_FULL = 1 << (63 // _BITS - 1) * _BITS

_known: Dict[int, Tuple[Program, Marks]] = {}


def marks(program: Program) -> Marks:
    """The stack before each instruction; UNKNOWN where no way leads."""
    known = _known.get(id(program))
    if known is None:
        known = _known[id(program)] = program, _find(program)
    return known[1]


def _push(stack: int, kind: int) -> int:
    return TOO_DEEP if stack < 0 or stack >= _FULL else stack << _BITS | kind


def _pop(stack: int) -> int:
    return stack >> _BITS


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
            after, target, jumped = _step(program, instruction, stack)
            if after is not None:
                stacks[instruction.index + 1] = after
            if target is not None:
                todo = todo or (stacks[target] == UNKNOWN and target < instruction.index)
                stacks[target] = jumped
        for handler in program.handlers:
            if stacks[handler.start] != UNKNOWN and stacks[handler.target] == UNKNOWN:
                todo = True
                stack = stacks[handler.start]
                while stack >= 1 << handler.depth * _BITS:
                    stack = _pop(stack)
                stacks[handler.target] = _push(_push(stack, LASTI) if handler.lasti else stack, EXCEPT)
    return stacks


def _step(program: Program, instruction: Instruction, stack: int) -> Tuple[Optional[int], Optional[int], int]:
    """The stack behind an instruction, None if nothing goes on there; a target, and the stack there."""
    name, operation = instruction.opname, instruction.op
    assert operation is not None
    special = _special(instruction, stack)
    if special is not None:
        return special, None, 0
    if name == "FOR_ITER" and HOST > PY311:
        # It goes to END_FOR, as written, with an item that END_FOR takes away.
        stack = _push(stack, OBJECT)
        return stack, program.index_at[instruction.after + 2 * instruction.oparg], stack
    after = _changed(
        stack, operation.effect.pushes(instruction.oparg) - operation.effect.pops(instruction.oparg)
    )
    if not operation.jumps:
        return after if operation.falls_through else None, None, 0
    effect = operation.jump_effect or operation.effect
    jumped = _changed(stack, effect.pushes(instruction.oparg) - effect.pops(instruction.oparg))
    return after if operation.falls_through else None, instruction.operand, jumped


def _changed(stack: int, delta: int) -> int:
    for _ in range(-delta):
        stack = _pop(stack)
    for _ in range(delta):
        stack = _push(stack, OBJECT)
    return stack


def _special(instruction: Instruction, stack: int) -> Optional[int]:
    """The stack behind an instruction that pushes something else than objects; None for all others."""
    name, oparg = instruction.opname, instruction.oparg
    if name in ("GET_ITER", "GET_AITER"):
        stack = _push(_pop(stack), ITERATOR)
        return _push(stack, ITERATOR) if HOST >= PY315 and name == "GET_ITER" else stack
    if name == "PUSH_EXC_INFO":
        return _push(stack, EXCEPT)
    if name == "PUSH_NULL":
        return _push(stack, NONE)
    if name == "LOAD_GLOBAL":
        return _with_null(_push(stack, OBJECT), oparg & 1)
    if name == "LOAD_METHOD" or (name == "LOAD_ATTR" and HOST > PY311):
        return _with_null(stack, 1 if name == "LOAD_METHOD" else oparg & 1)
    if name == "CALL" and HOST <= PY312:
        return _push(stack >> _BITS * (oparg + 2), OBJECT)
    if name == "SWAP":
        shift = _BITS * (oparg - 1)
        other, top = stack >> shift & _MASK, stack & _MASK
        stack = stack & ~(_MASK << shift) | top << shift
        return stack & ~_MASK | other
    if name == "COPY":
        return _push(stack, stack >> _BITS * (oparg - 1) & _MASK)
    return None


def _with_null(stack: int, has_null: int) -> int:
    """NULL beside the object on top; up to 3.12 it lies below."""
    if not has_null:
        return stack
    if HOST <= PY312:
        return _push(_push(_pop(stack), NONE), OBJECT)
    return _push(stack, NONE)


def is_compatible(here: int, there: int) -> bool:
    """Whether cutting a stack makes it what another must be."""
    if here < 0 or there < 0:
        return False
    while here > there:
        here = _pop(here)
    while here:
        if not _is_compatible_kind(here & _MASK, there & _MASK):
            return False
        here, there = _pop(here), _pop(there)
    return there == 0


def _is_compatible_kind(kind: int, wanted: int) -> bool:
    if wanted == 0:
        return False
    if wanted == OBJECT:
        return kind != NONE
    return wanted == NONE or kind == wanted


def explain(here: int, there: int) -> str:
    """Why one can't jump from a stack to another."""
    if here == TOO_DEEP:
        return "stack to deep to analyze"
    if here == UNKNOWN:
        return "can't jump from unreachable code"
    if there == TOO_DEEP:
        return "stack is too deep to analyze"
    if there == UNKNOWN:
        return "can't jump into an exception handler, or code may be unreachable"
    kind = there & _MASK
    if kind == EXCEPT:
        return "can't jump into an 'except' block as there's no exception"
    if kind == LASTI:
        return "can't jump into a re-raising block as there's no location"
    return "can't jump into the body of a for loop" if kind == ITERATOR else "incompatible stacks"


def cut(frame: Frame, here: int, there: int) -> None:
    """Take off the stack of a frame what another has not; what was handled before is handled again."""
    while here > there:
        value = frame.stack.pop()
        if here & _MASK == EXCEPT:
            frame.machine.handled.value = value
        here = _pop(here)
