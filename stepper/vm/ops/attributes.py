"""Attributes: load, store, delete.

For ``object.method(...)`` CPython makes no bound method: it pushes the function and the object apart where
the method is a plain one of the object's class, else the attribute and NULL (Objects/object.c,
``_PyObject_GetMethod``).
"""

from __future__ import annotations

import warnings
from types import ModuleType
from typing import Any, Callable, List, Tuple, Union

from ..frame import NULL, Frame
from ..microops import micro_pair
from ..nativecalls import call_native
from ..opcodes import op, variant
from ..operands import Site, name, super_attribute
from ..versions import HOST, PY311, PY312, PY313

_super = super
_NULL_IS_FIRST = HOST < PY313
FindMethod = Callable[..., Tuple[Any, Any]]  # the two entries for a call


def method(site: Site) -> Tuple[str, FindMethod]:
    """A name, and the function that takes the method of that name apart."""
    name = site.code.co_names[site.oparg]
    return name, micro_pair("LOAD_METHOD", 0, 1, (name,))


def name_or_method(site: Site) -> Union[str, Tuple[str, FindMethod]]:
    """A name, and if the low bit asks for a method, the function that takes it apart."""
    name = site.code.co_names[site.oparg >> 1]
    return (name, micro_pair("LOAD_ATTR", 1, 1, (name,))) if site.oparg & 1 else name


def _of_module(frame: Frame, module: ModuleType, name: str) -> Any:
    if name in (module.__dict__ or ()):  # None before __init__, up to 3.10
        return getattr(module, name)
    # A module's __getattr__ is mostly there to warn, and the warning names the line of its caller.
    return call_native(frame, getattr, (module, name))


def _module_pair(frame: Frame, module: ModuleType, name: str) -> Tuple[Any, Any]:
    """For a module, which has no methods."""
    value = _of_module(frame, module, name)
    return (NULL, value) if _NULL_IS_FIRST else (value, NULL)


@op("object -- method_or_null, callable_or_self", operand=method)
def LOAD_METHOD(frame: Frame, stack: List[Any], operand: Tuple[str, FindMethod]) -> None:
    """Replace an object with its method and itself, ready for a call, or with NULL and an attribute."""
    name, find = operand
    owner = stack.pop()
    lower, upper = _module_pair(frame, owner, name) if type(owner) is ModuleType else find(owner)
    stack.append(lower)
    stack.append(upper)


@op("object -- value", operand=name, until=PY311)
def LOAD_ATTR(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace an object with the value of one of its attributes."""
    owner = stack[-1]
    stack[-1] = _of_module(frame, owner, name) if type(owner) is ModuleType else getattr(owner, name)


@op(
    "object -- method_or_null if oparg & 1, value_or_self",
    operand=name_or_method,
    names="LOAD_ATTR",
    since=PY312,
    until=PY312,
    if_bit=(1, LOAD_METHOD),
)
@op(
    "object -- value, self_or_null if oparg & 1",
    operand=name_or_method,
    names="LOAD_ATTR",
    since=PY313,
    if_bit=(1, LOAD_METHOD),
)
def LOAD_ATTR_or_method(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace an object with one of its attributes; for a call with its method and itself, or with NULL."""
    owner = stack[-1]
    stack[-1] = _of_module(frame, owner, name) if type(owner) is ModuleType else getattr(owner, name)


def load_attribute(frame: Frame, stack: List[Any], operand: Any) -> None:
    """What LOAD_ATTR does with any name."""
    (LOAD_ATTR if type(operand) is str else LOAD_METHOD)(frame, stack, operand)


@variant("LOAD_ATTR", "filters")
def load_filters(frame: Frame, stack: List[Any], operand: Any) -> None:
    """The warnings module tells by its caller whether C code asks it, which would be the machine."""
    if stack[-1] is warnings:
        stack[-1] = call_native(frame, getattr, (warnings, "filters"))
    else:
        load_attribute(frame, stack, operand)


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
