"""Foresees f-strings: of builtin values the text, of others the method of the program's own that makes it."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ...protocol import Forecast
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction
from .. import certain
from ..peek import class_attribute
from ..saferepr import show
from .table import UNKNOWN, entered, foresees, shown

_CONVERSIONS: Dict[int, Callable[[Any], str]] = {1: str, 2: repr, 3: ascii}  # FVC_STR, FVC_REPR, FVC_ASCII
_METHODS = {0: ("__format__", "__str__", "__repr__"), 1: ("__str__", "__repr__"), 2: ("__repr__",)}


def _text(value: Any, conversion: int, spec: Any = "") -> Forecast:
    outcome = certain.formatted(_CONVERSIONS.get(conversion), value, spec)
    if outcome is not None:
        return shown(outcome)
    for name in _METHODS.get(conversion, ("__repr__",)):
        method = class_attribute(type(value), name)
        if method is not vars(object)[name]:
            return Forecast(enters="" if method is NULL else entered(method))
    return UNKNOWN


@foresees("FORMAT_VALUE")
def _format_value(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    if instruction.oparg & 4:
        return _text(stack[-2], instruction.oparg & 3, stack[-1])
    return _text(stack[-1], instruction.oparg & 3)


@foresees("CONVERT_VALUE")
def _convert(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _text(stack[-1], instruction.oparg)


@foresees("FORMAT_SIMPLE")
def _format_simple(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _text(stack[-1], 0)


@foresees("FORMAT_WITH_SPEC")
def _format_with_spec(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _text(stack[-2], 0, stack[-1])


@foresees("BUILD_STRING")
def _build_string(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    pieces = stack[len(stack) - instruction.oparg :]
    if not all(type(piece) is str for piece in pieces) or sum(map(len, pieces)) > certain.MAX_LENGTH:
        return UNKNOWN
    return Forecast(result=show("".join(pieces)))
