"""What is inside of a value, one level at a time and without running code of the program's.

A value is reached anew each time, from a name or a slot of the stack inwards: nothing is held meanwhile, so
looking at it keeps nothing alive.
"""

from __future__ import annotations

from array import array
from collections import deque
from itertools import islice
from types import (
    BuiltinMethodType,
    CellType,
    CodeType,
    FunctionType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any, Callable, Iterator, List, Sequence, Tuple

from ..questions import Opened, Part
from ..vm.frame import NULL, Frame, cell_value
from .expressions import Unknown, Wrong, name_in, value_of
from .peek import bases_of, instance_dict, is_instance, look_up, namespace_of, slots_of
from .saferepr import show
from .spec import check_condition
from .where import WhereError

AT_ONCE = 100  # parts told at once
_MOST = 100_000  # parts of one value that can be reached

_SIZED = (list, tuple, dict, set, frozenset, deque, array, bytes, bytearray)
Inside = Iterator[Tuple[str, Any]]

_CHEAP = (int, float, complex, bool, type(None), type(Ellipsis))


def opened(path: Sequence[str], start: int, frame: Frame) -> Opened:
    """The parts of the value at a path, from one of them on. WhereError when it is not there any more."""
    try:
        value = _at(path, frame)
        parts = list(islice(parts_of(value), start, start + AT_ONCE))
    except (Unknown, Wrong, IndexError, ValueError) as error:
        raise WhereError(f"it is not there any more: {error or path[-1]}") from None
    return Opened(
        tuple(path),
        start,
        tuple([Part(label, show(part), has_parts(part)) for label, part in parts]),
        _count(value),
    )


def _at(path: Sequence[str], frame: Frame) -> Any:
    value = _root(path[0], frame)
    for step in path[1:]:
        part = next(islice(parts_of(value), int(step), None), None)
        if part is None:
            raise IndexError(step)
        value = part[1]
    return value


def _root(root: str, frame: Frame) -> Any:
    """``stack:3`` counts from the bottom; ``expression:x.y`` is told as any expression is."""
    kind, _, text = root.partition(":")
    if kind == "stack":
        return frame.stack[int(text)]
    if kind == "global":
        return look_up(frame.globals, text)
    if kind == "expression":
        return value_of(check_condition(text, "the expression"), frame)
    return name_in(frame, text)


def has_parts(value: Any) -> bool:
    """Whether there is something inside."""
    if value is NULL or is_instance(value, str) or type(value) in _CHEAP:
        return False
    return next(parts_of(value), None) is not None


def parts_of(value: Any) -> Inside:
    """What is inside of a value, each with what to call it."""
    if value is NULL or type(value) in _CHEAP:
        return
    for cls, inside in _BY_CLASS:
        if is_instance(value, cls):
            yield from inside(value)
            break
    yield from _attributes(value)


def _attributes(value: Any) -> Inside:
    if is_instance(value, type) or is_instance(value, ModuleType):
        return  # their namespaces are their contents
    known = instance_dict(value)
    if known:
        for name, part in list(dict.items(known)):
            yield f".{name}" if type(name) is str else show(name).text, part
    for name, part in slots_of(value):
        yield f".{name}", part


def _count(value: Any) -> int:
    """How many parts there are, as far as they are counted."""
    for cls in _SIZED:
        if is_instance(value, cls):
            length: int = vars(cls)["__len__"](value)
            return min(length, _MOST) + sum(1 for _ in _attributes(value))
    return sum(1 for _ in islice(parts_of(value), _MOST))


# ---- by class ----


def _sequence(base: Any) -> Callable[[Any], Inside]:
    get, length = base.__getitem__, base.__len__

    def inside(value: Any) -> Inside:
        for index in range(min(length(value), _MOST)):
            if index >= length(value):
                return
            yield f"[{index}]", get(value, index)

    return inside


def _mapping(value: Any) -> Inside:
    for key, part in islice(list(islice(dict.items(value), _MOST)), _MOST):
        yield f"[{show(key).text}]", part


def _unordered(base: Any) -> Callable[[Any], Inside]:
    def inside(value: Any) -> Inside:
        for index, part in enumerate(list(islice(base.__iter__(value), _MOST))):
            yield f"{{{index}}}", part

    return inside


def _namespace(value: Any) -> Inside:
    found: Any = namespace_of(value) if is_instance(value, type) else instance_dict(value)
    for name, part in list((found or {}).items()):
        yield f".{name}" if type(name) is str else show(name).text, part
    if is_instance(value, type):
        yield "bases", bases_of(value)[1:]


def _members(base: Any, names: str) -> Callable[[Any], Inside]:
    """What C keeps in an object, read by the getters of its class."""
    getters = [(name, vars(base)[name]) for name in names.split() if name in vars(base)]

    def inside(value: Any) -> Inside:
        for name, getter in getters:
            try:
                yield name, getter.__get__(value)
            except (AttributeError, TypeError, ValueError):
                continue

    return inside


def _cell(value: Any) -> Inside:
    held = cell_value(value)
    if held is not NULL:
        yield "cell_contents", held


_BY_CLASS: List[Tuple[type, Callable[[Any], Inside]]] = [
    (list, _sequence(list)),
    (tuple, _sequence(tuple)),
    (dict, _mapping),
    (set, _unordered(set)),
    (frozenset, _unordered(frozenset)),
    (deque, _sequence(deque)),
    (array, _sequence(array)),
    (bytes, _sequence(bytes)),
    (bytearray, _sequence(bytearray)),
    (range, _members(range, "start stop step")),
    (slice, _members(slice, "start stop step")),
    (type, _namespace),
    (ModuleType, _namespace),
    (FunctionType, _members(FunctionType, "__code__ __defaults__ __kwdefaults__ __closure__ __globals__")),
    (MethodType, _members(MethodType, "__func__ __self__")),
    (BuiltinMethodType, _members(BuiltinMethodType, "__self__")),
    (CellType, _cell),
    (
        CodeType,
        _members(CodeType, "co_consts co_names co_varnames co_cellvars co_freevars co_stacksize co_flags"),
    ),
    (BaseException, _members(BaseException, "args __cause__ __context__ __suppress_context__ __traceback__")),
    (TracebackType, _members(TracebackType, "tb_lineno tb_lasti tb_next")),
]
