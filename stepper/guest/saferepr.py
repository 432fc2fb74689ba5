"""Values as text, without running a single line of the program's code.

``repr`` is the program's own: it may hang, raise, exit, allocate or change the program. Here objects of
exact builtin types are walked structurally, within a budget of characters, depth and items; instances of
subclasses are read by the builtin class's own methods, and of all other objects what :mod:`peek` can see is
shown."""

from __future__ import annotations

from collections import deque
from enum import EnumMeta
from itertools import chain, islice
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Tuple

from ..protocol import Value
from ..vm.frame import NULL
from .descriptions import describe
from .peek import (
    ELLIPSIS,
    class_attribute,
    full_type_name,
    instance_dict,
    is_instance,
    items_of,
    look_up,
    short_name,
    slots_of,
    type_name,
)


class Budget(NamedTuple):
    """How much of a value is shown."""

    chars: int = 160
    depth: int = 3  # containers in containers
    items: int = 24  # of each container


DEFAULT = Budget()
NULL_VALUE = Value("NULL", "", 0)
_INT_BITS = 512  # a longer int is shown by its length: to make its digits takes quadratic time
_exception_args = vars(BaseException)["args"].__get__


def show(value: Any, budget: Budget = DEFAULT) -> Value:
    """The value as it is shown. Never raises, and takes well under a millisecond whatever the value is."""
    if value is NULL:
        return NULL_VALUE
    plain = _SHORT.get(id(type(value)))
    if plain is not None and budget is DEFAULT and (plain != "int" or value.bit_length() <= _INT_BITS):
        return Value(repr(value), plain, id(value))  # as below, at a quarter of the time
    return Value(text_of(value, budget), type_name(type(value)), id(value))


def text_of(value: Any, budget: Budget = DEFAULT) -> str:
    """The text alone."""
    writer = Writer(budget)
    try:
        writer.walk(value, budget.depth)
    except Exception:  # another thread has changed a container under our hands, or memory is out
        writer.parts.append(ELLIPSIS)
    return "".join(writer.parts)


class Writer:
    """Text in the making. Closing brackets are always written, so that what is cut stays well formed."""

    def __init__(self, budget: Budget) -> None:
        self.parts: List[str] = []
        self.left = budget.chars
        self.items = budget.items
        self.inside: List[int] = []  # ids of the containers around

    def walk(self, value: Any, depth: int) -> None:
        """Add a value."""
        scalar = _SCALARS.get(id(type(value)))
        if scalar is not None:
            scalar(self, value)
        elif value is NULL:
            self.put("NULL")
        elif is_instance(value, type):
            self.put(f"<class {type_name(value)}>")
        elif id(value) in self.inside:
            self.put(ELLIPSIS)
        elif depth <= 0:
            self.put(_closed(value))
        else:
            self.inside.append(id(value))
            container = _CONTAINERS.get(id(type(value)), _other)
            container(self, value, depth - 1)
            self.inside.pop()

    def put(self, text: str) -> None:
        """Add text that may be cut."""
        if len(text) > self.left:
            text = text[: self.left] + ELLIPSIS if self.left > 0 else ""
        self.left -= len(text)
        self.parts.append(text)

    def close(self, text: str) -> None:
        """Add text that is not cut."""
        self.left -= len(text)
        self.parts.append(text)

    def quote(self, quoted: str, length: int, room: int, unit: str) -> None:
        """Add the ``repr`` of the first ``room`` characters of a string that has ``length`` of them."""
        if length <= room and len(quoted) <= room + 3:
            self.close(quoted)
            return
        self.parts.append(quoted[: max(room, 4)])
        self.left = 0
        self.parts.append(f"{ELLIPSIS}{quoted[-1]} ({length} {unit})")

    def values(self, values: Iterable[Any], count: int, depth: int) -> None:
        """Add ``1, 2, 3``."""
        for shown, value in enumerate(list(islice(values, self.items + 1))):
            if not self._has_room(shown, count):
                return
            self.walk(value, depth)

    def pairs(self, pairs: Iterable[Tuple[Any, Any]], count: int, depth: int) -> None:
        """Add ``'a': 1, 'b': 2``."""
        for shown, (key, value) in enumerate(list(islice(pairs, self.items + 1))):
            if not self._has_room(shown, count):
                return
            self.walk(key, depth)
            self.put(": ")
            self.walk(value, depth)

    def names(self, pairs: Iterable[Tuple[Any, Any]], count: int, depth: int) -> None:
        """Add ``x=1, y=2``."""
        for shown, (name, value) in enumerate(list(islice(pairs, self.items + 1))):
            if not self._has_room(shown, count):
                return
            self.put(f"{short_name(name)}=")
            self.walk(value, depth)

    def _has_room(self, shown: int, count: int) -> bool:
        if shown < self.items and self.left > 0:
            self.put(", " if shown else "")
            return True
        self.parts.append(f"{', ' if shown else ''}{ELLIPSIS}{count - shown} more")
        return False


