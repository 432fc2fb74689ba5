"""Generators and coroutines of 3.10 and before: delegation is one instruction that runs again and again."""

from __future__ import annotations

import opcode
from types import CoroutineType, GeneratorType
from typing import Any, List, Optional

from ..frame import CO_ITERABLE_COROUTINE, Frame
from ..generators_39 import is_awaited
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import Site
from ..signals import LEAVE, Signal
from ..versions import PY310
from .generators import send


@op("sent --")
def GEN_START(frame: Frame, stack: List[Any], _: None) -> None:
    """Take away what the first resumption has sent, which is always None."""
    stack.pop()


@op("receiver, value -- result", leaves=True)
def YIELD_FROM(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """Send a value to the delegate: yield what it yields and run again, or leave what it returns."""
    value = stack.pop()
    yields, outcome = send(frame, stack[-1], value)
    if not yields:
        stack[-1] = outcome
        return None
    frame.machine.result = outcome
    frame.pc -= 1  # the next resumption pushes what is sent and comes here again
    return LEAVE


def awaited_result(site: Site) -> str:
    """Whose result an ``async with`` awaits here, "__aenter__" or "__aexit__"; else "".

    Python/ceval.c (3.9), ``format_awaitable_error``, goes by the instructions before as well.
    """
    units, at = site.code.co_code, site.after - 2
    before = opcode.opname[units[at - 2]] if at >= 2 else ""
    if before == "BEFORE_ASYNC_WITH":
        return "__aenter__"
    is_plain_exit = before == "CALL_FUNCTION" and at >= 4 and opcode.opname[units[at - 4]] == "DUP_TOP"
    return "__aexit__" if before == "WITH_EXCEPT_START" or is_plain_exit else ""


@op("awaitable -- iterator", operand=awaited_result, until=PY310, names="GET_AWAITABLE")
def GET_AWAITABLE_by_place(frame: Frame, stack: List[Any], method: str) -> None:
    """Replace an awaitable with the iterator that runs it."""
    awaitable = stack[-1]
    kind = type(awaitable)
    if kind is CoroutineType and is_awaited(awaitable):
        raise RuntimeError("coroutine is being awaited already")
    is_old_style = kind is GeneratorType and awaitable.gi_code.co_flags & CO_ITERABLE_COROUTINE
    if method and not is_old_style and not hasattr(kind, "__await__"):
        raise TypeError(
            f"'async with' received an object from {method} that does not implement __await__: "
            f"{kind.__name__:.100}"
        )
    del awaitable
    stack[-1] = call_native(frame, micro("GET_AWAITABLE", 0, 1, 1), (stack[-1],))
