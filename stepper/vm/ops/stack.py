"""Instructions that only move the stack's own items, and those that do nothing to it."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import raw
from ..versions import PY312, PY313


@op("value --")
def POP_TOP(frame: Frame, stack: List[Any], _: None) -> None:
    """Take the top of the stack away."""
    stack.pop()


@op("value, between[oparg - 1] -- value, between[oparg - 1], value", operand=raw)
def COPY(frame: Frame, stack: List[Any], position: int) -> None:
    """Push once more an item that is already on the stack, counted from the top."""
    stack.append(stack[-position])


@op("lower, between[oparg - 2], upper -- upper, between[oparg - 2], lower", operand=raw)
def SWAP(frame: Frame, stack: List[Any], position: int) -> None:
    """Exchange the top of the stack with an item below it."""
    stack[-1], stack[-position] = stack[-position], stack[-1]


@op("value -- value, value")
def DUP_TOP(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the top of the stack once more."""
    stack.append(stack[-1])


@op("lower, upper -- lower, upper, lower, upper")
def DUP_TOP_TWO(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the top two items of the stack once more."""
    stack += stack[-2:]


@op("lower, upper -- upper, lower")
def ROT_TWO(frame: Frame, stack: List[Any], _: None) -> None:
    """Exchange the top two items of the stack."""
    stack[-1], stack[-2] = stack[-2], stack[-1]


@op("third, second, first -- first, third, second")
def ROT_THREE(frame: Frame, stack: List[Any], _: None) -> None:
    """Move the top of the stack two places down."""
    stack.insert(-2, stack.pop())


@op("fourth, third, second, first -- first, fourth, third, second")
def ROT_FOUR(frame: Frame, stack: List[Any], _: None) -> None:
    """Move the top of the stack three places down."""
    stack.insert(-3, stack.pop())


@op("below[oparg - 1], top -- top, below[oparg - 1]", operand=raw)
def ROT_N(frame: Frame, stack: List[Any], count: int) -> None:
    """Move the top of the stack some places down."""
    stack.insert(len(stack) - count, stack.pop())


@op("-- null")
def PUSH_NULL(frame: Frame, stack: List[Any], _: None) -> None:
    """Push NULL, the mark beside a callable that is not a method."""
    stack.append(NULL)


@op("--")
def NOP(frame: Frame, stack: List[Any], _: None) -> None:
    """Do nothing; it stands for a line that left no other instruction."""


@op("--")
def NOT_TAKEN(frame: Frame, stack: List[Any], _: None) -> None:
    """Do nothing; it marks the way on from a conditional jump that did not jump."""


@op("--", operand=raw, breaker=True)
def RESUME(frame: Frame, stack: List[Any], where: int) -> None:
    """Mark the place where a function starts or goes on; CPython looks for signals here."""


@op("iterator, value --", until=PY312)
def END_FOR(frame: Frame, stack: List[Any], _: None) -> None:
    """Take an exhausted iterator and its last value away; an ordinary loop jumps over this."""
    del stack[-2:]


@op("value --", names="END_FOR", since=PY313)
def END_FOR_value(frame: Frame, stack: List[Any], _: None) -> None:
    """Take the last value of an exhausted iterator away; an ordinary loop jumps over this."""
    stack.pop()
