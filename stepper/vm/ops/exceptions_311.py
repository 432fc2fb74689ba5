"""Raising and handling exceptions, as 3.11 and later do it: one value on the stack, an exception table
beside.
"""

from __future__ import annotations

from typing import Any, List, Optional, Tuple

from ..frame import NULL, Frame
from ..lasti import lasti_of
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import raw
from ..signals import RAISE, Signal
from ..signals import RERAISE as ON_ITS_WAY
from ..tracebacks import add_entry
from ..unwind import set_context
from ..versions import HOST, PY311, PY313, PY314

# Of an exception and a class: the exception, and whether it is of the class.
_match: Any = micro("CHECK_EXC_MATCH", 0, 2, 2) if HOST >= PY311 else None


@op("exception -- previous, exception", since=PY311)
def PUSH_EXC_INFO(frame: Frame, stack: List[Any], _: None) -> None:
    """Make the exception the one being handled, and keep the one that was handled before."""
    handled = frame.machine.handled
    exception = stack.pop()
    stack.append(handled.value)
    stack.append(exception)
    handled.value = exception


@op("previous --", since=PY311)
def POP_EXCEPT(frame: Frame, stack: List[Any], _: None) -> None:
    """The exception is dealt with: the one handled before is the one being handled again."""
    frame.machine.handled.value = stack.pop()


@op("exception, class_ -- exception, matches", since=PY311)
def CHECK_EXC_MATCH(frame: Frame, stack: List[Any], _: None) -> None:
    """Push whether the exception is of the class, or of one of a tuple of classes."""
    stack[-1] = _match(stack[-2], stack[-1])[1]


@op("exception, class_ -- rest, matching", since=PY311)
def CHECK_EG_MATCH(frame: Frame, stack: List[Any], _: None) -> None:
    """Split an exception group into what does not match and what does; the match is handled next."""
    class_ = stack.pop()
    rest, matching = _split_group(frame, stack[-1], class_)
    if matching is not None:
        frame.machine.handled.value = matching
        stack[-1] = rest
    elif HOST > PY311:
        stack[-1] = rest
    stack.append(matching)


def _split_group(frame: Frame, exception: Any, class_: Any) -> Tuple[Any, Any]:
    """Python/ceval.c, ``exception_group_match`` and ``check_except_star_type_valid``.

    By hand: the instruction writes to the thread's handled exception, which is not the host's business.
    """
    matches = _match(exception, class_)[1]
    for candidate in class_ if isinstance(class_, tuple) else (class_,):
        # The linter goes by 3.9, which has no exception groups; nor has it this instruction.
        if issubclass(candidate, BaseExceptionGroup):  # noqa: F821
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if isinstance(exception, BaseExceptionGroup):  # noqa: F821
        if matches:
            return None, exception
        parts = exception.split(class_)
        if HOST >= PY313 and not isinstance(parts, tuple):
            raise TypeError(
                f"{type(exception).__name__}.split must return a tuple, not {type(parts).__name__}"
            )
        if HOST >= PY313 and len(parts) < 2:
            raise TypeError(
                f"{type(exception).__name__}.split must return a 2-tuple, got tuple of size {len(parts)}"
            )
        return parts[1], parts[0]
    if not matches:
        return exception, None
    kind = ExceptionGroup if isinstance(exception, Exception) else BaseExceptionGroup  # noqa: F821
    group = kind("", (exception,))
    if HOST >= PY314:
        add_entry(group, frame, frame.pc - 1, lasti_of(frame), leaves=False)
    return None, group


@op(
    "exception if oparg > 0, cause if oparg > 1 --",
    operand=raw,
    since=PY311,
    falls_through=False,
)
def RAISE_VARARGS(frame: Frame, stack: List[Any], count: int) -> Signal:
    """Raise an exception, perhaps from a cause; without operands raise again the one being handled."""
    machine = frame.machine
    if not count:
        handled = machine.handled_exception()
        if handled is None:
            raise RuntimeError("No active exception to reraise")
        machine.raised = handled
        return ON_ITS_WAY
    return raise_new(frame, stack, count)


def raise_new(frame: Frame, stack: List[Any], count: int) -> Signal:
    """Take an exception, and its cause when ``count`` is 2, off the stack and raise it."""
    machine = frame.machine
    cause = stack.pop() if count == 2 else NULL
    exception = _instance(frame, stack.pop())
    if cause is not NULL:
        exception.__cause__ = _cause(frame, cause)
    set_context(exception, machine.handled_exception())
    machine.raised = exception
    return RAISE


def _instance(frame: Frame, value: Any) -> BaseException:
    if isinstance(value, type) and issubclass(value, BaseException):
        made = call_native(frame, value, ())
        if not isinstance(made, BaseException):
            raise TypeError(
                f"calling {value!r} should have returned an instance of BaseException, not {type(made)!r}"
            )
        return made
    if not isinstance(value, BaseException):
        raise TypeError("exceptions must derive from BaseException")
    return value


def _cause(frame: Frame, value: Any) -> Optional[BaseException]:
    if isinstance(value, type) and issubclass(value, BaseException):
        made = call_native(frame, value, ())
        if HOST >= PY313 and not isinstance(made, BaseException):
            raise TypeError(
                f"calling {value!r} should have returned an instance of BaseException, not {type(made)!r}"
            )
        value = made
    if value is not None and not isinstance(value, BaseException):
        raise TypeError("exception causes must derive from BaseException")
    return value


@op("values[oparg], exception -- values[oparg]", operand=raw, since=PY311, falls_through=False)
def RERAISE(frame: Frame, stack: List[Any], depth: int) -> Signal:
    """Let the exception go on its way; an operand says where the offset of its first failure is kept."""
    return reraise(frame, stack.pop(), stack[-depth] if depth else -1)


def reraise(frame: Frame, exception: BaseException, at: int = -1) -> Signal:
    """Let an exception go on without a new traceback entry; ``at``: code unit where it first failed."""
    machine = frame.machine
    machine.raised = exception
    machine.raised_at = at
    return ON_ITS_WAY


@op("awaitable, exception --", since=PY311)
def END_ASYNC_FOR(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """End an async for: on StopAsyncIteration drop it and the iterator, else let the exception go on."""
    exception = stack.pop()
    if isinstance(exception, StopAsyncIteration):
        stack.pop()
        return None
    return reraise(frame, exception)


@op("receiver, last_sent, exception -- none, value", until=PY314)
def CLEANUP_THROW(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """After throw() into a delegate: a StopIteration gives its value, any other exception goes on."""
    exception = stack[-1]
    if isinstance(exception, StopIteration):
        del stack[-3:]
        stack.append(None)
        stack.append(exception.value)
        return None
    stack.pop()
    return reraise(frame, exception)
