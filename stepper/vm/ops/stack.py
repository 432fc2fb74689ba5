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
