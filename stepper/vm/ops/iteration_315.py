"""Iterating and delegating in 3.15, where a second slot stands above every iterator.

CPython keeps an index there when it goes through a list or tuple without an iterator, else NULL. Here there
is always an iterator, and NULL above it; a program can not tell the difference.
"""

from __future__ import annotations

from typing import Any, List, Optional

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import loop_exit, raw, target
from ..signals import Signal
from ..versions import PY315
from .exceptions_311 import reraise
from .generators import delegate_iterator, send


@op("iterable -- iterator, null", operand=raw, since=PY315, names="GET_ITER")
def GET_ITER_two_slots(frame: Frame, stack: List[Any], delegates: int) -> None:
    """Replace an iterable with an iterator over it, for yield from perhaps itself, and push NULL above."""
    stack[-1] = delegate_iterator(frame, stack[-1]) if delegates else iter(stack[-1])
    stack.append(NULL)


@op(
    "iterator, null -- iterator, null, value",
    jump="iterator, null -- iterator, null",
    operand=loop_exit,
    since=PY315,
    names="FOR_ITER",
)
def FOR_ITER_two_slots(frame: Frame, stack: List[Any], after_loop: int) -> None:
    """Push the iterator's next value; when there is none, leave the loop, where POP_ITER follows."""
    value = next(stack[-2], NULL)
    if value is NULL:
        frame.pc = after_loop
    else:
        stack.append(value)


@op("iterator, null --", since=PY315, names="POP_ITER")
def POP_ITER_two_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Take the iterator of a loop that is over away, and what stands above it."""
    del stack[-2:]


@op(
    "receiver, null, value -- receiver, null, yielded",
    jump="receiver, null, value -- receiver, null, result",
    operand=target,
    since=PY315,
    names="SEND",
)
def SEND_two_slots(frame: Frame, stack: List[Any], after: int) -> Optional[Signal]:
    """Send a value to the delegate: push what it yields, or, when it returns, push its result and jump."""
    value = stack.pop()
    yields, outcome = send(frame, stack[-2], value)
    stack.append(outcome)
    if not yields:
        frame.pc = after
    return None


@op("receiver, null, value -- value", since=PY315, names="END_SEND")
def END_SEND_two_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Delegation is over: keep only its result."""
    del stack[-3:-1]


@op(
    "receiver, null, last_sent, exception -- none, null, value",
    since=PY315,
    names="CLEANUP_THROW",
)
def CLEANUP_THROW_two_slots(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """After throw() into a delegate: a StopIteration gives its value, any other exception goes on."""
    exception = stack[-1]
    if isinstance(exception, StopIteration):
        stack[-4:] = [None, NULL, exception.value]
        return None
    stack.pop()
    return reraise(frame, exception)