_SIZED: Tuple[type, ...] = (list, tuple, dict, set, frozenset, deque)


def _closed(value: Any) -> str:
    """A container that is not gone into, by its size."""
    cls = type(value)
    for base in _SIZED:
        if is_instance(value, base):
            return f"<{type_name(cls)} of {vars(base)['__len__'](value)}>"
    return f"<{type_name(cls)} object>"


# ---- exact builtin types, by id: a metaclass may define __hash__ ----


def _int(out: Writer, value: int) -> None:
    bits = value.bit_length()
    out.put(int.__repr__(value) if bits <= _INT_BITS else f"<int of {bits} bits>")


def _str(out: Writer, value: str) -> None:
    room = max(out.left, 0)
    out.quote(str.__repr__(str.__getitem__(value, slice(0, room))), str.__len__(value), room, "characters")


def _bytes(out: Writer, value: Any) -> None:
    room = max(out.left, 0)
    base = bytes if is_instance(value, bytes) else bytearray
    part = bytes(base.__getitem__(value, slice(0, room)))
    out.quote(bytes.__repr__(part), base.__len__(value), room, "bytes")


def _by_repr(out: Writer, value: Any) -> None:
    out.put(repr(value))


_SCALARS: Dict[int, Callable[[Writer, Any], None]] = {id(int): _int, id(str): _str, id(bytes): _bytes}
_PLAIN: Tuple[type, ...] = (bool, type(None), float, complex, type(Ellipsis), type(NotImplemented))
_SCALARS.update({id(cls): _by_repr for cls in _PLAIN})
# Names of the types whose values are short enough for any budget we have, but for some integers.
_SHORT: Dict[int, str] = {id(cls): cls.__name__ for cls in (int, bool, type(None), float)}


def _list(out: Writer, value: List[Any], depth: int) -> None:
    out.put("[")
    out.values(value, len(value), depth)
    out.close("]")


def _tuple(out: Writer, value: Tuple[Any, ...], depth: int) -> None:
    out.put("(")
    out.values(value, len(value), depth)
    out.close(",)" if len(value) == 1 else ")")


def _dict(out: Writer, value: Dict[Any, Any], depth: int) -> None:
    out.put("{")
    out.pairs(value.items(), len(value), depth)
    out.close("}")


def _set(out: Writer, value: Any, depth: int) -> None:
    frozen = type(value) is frozenset
    if not value:
        out.put("frozenset()" if frozen else "set()")
        return
    out.put("frozenset({" if frozen else "{")
    out.values(value, len(value), depth)
    out.close("})" if frozen else "}")


def _sequence(out: Writer, value: Any, depth: int) -> None:
    out.put(f"{type_name(type(value))}([")
    out.values(value, len(value), depth)
    out.close("])")


def _bytearray(out: Writer, value: bytearray, depth: int) -> None:
    out.put("bytearray(")
    _bytes(out, value)
    out.close(")")


