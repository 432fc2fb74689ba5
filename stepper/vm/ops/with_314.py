"""with and async with of 3.14 and later, where __enter__ and __exit__ are ordinary calls.

CPython pushes the function and the manager apart. Here the bound method is made and NULL pushed beside it,
which calls the same.
"""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import raw
from ..versions import PY314
from .with_ import bound_special

# In the order of CPython's SPECIAL_ numbers (Include/internal/pycore_ceval.h).
_METHODS = ("__enter__", "__exit__", "__aenter__", "__aexit__")


@op("manager -- method, self_or_null", operand=raw)
def LOAD_SPECIAL(frame: Frame, stack: List[Any], number: int) -> None:
    """Replace a context manager with its method for entering or leaving, and push NULL beside it."""
    method = bound_special(stack[-1], _METHODS[number])
    if method is NULL:
        micro("LOAD_SPECIAL", number, 1, 1)(stack[-1])  # raises CPython's TypeError
    stack[-1] = method
    stack.append(NULL)


@op(
    "exit, self_or_null, lasti, previous, exception"
    " -- exit, self_or_null, lasti, previous, exception, result",
    since=PY314,
    names="WITH_EXCEPT_START",
)
def WITH_EXCEPT_START_five_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Call __exit__ with the exception; what it returns says whether the exception is swallowed."""
    exception = stack[-1]
    arguments = (type(exception), exception, exception.__traceback__)
    stack.append(call_native(frame, stack[-5], arguments))
