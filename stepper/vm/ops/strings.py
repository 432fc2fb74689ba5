"""f-strings and t-strings: converting and formatting values, joining the pieces."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ..frame import Frame
from ..microops import micro
from ..opcodes import op
from ..operands import Site, raw

_CONVERSIONS: Dict[int, Callable[[Any], str]] = {1: str, 2: repr, 3: ascii}  # FVC_STR, FVC_REPR, FVC_ASCII
_HAS_SPEC = 4


def conversion(site: Site) -> Callable[[Any], str]:
    """The function that ``!s``, ``!r`` or ``!a`` asks for."""
    return _CONVERSIONS[site.oparg]


@op("value, format_spec if oparg & 4 -- string", operand=raw)
def FORMAT_VALUE(frame: Frame, stack: List[Any], flags: int) -> None:
    """Replace a value with its text in an f-string, converted and formatted as its braces say."""
    spec = stack.pop() if flags & _HAS_SPEC else ""
    if flags & 3:
        stack[-1] = _CONVERSIONS[flags & 3](stack[-1])
    if spec or type(stack[-1]) is not str:
        stack[-1] = format(stack[-1], spec)


@op("value -- string", operand=conversion)
def CONVERT_VALUE(frame: Frame, stack: List[Any], convert: Callable[[Any], str]) -> None:
    """Replace a value with its str(), repr() or ascii() text."""
    stack[-1] = convert(stack[-1])


@op("value -- string")
def FORMAT_SIMPLE(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value with its text, formatted without a specification."""
    if type(stack[-1]) is not str:
        stack[-1] = format(stack[-1])


@op("value, format_spec -- string")
def FORMAT_WITH_SPEC(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value and a format specification with the formatted text."""
    spec = stack.pop()
    stack[-1] = format(stack[-1], spec)


@op("value, expression, format_spec if oparg & 1 -- interpolation", operand=raw)
def BUILD_INTERPOLATION(frame: Frame, stack: List[Any], flags: int) -> None:
    """Replace a value of a t-string, and the text it was written as, with an Interpolation of them."""
    count = 2 + (flags & 1)
    stack[-count:] = [micro("BUILD_INTERPOLATION", flags, count, 1)(*stack[-count:])]


@op("strings, interpolations -- template")
def BUILD_TEMPLATE(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace the strings and the interpolations of a t-string with a Template of them."""
    stack[-2:] = [micro("BUILD_TEMPLATE", 0, 2, 1)(*stack[-2:])]


@op("pieces[oparg] -- string", operand=raw)
def BUILD_STRING(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace pieces of text with all of them joined to one."""
    start = len(stack) - count
    stack[start:] = ["".join(stack[start:])]
