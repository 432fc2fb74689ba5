"""for loops: getting an iterator, and its next value."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import loop_exit
from ..versions import PY313, PY314


@op("iterable -- iterator", until=PY314)
def GET_ITER(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace an iterable with an iterator over it."""
    stack[-1] = iter(stack[-1])


@op("iterator -- iterator, value", jump="iterator --", operand=loop_exit, until=PY313)
def FOR_ITER(frame: Frame, stack: List[Any], after_loop: int) -> None:
    """Push the iterator's next value; when there is none, take the iterator away and leave the loop."""
    value = next(stack[-1], NULL)
    if value is NULL:
        stack.pop()
        frame.pc = after_loop
    else:
        stack.append(value)


@op(
    "iterator -- iterator, value",
    jump="iterator -- iterator",
    operand=loop_exit,
    since=PY314,
    until=PY314,
    names="FOR_ITER",
)
def FOR_ITER_keeping_iterator(frame: Frame, stack: List[Any], after_loop: int) -> None:
    """Push the iterator's next value; when there is none, leave the loop, where POP_ITER follows."""
    value = next(stack[-1], NULL)
    if value is NULL:
        frame.pc = after_loop
    else:
        stack.append(value)


@op("iterator --", until=PY314)
def POP_ITER(frame: Frame, stack: List[Any], _: None) -> None:
    """Take the iterator of a loop that is over away."""
    stack.pop()
