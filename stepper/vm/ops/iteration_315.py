"""Iterating and delegating in 3.15, where a second slot stands above every iterator.

A loop goes through a list, tuple, str or bytes without an iterator: it keeps an index there. Else NULL stands
there.
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

_BY_INDEX = frozenset((list, tuple, str, bytes))  # the types with a _tp_iteritem


@op("iterable -- iterator, index_or_null", operand=raw, since=PY315, names="GET_ITER")
def GET_ITER_two_slots(frame: Frame, stack: List[Any], delegates: int) -> None:
    """Replace an iterable with an iterator and NULL; a list, tuple, str or bytes stays and gets an index."""
    iterable = stack[-1]
    index: Any = NULL
    if type(iterable) in _BY_INDEX:
        index = 0
    elif delegates:
        stack[-1] = delegate_iterator(frame, iterable)
    else:
        stack[-1] = iter(iterable)
    stack.append(index)


@op(
    "iterator, index_or_null -- iterator, index_or_null, value",
    jump="iterator, index_or_null -- iterator, index_or_null",
    operand=loop_exit,
    since=PY315,
    names="FOR_ITER",
)
def FOR_ITER_two_slots(frame: Frame, stack: List[Any], after_loop: int) -> None:
    """Push the iterator's next value; when there is none, leave the loop, where POP_ITER follows."""
    value = next(stack[-2], NULL) if stack[-1] is NULL else _next_by_index(stack)
    if value is NULL:
        frame.pc = after_loop
    else:
        stack.append(value)


def _next_by_index(stack: List[Any]) -> Any:
    index = stack[-1]
    if index >= len(stack[-2]):
        return NULL
    stack[-1] = index + 1
    return stack[-2][index]


@op("iterator, index_or_null --", since=PY315, names="POP_ITER")
def POP_ITER_two_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Take the iterator of a loop that is over away, and what stands above it."""
    del stack[-2:]


@op(
    "receiver, index_or_null, value -- receiver, index_or_null, yielded",
    jump="receiver, index_or_null, value -- receiver, index_or_null, result",
    operand=target,
    since=PY315,
    names="SEND",
)
def SEND_two_slots(frame: Frame, stack: List[Any], after: int) -> Optional[Signal]:
    """Send a value to the delegate: push what it yields, or, when it returns, push its result and jump."""
    value = stack.pop()
    if stack[-1] is NULL or value is not None:
        yields, outcome = send(frame, stack[-2], value)
    else:
        outcome = _next_by_index(stack)
        yields = outcome is not NULL
        if not yields:
            outcome = None
    stack.append(outcome)
    if not yields:
        frame.pc = after
    return None


@op("receiver, index_or_null, value -- value", since=PY315, names="END_SEND")
def END_SEND_two_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Delegation is over: keep only its result."""
    del stack[-3:-1]


@op(
    "receiver, index_or_null, last_sent, exception -- none, null, value",
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
