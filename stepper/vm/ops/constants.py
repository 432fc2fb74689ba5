"""Instructions that push what needs no looking up: constants and a few fixed objects."""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import Site, constant, raw
from ..scopes import item_or_null

_AssertionError = AssertionError  # assert raises this one even where the name is bound to another

# In the order of the CONSTANT_ numbers of pycore_opcode_utils.h; 3.14 has the first five.
_COMMON = (AssertionError, NotImplementedError, tuple, all, any, list, set, None, "", True, False, -1)


def common_constant(site: Site) -> Any:
    """The object that a LOAD_COMMON_CONSTANT pushes, whatever the program has bound to its name."""
    return _COMMON[site.oparg]


@op("-- constant", operand=constant)
def LOAD_CONST(frame: Frame, stack: List[Any], value: Any) -> None:
    """Push a constant of the code object."""
    stack.append(value)


@op("-- number", operand=raw)
def LOAD_SMALL_INT(frame: Frame, stack: List[Any], number: int) -> None:
    """Push a small whole number, which the instruction itself holds."""
    stack.append(number)


@op("-- constant", operand=common_constant)
def LOAD_COMMON_CONSTANT(frame: Frame, stack: List[Any], value: Any) -> None:
    """Push an object that much code needs: None, True, AssertionError, list and the like."""
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
