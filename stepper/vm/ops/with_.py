"""with and async with, as 3.11 to 3.13 run them."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..nativecalls import call_native
from ..opcodes import op
from ..versions import PY311, PY313


def special_method(owner: Any, name: str, missing: str) -> Any:
    """A method looked up on the type, as the interpreter does for special methods; TypeError with
    ``missing``.
    """
    method = bound_special(owner, name)
    if method is NULL:
        raise TypeError(missing)
    return method


def bound_special(owner: Any, name: str) -> Any:
    """The same, or NULL when there is none."""
    kind = type(owner)
    for class_ in kind.__mro__:
        if name in class_.__dict__:
            found = class_.__dict__[name]
            bind = getattr(type(found), "__get__", None)
            return found if bind is None else bind(found, owner, kind)
    return NULL


def _enter(frame: Frame, stack: List[Any], prefix: str, protocol: str) -> None:
    manager = stack[-1]
    text = f"'{type(manager).__name__:.200}' object does not support the {protocol}context manager protocol"
    enter = special_method(manager, f"__{prefix}enter__", text)
    leave = special_method(manager, f"__{prefix}exit__", f"{text} (missed __{prefix}exit__ method)")
    result = call_native(frame, enter, ())
    stack[-1] = leave
    stack.append(result)


@op("manager -- exit, result", until=PY313)
def BEFORE_WITH(frame: Frame, stack: List[Any], _: None) -> None:
    """Keep the manager's __exit__ for later, call its __enter__ and push what it returns."""
    _enter(frame, stack, "", "")


@op("manager -- exit, awaitable", since=PY311, until=PY313)
def BEFORE_ASYNC_WITH(frame: Frame, stack: List[Any], _: None) -> None:
    """Keep the manager's __aexit__ for later, call its __aenter__ and push the awaitable it returns."""
    _enter(frame, stack, "a", "asynchronous ")


@op("exit, lasti, previous, exception -- exit, lasti, previous, exception, result", since=PY311, until=PY313)
def WITH_EXCEPT_START(frame: Frame, stack: List[Any], _: None) -> None:
    """Call __exit__ with the exception; what it returns says whether the exception is swallowed."""
    exception = stack[-1]
    arguments = (type(exception), exception, exception.__traceback__)
    stack.append(call_native(frame, stack[-4], arguments))
