"""Foresees structural pattern matching."""

from __future__ import annotations

from typing import Any, List

from ...protocol import Forecast
from ...vm.frame import Frame
from ...vm.link import Instruction
from .. import certain
from ..peek import bases_of, class_attribute, is_instance
from ..saferepr import show
from .table import UNKNOWN, foresees

_type_flags = type.__dict__["__flags__"].__get__
_FLAGS = {
    "MATCH_SEQUENCE": 1 << 5,
    "MATCH_MAPPING": 1 << 6,
}  # Include/object.h, Py_TPFLAGS_...
_class_of = object.__dict__["__class__"]


@foresees("MATCH_SEQUENCE MATCH_MAPPING")
def _match_kind(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(bool(_type_flags(type(stack[-1])) & _FLAGS[instruction.opname])))


@foresees("MATCH_KEYS")
def _match_keys(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    subject, keys = stack[-2], stack[-1]
    if (
        type(subject) is not dict
        or not all(map(certain.is_plain, keys))
        or not certain.has_plain_keys(subject)
    ):
        return UNKNOWN
    has_all = all(key in subject for key in keys)
    values = show(tuple([subject[key] for key in keys]) if has_all else None)
    assert instruction.op is not None
    if instruction.op.effect.pushes(instruction.oparg) == 4:  # 3.10 says so besides
        return Forecast(result=values, after=(show(subject), show(keys), values, show(has_all)))
    return Forecast(result=values)


@foresees("MATCH_CLASS")
def _match_class(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """Only that it does not match is certain: attributes are looked up by code that may be the program's."""
    subject, cls = stack[-3], stack[-2]
    assert instruction.op is not None
    if not is_instance(cls, type) or type(cls) is not type or instruction.op.effect.pushes(0) == 2:
        return UNKNOWN
    is_one = any(base is cls for base in bases_of(type(subject)))
    tells = class_attribute(type(subject), "__class__") is not _class_of  # isinstance asks for it
    return UNKNOWN if is_one or tells else Forecast(result=show(None))