def _range(out: Writer, value: Any, depth: int) -> None:
    parts: List[Any] = [value.start, value.stop]
    if not (type(value.step) is int and value.step == 1) and value.step is not None:
        parts.append(value.step)
    out.put(f"{type_name(type(value))}(")
    out.values(parts, len(parts), depth)
    out.close(")")


_Container = Callable[[Writer, Any, int], None]
_CONTAINERS: Dict[int, _Container] = {
    id(list): _list,
    id(tuple): _tuple,
    id(dict): _dict,
    id(set): _set,
    id(frozenset): _set,
    id(deque): _sequence,
    id(bytearray): _bytearray,
    id(range): _range,
    id(slice): _range,
}
_VIEWS: Tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_CONTAINERS.update({id(cls): _sequence for cls in _VIEWS})

# ---- everything else ----


def _other(out: Writer, value: Any, depth: int) -> None:
    parts = describe(value)
    if parts is not None:
        for part in parts:
            if isinstance(part, str):
                out.put(part)
            else:
                out.walk(part.value, depth)
    elif is_instance(value, BaseException):
        arguments = _exception_args(value)
        out.put(f"{type_name(type(value))}(")
        out.values(arguments, len(arguments), depth)
        out.close(")")
    elif type(type(value)) is EnumMeta:
        fields = instance_dict(value)
        out.put(f"<{type_name(type(value))}.{short_name(look_up(fields, '_name_'))}: ")
        out.walk(look_up(fields, "_value_"), depth)
        out.close(">")
    elif not _named_tuple(out, value, depth):
        _instance(out, value, depth)


def _named_tuple(out: Writer, value: Any, depth: int) -> bool:
    if not is_instance(value, tuple):
        return False
    fields = class_attribute(type(value), "_fields")
    count = tuple.__len__(value)
    if type(fields) is not tuple or len(fields) != count:
        return False
    out.put(f"{type_name(type(value))}(")
    out.names(zip(fields, tuple.__iter__(value)), count, depth)
    out.close(")")
    return True


def _instance(out: Writer, value: Any, depth: int) -> None:
    """``<Point x=1, y=2>``, ``<Stack [1, 2] limit=9>``, ``<threading.Lock object>``."""
    attributes = instance_dict(value)
    slots = list(slots_of(value))
    count = len(slots) + (dict.__len__(attributes) if attributes is not None else 0)
    base = next((base for base in _BASES if is_instance(value, base)), None)
    if base is None and not count:
        out.put(f"<{full_type_name(type(value))} object>")
        return
    out.put(f"<{type_name(type(value))} ")
    if base is not None:
        _BASES[base](out, value, depth)
        out.put(" " if count else "")
    out.names(chain(slots, items_of(attributes, out.items + 1)), count, depth)
    out.close(">")


def _base_list(out: Writer, value: Any, depth: int) -> None:
    base: Any = list if is_instance(value, list) else tuple if is_instance(value, tuple) else deque
    out.put("(" if base is tuple else "[")
    out.values(base.__iter__(value), base.__len__(value), depth)
    out.close(")" if base is tuple else "]")


def _base_set(out: Writer, value: Any, depth: int) -> None:
    base: Any = set if is_instance(value, set) else frozenset
    out.put("{")
    out.values(base.__iter__(value), base.__len__(value), depth)
    out.close("}")


def _base_dict(out: Writer, value: Any, depth: int) -> None:
    out.put("{")
    out.pairs(dict.items(value), dict.__len__(value), depth)
    out.close("}")


_BASES: Dict[type, _Container] = {
    list: _base_list,
    tuple: _base_list,
    deque: _base_list,
    dict: _base_dict,
    set: _base_set,
    frozenset: _base_set,
    str: lambda out, value, depth: _str(out, value),
    bytes: lambda out, value, depth: _bytes(out, value),
    bytearray: lambda out, value, depth: _bytes(out, value),
    int: lambda out, value, depth: _int(out, int.__int__(value)),
    float: lambda out, value, depth: out.put(float.__repr__(value)),
}
