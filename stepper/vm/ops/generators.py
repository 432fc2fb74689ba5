"""Generators and coroutines: making them, yielding, and delegating with SEND."""

from __future__ import annotations

import sys
from types import CoroutineType, GeneratorType
from typing import Any, List, Optional

from ..frame import CO_COROUTINE, CO_ITERABLE_COROUTINE, Frame
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import raw, target
from ..signals import LEAVE, Signal
from ..stubs import program_of
from ..versions import PY311, PY312, PY314

_getframe = sys._getframe
_next = next


@op("-- sent", since=PY311, leaves=True)
def RETURN_GENERATOR(frame: Frame, stack: List[Any], _: None) -> Signal:
    """Make the generator or coroutine of this frame and return it; the frame waits inside it."""
    return LEAVE  # the stub that has called makes it


@op("value -- sent", operand=raw, leaves=True)
def YIELD_VALUE(frame: Frame, stack: List[Any], _: int) -> Signal:
    """Leave the frame for now and give a value to whoever resumed it; what is sent back is pushed then."""
    frame.machine.result = stack.pop()
    return LEAVE


def send(frame: Frame, receiver: Any, value: Any) -> Any:
    """Resume a delegate: (True, what it yielded) or (False, what it returned)."""
    takes_next = value is None and hasattr(type(receiver), "__next__")
    try:
        if takes_next:
            yielded = call_native(frame, _next, (receiver,))
        else:
            yielded = call_native(frame, receiver.send, (value,))
    except StopIteration as error:
        stop = error
    else:
        return True, yielded
    try:
        if frame.machine.tracer is not None:
            failure = frame.machine.tracer.delegate_ended(frame, stop, receiver, not takes_next)
            if failure is not None:
                raise failure
        return False, stop.value
    finally:
        del stop  # its traceback holds this function's frame, and that the delegate


@op("receiver, value -- receiver, yielded", jump="receiver, value -- result", operand=target, until=PY311)
def SEND(frame: Frame, stack: List[Any], after: int) -> Optional[Signal]:
    """Send a value to the delegate: push what it yields, or leave only what it returns and jump."""
    value = stack.pop()
    yields, outcome = send(frame, stack[-1], value)
    if yields:
        stack.append(outcome)
    else:
        stack[-1] = outcome
        frame.pc = after
    return None


@op(
    "receiver, value -- receiver, yielded",
    jump="receiver, value -- receiver, result",
    operand=target,
    since=PY312,
    until=PY314,
    names="SEND",
)
def SEND_keeping_receiver(frame: Frame, stack: List[Any], after: int) -> Optional[Signal]:
    """Send a value to the delegate: push what it yields, or, when it returns, push its result and jump."""
    value = stack.pop()
    yields, outcome = send(frame, stack[-1], value)
    stack.append(outcome)
    if not yields:
        frame.pc = after
    return None


@op("receiver, value -- value", until=PY314)
def END_SEND(frame: Frame, stack: List[Any], _: None) -> None:
    """Delegation is over: keep only its result."""
    del stack[-2]


@op("iterable -- iterator")
def GET_YIELD_FROM_ITER(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace what yield from delegates to with its iterator; generators and coroutines stay themselves."""
    stack[-1] = delegate_iterator(frame, stack[-1])


def delegate_iterator(frame: Frame, delegate: Any) -> Any:
    """What yield from sends to; TypeError for a coroutine in a generator that is none."""
    if type(delegate) is CoroutineType:
        if not _may_await(frame):
            raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
        return delegate
    return delegate if type(delegate) is GeneratorType else call_native(frame, iter, (delegate,))


def _may_await(frame: Frame) -> bool:
    """Whether the running frame may delegate to a coroutine: the code of its native object says so, for
    ``types.coroutine`` puts a flag there.
    """
    host: Any = _getframe()
    while program_of(host.f_code) is not frame.program:
        host = host.f_back
    return bool(host.f_code.co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE))


@op("awaitable -- iterator", operand=raw, since=PY311)
def GET_AWAITABLE(frame: Frame, stack: List[Any], context: int) -> None:
    """Replace an awaitable with the iterator that runs it."""
    stack[-1] = call_native(frame, micro("GET_AWAITABLE", context, 1, 1), (stack[-1],))


@op("iterable -- iterator")
def GET_AITER(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace an asynchronous iterable with its asynchronous iterator."""
    stack[-1] = call_native(frame, micro("GET_AITER", 0, 1, 1), (stack[-1],))


@op("iterator -- iterator, awaitable")
def GET_ANEXT(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the awaitable of the asynchronous iterator's next value."""
    stack.append(call_native(frame, micro("GET_ANEXT", 0, 1, 2), (stack[-1],))[1])
