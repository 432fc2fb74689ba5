"""Making lists, tuples, sets and dicts, adding to them, and taking sequences apart."""

from __future__ import annotations

from typing import Any, List

from ..frame import Frame
from ..microops import micro
from ..opcodes import op
from ..operands import raw
from ..versions import HOST, PY313

_add = set.add


def _check_set(target: Any) -> None:
    """From 3.14 on it may be none: programs can name __conditional_annotations__."""
    if not isinstance(target, set):
        raise TypeError(f"'{type(target).__name__}' object is not a set")


@op("values[oparg] -- tuple", operand=raw)
def BUILD_TUPLE(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace values with a tuple of them."""
    start = len(stack) - count
    stack[start:] = [tuple(stack[start:])]


@op("values[oparg] -- list", operand=raw)
def BUILD_LIST(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace values with a list of them."""
    start = len(stack) - count
    stack[start:] = [stack[start:]]


@op("values[oparg] -- set", operand=raw)
def BUILD_SET(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace values with a set of them."""
    start = len(stack) - count
    stack[start:] = [set(stack[start:])]


@op("items[oparg * 2] -- dict", operand=raw)
def BUILD_MAP(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace keys, each followed by its value, with a dict of them."""
    start = len(stack) - 2 * count
    stack[start:] = [dict(zip(stack[start::2], stack[start + 1 :: 2])) if count else {}]


@op("values[oparg], keys -- dict", operand=raw)
def BUILD_CONST_KEY_MAP(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace values and a tuple of keys with a dict of them."""
    keys = stack.pop()
    start = len(stack) - count
    stack[start:] = [dict(zip(keys, stack[start:]))]


@op("list, between[oparg - 1], value -- list, between[oparg - 1]", operand=raw)
def LIST_APPEND(frame: Frame, stack: List[Any], position: int) -> None:
    """Append a value to a list that a comprehension is building further down the stack."""
    value = stack.pop()
    stack[-position].append(value)


@op("set, between[oparg - 1], value -- set, between[oparg - 1]", operand=raw)
def SET_ADD(frame: Frame, stack: List[Any], position: int) -> None:
    """Add a value to a set that a comprehension is building further down the stack."""
    value = stack.pop()
    target = stack[-position]
    if type(target) is not set:
        _check_set(target)
    _add(target, value)


@op("dict, between[oparg - 1], key, value -- dict, between[oparg - 1]", operand=raw)
def MAP_ADD(frame: Frame, stack: List[Any], position: int) -> None:
    """Add a key and its value to a dict that a comprehension is building further down the stack."""
    value = stack.pop()
    key = stack.pop()
    stack[-position][key] = value


@op("list, between[oparg - 1], iterable -- list, between[oparg - 1]", operand=raw)
def LIST_EXTEND(frame: Frame, stack: List[Any], position: int) -> None:
    """Append all values of an iterable to a list."""
    iterable = stack.pop()
    micro("LIST_EXTEND", 1, 2, 1)(stack[-position], iterable)


@op("set, between[oparg - 1], iterable -- set, between[oparg - 1]", operand=raw)
def SET_UPDATE(frame: Frame, stack: List[Any], position: int) -> None:
    """Add all values of an iterable to a set."""
    iterable = stack.pop()
    stack[-position].update(iterable)


@op("dict, between[oparg - 1], mapping -- dict, between[oparg - 1]", operand=raw)
def DICT_UPDATE(frame: Frame, stack: List[Any], position: int) -> None:
    """Copy all items of a mapping into a dict; a key that is there already gets the new value."""
    mapping = stack.pop()
    micro("DICT_UPDATE", 1, 2, 1)(stack[-position], mapping)


# How far below the dict the callable stands, whose name the error texts tell; 3.13 has a NULL above it.
_CALLABLE_BELOW_DICT = 3 if HOST >= PY313 else 2


@op("dict, between[oparg - 1], mapping -- dict, between[oparg - 1]", operand=raw)
def DICT_MERGE(frame: Frame, stack: List[Any], position: int) -> None:
    """Copy all items of a mapping into a call's keyword arguments; a keyword given twice is an error."""
    mapping = stack.pop()
    filling = (None,) * (_CALLABLE_BELOW_DICT - 1)
    merge = micro("DICT_MERGE", 1, _CALLABLE_BELOW_DICT + 2, _CALLABLE_BELOW_DICT + 1)
    merge(stack[-position - _CALLABLE_BELOW_DICT], *filling, stack[-position], mapping)


@op("list -- tuple")
def LIST_TO_TUPLE(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a list with a tuple of its values."""
    stack[-1] = tuple(stack[-1])


@op("sequence -- reversed_values[oparg]", operand=raw)
def UNPACK_SEQUENCE(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace a sequence with its values, the first of them on top."""
    sequence = stack.pop()
    if type(sequence) is tuple and len(sequence) == count:
        stack.extend(sequence[::-1])
    else:
        _extend(stack, micro("UNPACK_SEQUENCE", count, 1, count)(sequence), count)


@op("sequence -- reversed_after[oparg >> 8], rest, reversed_before[oparg & 255]", operand=raw)
def UNPACK_EX(frame: Frame, stack: List[Any], counts: int) -> None:
    """Replace a sequence with its values, the first on top, among them a list for the starred name."""
    count = (counts >> 8) + 1 + (counts & 255)
    _extend(stack, micro("UNPACK_EX", counts, 1, count)(stack.pop()), count)


def _extend(stack: List[Any], outputs: Any, count: int) -> None:
    """Push what a one-opcode function returned: a tuple, unless there is one output only."""
    if count == 1:
        stack.append(outputs)
    else:
        stack.extend(outputs)
