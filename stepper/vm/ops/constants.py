"""Instructions that push what needs no looking up: constants, and two fixed objects."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import constant
from ..scopes import item_or_null

_AssertionError = AssertionError  # assert raises this one even where the name is bound to another


@op("-- constant", operand=constant)
def LOAD_CONST(frame: Frame, stack: List[Any], value: Any) -> None:
    """Push a constant of the code object."""
    stack.append(value)


@op("-- exception_class")
def LOAD_ASSERTION_ERROR(frame: Frame, stack: List[Any], _: None) -> None:
    """Push AssertionError, for an assert statement that has failed."""
    stack.append(_AssertionError)


@op("-- build_class")
def LOAD_BUILD_CLASS(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the builtin function that makes a class from its body."""
    function = item_or_null(frame.builtins, "__build_class__")
    if function is NULL:
        raise NameError("__build_class__ not found")
    stack.append(function)
