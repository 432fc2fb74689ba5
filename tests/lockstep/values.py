"""Values as text that two runs of a program agree on: what they are and hold, without addresses, and without
running a line of the program's code.
"""

from __future__ import annotations

import operator
import re
import types
from itertools import islice
from typing import Any, Callable, Dict, Iterable, List

from stepper.vm import NULL
from stepper.vm.lookalikes import Builtin

_DEEP = 3  # containers in containers
_ITEMS = 12
_CHARS = 60
_BITS = 300
_ADDRESSES = 1 << 40, 1 << 48
_ADDRESS = re.compile("0x[0-9a-fA-F]{6,}")

_qualname_of = type.__dict__["__qualname__"].__get__
_attribute_of = object.__getattribute__


def without_addresses(text: str) -> str:
    """No two runs agree on them."""
    return _ADDRESS.sub("0x...", text)


def text_of(value: Any, deep: int = _DEEP) -> str:
    """What a value is; of containers also what they hold, to a depth."""
    kind = type(value)
    if value is NULL:
        return "NULL"
    if kind in _TEXTS:
        return _TEXTS[kind](value, deep)
    if issubclass(kind, type):
        return f"<class {_qualname_of(value)}>"
    if issubclass(kind, types.ModuleType):
        namespace = _attribute_of(value, "__dict__") or {}  # None: a module that was not initialized
        return f"<module {namespace.get('__name__')}>"
    if kind is Builtin:
        return text_of(_attribute_of(value, "_native"), deep)
    if issubclass(kind, BaseException):
        return f"<{_qualname_of(kind)}{_items(_args_of(value), deep)}>"
    if _qualname_of(kind).endswith("iterator"):
        return _iterator(value, kind)
    return _instance(value, kind, deep)


_args_of: Callable[[Any], Any] = BaseException.__dict__["args"].__get__


def _iterator(value: Any, kind: type) -> str:
    """An iterator of C, with how many items are left in it."""
    left = operator.length_hint(value, -1) if kind.__module__ == "builtins" else -1
    return f"<{kind.__name__} {left}>"


def _instance(value: Any, kind: type, deep: int) -> str:
    name = _qualname_of(kind)
    if name == "async_generator_wrapped_value":
        return "<wrapped value>"
    if kind.__module__ != "__main__":
        return f"<{name}>"
    try:
        namespace = _attribute_of(value, "__dict__")
    except AttributeError:
        return f"<{name}>"
    return f"<{name} {_mapping(namespace, deep)}>"


def _items(values: Iterable[Any], deep: int) -> str:
    if deep <= 0:
        return "(...)"
    texts = [text_of(one, deep - 1) for one in islice(values, _ITEMS + 1)]
    return f"({', '.join(texts[:_ITEMS])}{', ...' if len(texts) > _ITEMS else ''})"


def _mapping(values: Any, deep: int) -> str:
    if type(values) is not dict or deep <= 0:
        return "{...}"
    pairs = islice(dict.items(values), _ITEMS)
    return "{" + ", ".join(f"{text_of(key, deep - 1)}: {text_of(one, deep - 1)}" for key, one in pairs) + "}"


def _set(values: Any, deep: int) -> str:
    """In no order: that of the texts, for the order of a set may depend on addresses."""
    if len(values) > 1000 or deep <= 0:
        return f"<{type(values).__name__} of {len(values)}>"
    texts = sorted([text_of(one, deep - 1) for one in values])
    return f"<{type(values).__name__} {{{', '.join(texts[:_ITEMS])}}}>"


def _short(value: Any, deep: int) -> str:
    text = without_addresses(repr(value[:_CHARS]))
    return text if len(value) <= _CHARS else f"{text}... {len(value)}"


def _int(value: int, deep: int) -> str:
    if _ADDRESSES[0] <= value < _ADDRESSES[1]:
        return "<int that may be an address>"
    return (
        repr(value) if value.bit_length() <= _BITS else f"<int of {value.bit_length()} bits, {value % 997}>"
    )


def _plain(value: Any, deep: int) -> str:
    return repr(value)


def _named(value: Any, deep: int) -> str:
    return f"<{type(value).__name__} {value.__qualname__}>"


def _builtin(value: Any, deep: int) -> str:
    owner = value.__self__
    of = "" if owner is None or type(owner) is types.ModuleType else f" of {text_of(owner, deep - 1)}"
    return f"<builtin {value.__qualname__}{of}>"


def _traceback(value: Any, deep: int) -> str:
    """The places of a traceback."""
    places: List[str] = []
    while value is not None:
        places.append(f"{value.tb_frame.f_code.co_name} {value.tb_lineno} {value.tb_lasti}")
        value = value.tb_next
    return f"<traceback {', '.join(places)}>"


def _cell(value: Any, deep: int) -> str:
    try:
        held = value.cell_contents
    except ValueError:
        return "<cell, empty>"
    return f"<cell of {text_of(held, deep - 1)}>" if deep > 0 else "<cell>"


def _method(value: Any, deep: int) -> str:
    return f"<method {text_of(value.__func__, 1)} of {text_of(value.__self__, deep - 1)}>"


_TEXTS: Dict[type, Callable[[Any, int], str]] = {
    **dict.fromkeys((type(None), bool, float, complex, type(Ellipsis), type(NotImplemented), range), _plain),
    slice: lambda value, deep: "slice" + _items((value.start, value.stop, value.step), deep),
    **dict.fromkeys((str, bytes, bytearray), _short),
    **dict.fromkeys((set, frozenset), _set),
    int: _int,
    list: lambda value, deep: "list" + _items(value, deep),
    tuple: lambda value, deep: "tuple" + _items(value, deep),
    dict: _mapping,
    types.FunctionType: _named,
    types.GeneratorType: _named,
    types.CoroutineType: _named,
    types.AsyncGeneratorType: _named,
    types.MethodDescriptorType: _named,
    types.WrapperDescriptorType: _named,
    types.BuiltinFunctionType: _builtin,
    types.MethodType: _method,
    types.TracebackType: _traceback,
    types.CellType: _cell,
    types.CodeType: lambda value, deep: f"<code {value.co_name}>",
}
