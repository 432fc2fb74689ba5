"""with and async with of 3.14 and later, where __enter__ and __exit__ are ordinary calls."""

from __future__ import annotations

from typing import Any, List, Tuple

from ..frame import NULL, Frame
from ..microops import micro_pair
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import Site
from ..versions import PY314
from .attributes import FindMethod


def special_method(site: Site) -> FindMethod:
    """The function that finds a special method and takes it apart."""
    return micro_pair("LOAD_SPECIAL", site.oparg, 1, ())


@op("manager -- method, self_or_null", operand=special_method)
def LOAD_SPECIAL(frame: Frame, stack: List[Any], find: FindMethod) -> None:
    """Replace a context manager with its method for entering or leaving and itself, or with NULL."""
    stack[-1], upper = find(stack[-1])
    stack.append(upper)


@op(
    "exit, self_or_null, lasti, previous, exception"
    " -- exit, self_or_null, lasti, previous, exception, result",
    since=PY314,
    names="WITH_EXCEPT_START",
)
def WITH_EXCEPT_START_five_slots(frame: Frame, stack: List[Any], _: None) -> None:
    """Call __exit__ with the exception; what it returns says whether the exception is swallowed."""
    exception = stack[-1]
    arguments: Tuple[Any, ...] = (type(exception), exception, exception.__traceback__)
    if stack[-4] is not NULL:
        arguments = (stack[-4], *arguments)
    stack.append(call_native(frame, stack[-5], arguments))
