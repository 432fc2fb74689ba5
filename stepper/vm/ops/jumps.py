"""Jumps. A jump is an assignment to the frame's ``pc``; the operand is the index of the target instruction.

3.11 has a forward and a backward form of each conditional jump, and looks for signals at the backward ones.
Up to 3.10 jumps name their target's offset, and have one form for both directions; 3.10 looks for signals at
those that are made.
"""

from __future__ import annotations

from typing import Any, List

from ..frame import Frame
from ..opcodes import op
from ..operands import target
from ..versions import PY39, PY310, PY312


@op("--", operand=target, names="JUMP_BACKWARD JUMP_ABSOLUTE", falls_through=False, breaker=True)
@op("--", operand=target, names="JUMP_FORWARD JUMP_BACKWARD_NO_INTERRUPT", falls_through=False)
def JUMP(frame: Frame, stack: List[Any], target: int) -> None:
    """Go on at the target."""
    frame.pc = target


@op("condition --", operand=target, names="POP_JUMP_BACKWARD_IF_TRUE", breaker=True)
@op("condition --", operand=target, names="POP_JUMP_IF_TRUE", since=PY310, until=PY310, breaker=True)
@op("condition --", operand=target, names="POP_JUMP_IF_TRUE", until=PY39)
@op("condition --", operand=target, names="POP_JUMP_IF_TRUE", since=PY312)
@op("condition --", operand=target, names="POP_JUMP_FORWARD_IF_TRUE")
def POP_JUMP_IF_TRUE(frame: Frame, stack: List[Any], target: int) -> None:
    """Take the condition off the stack and jump if it is true."""
    if stack.pop():
        frame.pc = target


@op("condition --", operand=target, names="POP_JUMP_BACKWARD_IF_FALSE", breaker=True)
@op("condition --", operand=target, names="POP_JUMP_IF_FALSE", since=PY310, until=PY310, breaker=True)
@op("condition --", operand=target, names="POP_JUMP_IF_FALSE", until=PY39)
@op("condition --", operand=target, names="POP_JUMP_IF_FALSE", since=PY312)
@op("condition --", operand=target, names="POP_JUMP_FORWARD_IF_FALSE")
def POP_JUMP_IF_FALSE(frame: Frame, stack: List[Any], target: int) -> None:
    """Take the condition off the stack and jump if it is false."""
    if not stack.pop():
        frame.pc = target


@op("value --", operand=target, names="POP_JUMP_BACKWARD_IF_NONE", breaker=True)
@op("value --", operand=target, names="POP_JUMP_IF_NONE POP_JUMP_FORWARD_IF_NONE")
def POP_JUMP_IF_NONE(frame: Frame, stack: List[Any], target: int) -> None:
    """Take a value off the stack and jump if it is None."""
    if stack.pop() is None:
        frame.pc = target


@op("value --", operand=target, names="POP_JUMP_BACKWARD_IF_NOT_NONE", breaker=True)
@op("value --", operand=target, names="POP_JUMP_IF_NOT_NONE POP_JUMP_FORWARD_IF_NOT_NONE")
def POP_JUMP_IF_NOT_NONE(frame: Frame, stack: List[Any], target: int) -> None:
    """Take a value off the stack and jump unless it is None."""
    if stack.pop() is not None:
        frame.pc = target


@op("condition --", jump="condition -- condition", operand=target)
def JUMP_IF_TRUE_OR_POP(frame: Frame, stack: List[Any], target: int) -> None:
    """Jump and keep the condition if it is true, else take it off the stack."""
    if stack[-1]:
        frame.pc = target
    else:
        stack.pop()


@op("condition --", jump="condition -- condition", operand=target)
def JUMP_IF_FALSE_OR_POP(frame: Frame, stack: List[Any], target: int) -> None:
    """Jump and keep the condition if it is false, else take it off the stack."""
    if not stack[-1]:
        frame.pc = target
    else:
        stack.pop()
