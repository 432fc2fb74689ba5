"""Attributes that hold code objects: the guest finds a function's own code there, not its stub.

Chosen by the name when the code is linked, so that other attributes cost nothing more.
"""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any, List

from ..codeobjects import for_function, original_of
from ..frame import Frame
from ..opcodes import variant
from .attributes import STORE_ATTR, load_attribute

_CODE = ("__code__", "gi_code", "cr_code", "ag_code", "f_code")


@variant("LOAD_ATTR", *_CODE)
def load_code(frame: Frame, stack: List[Any], operand: Any) -> None:
    """Replace an object with an attribute that may be a code object."""
    load_attribute(frame, stack, operand)
    if type(stack[-1]) is CodeType:
        stack[-1] = original_of(stack[-1])


@variant("STORE_ATTR", "__code__")
def store_code(frame: Frame, stack: List[Any], name: str) -> None:
    """Give a function the code of another, or one that was compiled."""
    if type(stack[-1]) is FunctionType:
        stack[-2] = for_function(stack[-2])
    STORE_ATTR(frame, stack, name)
