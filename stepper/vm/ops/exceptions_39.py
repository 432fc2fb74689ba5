"""Raising and handling exceptions, as 3.10 and before do it: three values on the stack, and a block stack."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Callable, List, Optional

from ..frame import Frame
from ..opcodes import op
from ..operands import raw, target
from ..signals import RERAISE as ON_ITS_WAY
from ..signals import Signal
from ..unwind_blocks import end_handler, pop_handled, push_block
from ..versions import HOST, PY310
from .exceptions_311 import raise_new

CAUGHT = "previous_traceback, previous, previous_type, traceback, exception, type"  # what a handler finds

_is_base: Callable[[type, type], bool] = type.__subclasscheck__  # no metaclass of the program's is asked


@op("--", jump=f"-- {CAUGHT}", operand=target, until=PY310)
def SETUP_FINALLY(frame: Frame, stack: List[Any], handler: int) -> None:
    """Push a block: an exception in what follows goes to its handler."""
    push_block(frame, handler, len(stack))


@op("--", until=PY310)
def POP_BLOCK(frame: Frame, stack: List[Any], _: None) -> None:
    """Pop the innermost block: its body has ended without an exception."""
    frame.block_stack.pop()


@op("previous_traceback, previous, previous_type --", until=PY310, names="POP_EXCEPT")
def POP_EXCEPT_and_block(frame: Frame, stack: List[Any], _: None) -> None:
    """The exception is dealt with: pop its block; the one handled before is the one being handled again."""
    frame.block_stack.pop()
    pop_handled(stack, frame.machine.handled)


@op("exception_type, class_ --", operand=target)
def JUMP_IF_NOT_EXC_MATCH(frame: Frame, stack: List[Any], otherwise: int) -> None:
    """Jump unless the exception is of the class, or of one of a tuple of classes."""
    wanted = stack.pop()
    if not _matches(stack.pop(), wanted):
        frame.pc = otherwise


def _matches(kind: Any, wanted: Any) -> bool:
    found = False
    for candidate in wanted if isinstance(wanted, tuple) else (wanted,):
        if not (isinstance(candidate, type) and _is_base(BaseException, candidate)):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
        found = found or _is_base(candidate, kind)
    return found


@op(
    "exception if oparg > 0, cause if oparg > 1 --",
    operand=raw,
    until=PY310,
    falls_through=False,
    names="RAISE_VARARGS",
)
def RAISE_VARARGS_or_restore(frame: Frame, stack: List[Any], count: int) -> Signal:
    """Raise an exception, perhaps from a cause; without operands raise again the one being handled."""
    if count:
        return raise_new(frame, stack, count)
    machine = frame.machine
    item = machine.handled.innermost()
    if item is not None:
        return _go_on(frame, item.value, item.traceback)
    handled = machine.handled_exception()
    if handled is None:
        raise RuntimeError("No active exception to reraise")
    return _go_on(frame, handled, handled.__traceback__)


def _go_on(frame: Frame, exception: Optional[BaseException], traceback: Optional[TracebackType]) -> Signal:
    """Let an exception go on with the traceback it had when it was caught, and no entry more."""
    assert exception is not None
    exception.__traceback__ = traceback
    frame.machine.raised = exception
    return ON_ITS_WAY


@op("traceback, exception, type --", operand=raw, until=PY310, falls_through=False, names="RERAISE")
def RERAISE_three(frame: Frame, stack: List[Any], restores_place: int) -> Signal:
    """Let the exception go on its way; an operand says that it does so from where it first failed."""
    if restores_place and HOST == PY310:
        frame.pc = frame.block_stack[-1].failed + 1
    stack.pop()
    exception = stack.pop()
    return _go_on(frame, exception, stack.pop())


@op(f"iterator, {CAUGHT} --", until=PY310, names="END_ASYNC_FOR")
def END_ASYNC_FOR_and_block(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """End an async for: on StopAsyncIteration drop it and the iterator, else let the exception go on."""
    if issubclass(stack[-1], StopAsyncIteration):
        end_handler(frame.block_stack.pop(), stack, frame.machine.handled)
        stack.pop()
        return None
    return RERAISE_three(frame, stack, 0)
