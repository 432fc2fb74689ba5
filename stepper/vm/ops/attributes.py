"""Attributes: load, store, delete.

CPython avoids bound methods: for ``object.method(...)`` it pushes function and object apart. Here the bound
method is made and NULL pushed beside it, which calls the same; a program can not tell the difference.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, List, Tuple

from ..frame import NULL, Frame
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import name, name_and_bit, super_attribute
from ..versions import PY311, PY312, PY313

_super = super


def _attribute(frame: Frame, owner: Any, name: str) -> Any:
    """An attribute of an object; AttributeError."""
    if type(owner) is ModuleType and name not in owner.__dict__:
        # A module's __getattr__ is mostly there to warn, and the warning names the line of its caller.
        return call_native(frame, getattr, (owner, name))
    return getattr(owner, name)


@op("object -- value", operand=name, until=PY311)
def LOAD_ATTR(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace an object with the value of one of its attributes."""
    stack[-1] = _attribute(frame, stack[-1], name)


@op("object -- null, method", operand=name)
def LOAD_METHOD(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace an object with NULL and its method, ready for a call."""
    method = _attribute(frame, stack[-1], name)
    stack[-1] = NULL
    stack.append(method)


@op(
    "object -- null if oparg & 1, value",
    operand=name_and_bit,
    names="LOAD_ATTR",
    since=PY312,
    until=PY312,
)
def LOAD_ATTR_null_first(frame: Frame, stack: List[Any], operand: Tuple[str, int]) -> None:
    """Replace an object with the value of one of its attributes, and for a call push NULL below it."""
    name, is_call = operand
    value = _attribute(frame, stack[-1], name)
    if is_call:
        stack[-1] = NULL
        stack.append(value)
    else:
        stack[-1] = value


@op("object -- value, null if oparg & 1", operand=name_and_bit, names="LOAD_ATTR", since=PY313)
def LOAD_ATTR_null_last(frame: Frame, stack: List[Any], operand: Tuple[str, int]) -> None:
    """Replace an object with the value of one of its attributes, and for a call push NULL above it."""
    name, is_call = operand
    stack[-1] = _attribute(frame, stack[-1], name)
    if is_call:
        stack.append(NULL)


def _super_attribute(frame: Frame, stack: List[Any], name: str, has_arguments: int) -> Any:
    """Take super, class and instance off the stack, and return the attribute found through them."""
    instance = stack.pop()
    class_ = stack.pop()
    called = stack.pop()
    if called is _super:
        return getattr(_super(class_, instance), name)
    # The program has a super of its own: CPython calls it just as it is written.
    arguments = (class_, instance) if has_arguments else ()
    return getattr(call_native(frame, called, arguments), name)


@op(
    "global_super, class, self -- null if oparg & 1, value",
    operand=super_attribute,
    since=PY312,
    until=PY312,
)
def LOAD_SUPER_ATTR(frame: Frame, stack: List[Any], operand: Tuple[str, int, int]) -> None:
    """Replace super, a class and an instance with an attribute found by super(), for a call NULL below it."""
    name, is_call, has_arguments = operand
    value = _super_attribute(frame, stack, name, has_arguments)
    if is_call:
        stack.append(NULL)
    stack.append(value)


@op(
    "global_super, class, self -- value, null if oparg & 1",
    operand=super_attribute,
    names="LOAD_SUPER_ATTR",
    since=PY313,
)
def LOAD_SUPER_ATTR_null_last(frame: Frame, stack: List[Any], operand: Tuple[str, int, int]) -> None:
    """Replace super, a class and an instance with an attribute found by super(), for a call NULL above it."""
    name, is_call, has_arguments = operand
    stack.append(_super_attribute(frame, stack, name, has_arguments))
    if is_call:
        stack.append(NULL)


@op("value, object --", operand=name)
def STORE_ATTR(frame: Frame, stack: List[Any], name: str) -> None:
    """Store a value in an attribute of the object on top of the stack."""
    owner = stack.pop()
    setattr(owner, name, stack.pop())


@op("object --", operand=name)
def DELETE_ATTR(frame: Frame, stack: List[Any], name: str) -> None:
    """Delete an attribute of the object on top of the stack."""
    delattr(stack.pop(), name)
