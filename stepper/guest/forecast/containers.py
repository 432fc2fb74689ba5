"""Foresees what is built of the stack's values, what is put into containers, and unpacking.

Containers are shown as they will be by filling a copy, and only where that is pure and cheap.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from ...protocol import Forecast, Value
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction
from .. import certain
from ..peek import class_attribute
from ..saferepr import show
from .table import UNKNOWN, all_shown, foresees

_BUILDERS: Dict[str, Any] = {"BUILD_TUPLE": tuple, "BUILD_LIST": list, "BUILD_SET": set}


@foresees("BUILD_TUPLE BUILD_LIST BUILD_SET")
def _build(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    items = stack[len(stack) - instruction.oparg :]
    if len(items) > certain.MAX_LENGTH:
        return UNKNOWN
    if instruction.opname == "BUILD_SET" and not all(map(certain.is_plain, items)):
        return UNKNOWN
    outcome = certain.attempt(_BUILDERS[instruction.opname], items)
    return Forecast(raises=outcome.raises) if outcome.raises else Forecast(result=show(outcome.value))


@foresees("BUILD_MAP")
def _build_map(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    items = stack[len(stack) - 2 * instruction.oparg :]
    return _dict_of(items[::2], items[1::2])


@foresees("BUILD_CONST_KEY_MAP")
def _build_const_key_map(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _dict_of(list(stack[-1]), stack[-1 - instruction.oparg : -1])


def _dict_of(keys: List[Any], values: List[Any]) -> Forecast:
    if len(keys) > certain.MAX_COMPARED or not all(map(certain.is_plain, keys)):
        return UNKNOWN
    outcome = certain.attempt(dict, zip(keys, values))
    return Forecast(raises=outcome.raises) if outcome.raises else Forecast(result=show(outcome.value))


@foresees("BUILD_SLICE")
def _build_slice(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(slice(*stack[len(stack) - instruction.oparg :])))


@foresees("LIST_TO_TUPLE")
def _to_tuple(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(tuple(stack[-1]))) if len(stack[-1]) <= certain.MAX_LENGTH else UNKNOWN


# ---- filling ----


@foresees("LIST_APPEND SET_ADD MAP_ADD LIST_EXTEND SET_UPDATE DICT_UPDATE DICT_MERGE")
def _fill(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """The container lies deeper: what is between it and the operands stays.

    The order of a set is not that of its copy.
    """
    taken = 2 if instruction.opname == "MAP_ADD" else 1
    depth = taken + instruction.oparg
    container, between = stack[-depth], stack[len(stack) - depth + 1 : len(stack) - taken]
    raises = _refused(instruction.opname, stack)
    if raises:
        return Forecast(raises=raises)
    filled = _filled(instruction.opname, container, stack) if type(container) is not set else None
    return Forecast(after=(filled, *all_shown(between)))


def _refused(opname: str, stack: List[Any]) -> str:
    """The exception of what can't be put in, where that is certain."""
    added = stack[-1]
    if opname in ("LIST_EXTEND", "SET_UPDATE"):
        cls = type(added)
        nothing = class_attribute(cls, "__iter__") is NULL and class_attribute(cls, "__getitem__") is NULL
        return "TypeError" if nothing else ""
    if opname in ("SET_ADD", "MAP_ADD"):
        key = added if opname == "SET_ADD" else stack[-2]
        return "TypeError" if type(key) in (list, dict, set, bytearray) else ""
    return ""


def _filled(opname: str, container: Any, stack: List[Any]) -> Optional[Value]:
    added = stack[-1]
    if len(container) > certain.MAX_LENGTH:
        return None
    if opname == "LIST_APPEND":
        return show([*container, added])
    if opname == "LIST_EXTEND":
        return (
            show([*container, *added])
            if type(added) in (list, tuple, str, range) and _is_short(added)
            else None
        )
    if opname == "MAP_ADD":
        plain = certain.is_plain(stack[-2]) and certain.has_plain_keys(container)
        return show({**container, stack[-2]: added}) if plain else None
    if not certain.has_plain_keys(container):
        return None
    is_plain = type(added) is dict and _is_short(added) and certain.has_plain_keys(added)
    return show({**container, **added}) if is_plain else None


def _is_short(value: Any) -> bool:
    return len(value) <= certain.MAX_LENGTH


# ---- unpacking ----


@foresees("UNPACK_SEQUENCE")
def _unpack(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    items = _items(stack[-1])
    if items is None:
        return _not_iterable(stack[-1])
    if len(items) != instruction.oparg:
        return Forecast(raises="ValueError")
    return Forecast(after=all_shown(items[::-1]))


@foresees("UNPACK_EX")
def _unpack_starred(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    before, after = instruction.oparg & 0xFF, instruction.oparg >> 8
    items = _items(stack[-1])
    if items is None:
        return _not_iterable(stack[-1])
    if len(items) < before + after:
        return Forecast(raises="ValueError")
    rest = items[before : len(items) - after]
    return Forecast(after=all_shown([*items[len(items) - after :][::-1], rest, *items[:before][::-1]]))


def _items(value: Any) -> Optional[List[Any]]:
    """What builtin iterables give, in order; None for all others."""
    is_known = type(value) in (tuple, list, str, bytes, range, dict) and len(value) <= certain.MAX_LENGTH
    return list(value) if is_known else None


def _not_iterable(value: Any) -> Forecast:
    cls = type(value)
    if class_attribute(cls, "__iter__") is NULL and class_attribute(cls, "__getitem__") is NULL:
        return Forecast(raises="TypeError")
    return UNKNOWN
