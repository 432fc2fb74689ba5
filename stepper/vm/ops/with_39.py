"""with and async with, as 3.10 and before run them."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import target
from ..unwind_blocks import push_block
from ..versions import PY310
from .exceptions_39 import CAUGHT
from .with_ import bound_special


def _special(manager: Any, name: str) -> Any:
    method = bound_special(manager, name)
    if method is NULL:
        raise AttributeError(name)
    return method


def _enter(frame: Frame, stack: List[Any], prefix: str) -> Any:
    """Put __exit__ in the manager's place; return what __enter__ returns."""
    enter = _special(stack[-1], f"__{prefix}enter__")
    stack[-1] = _special(stack[-1], f"__{prefix}exit__")
    return call_native(frame, enter, ())


@op("manager -- exit, result", jump=f"manager -- exit, {CAUGHT}", operand=target, until=PY310)
def SETUP_WITH(frame: Frame, stack: List[Any], handler: int) -> None:
    """Keep the manager's __exit__ for later, call its __enter__, push a block and what it returns."""
    result = _enter(frame, stack, "")
    push_block(frame, handler, len(stack))
    stack.append(result)


@op("manager -- exit, awaitable", until=PY310, names="BEFORE_ASYNC_WITH")
def BEFORE_ASYNC_WITH_by_name(frame: Frame, stack: List[Any], _: None) -> None:
    """Keep the manager's __aexit__ for later, call its __aenter__ and push the awaitable it returns."""
    stack.append(_enter(frame, stack, "a"))


@op("exit, result -- exit, result", jump=f"exit, result -- exit, {CAUGHT}", operand=target)
def SETUP_ASYNC_WITH(frame: Frame, stack: List[Any], handler: int) -> None:
    """Push a block: an exception in the body of the async with goes to its handler."""
    push_block(frame, handler, len(stack) - 1)


@op(f"exit, {CAUGHT} -- exit, {CAUGHT}, result", until=PY310, names="WITH_EXCEPT_START")
def WITH_EXCEPT_START_three(frame: Frame, stack: List[Any], _: None) -> None:
    """Call __exit__ with the exception; what it returns says whether the exception is swallowed."""
    stack.append(call_native(frame, stack[-7], (stack[-1], stack[-2], stack[-3])))
