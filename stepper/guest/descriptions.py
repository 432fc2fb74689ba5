"""What the interpreter's own objects look like: functions, modules, generators, iterators, cells, code.

A description is a sequence of parts: text, and values in boxes, which are shown in turn. Read by the
getters of C only; how many values an iterator still has is asked of the exact builtin iterators, which
answer without moving."""

from __future__ import annotations

import io
import types
from typing import Any, Callable, Dict, NamedTuple, Optional, Sequence, Union

from ..vm.frame import NULL
from ..vm.qualnames import qualname_of
from .peek import instance_dict, look_up, plain_name, short_name, type_name


class Inner(NamedTuple):
    """A value inside a description."""

    value: Any


Parts = Sequence[Union[str, Inner]]
Describe = Callable[[Any], Parts]
_DESCRIPTIONS: Dict[int, Describe] = {}  # by id of the exact type: a metaclass may define __hash__


def describe(value: Any) -> Optional[Parts]:
    """The parts that show an object, or None when it is none of those known here."""
    known = _DESCRIPTIONS.get(id(type(value)))
    return None if known is None else known(value)


def _for(*exact: type) -> Callable[[Describe], Describe]:
    def declare(function: Describe) -> Describe:
        for cls in exact:
            _DESCRIPTIONS[id(cls)] = function
        return function

    return declare


# ---- callables ----

_function_name = types.FunctionType.__dict__["__qualname__"].__get__
_builtin_name = types.BuiltinFunctionType.__dict__["__name__"].__get__
_builtin_self = types.BuiltinFunctionType.__dict__["__self__"].__get__


@_for(types.FunctionType)
def _function(value: Any) -> Parts:
    return (f"<function {short_name(_function_name(value))}>",)


@_for(types.MethodType)
def _bound_method(value: Any) -> Parts:
    function = value.__func__
    if type(function) is types.FunctionType:
        return (f"<bound method {plain_name(_function_name(function))} of ", Inner(value.__self__), ">")
    return ("<bound method ", Inner(function), " of ", Inner(value.__self__), ">")


@_for(types.BuiltinFunctionType)
def _builtin(value: Any) -> Parts:
    owner = _builtin_self(value)
    name = short_name(_builtin_name(value))
    if owner is None or type(owner) is types.ModuleType:
        return (f"<built-in function {name}>",)
    return (f"<built-in method {name} of {type_name(type(owner))} object>",)


@_for(types.MethodDescriptorType, types.ClassMethodDescriptorType, types.WrapperDescriptorType)
def _method_descriptor(value: Any) -> Parts:
    return (f"<method {short_name(value.__name__)} of {type_name(value.__objclass__)} objects>",)


@_for(types.MethodWrapperType)
def _method_wrapper(value: Any) -> Parts:
    return (f"<method-wrapper {short_name(value.__name__)} of {type_name(type(value.__self__))} object>",)


@_for(types.GetSetDescriptorType, types.MemberDescriptorType)
def _attribute(value: Any) -> Parts:
    return (f"<attribute {short_name(value.__name__)} of {type_name(value.__objclass__)} objects>",)


@_for(staticmethod, classmethod)
def _wrapped(value: Any) -> Parts:
    return (f"<{type_name(type(value))} ", Inner(value.__func__), ">")


@_for(property)
def _property(value: Any) -> Parts:
    return ("<property ", Inner(value.fget), ">")


@_for(super)
def _super(value: Any) -> Parts:
    # The members of super itself: its __getattribute__ would look for the name in the classes it is about.
    read = super.__dict__
    this, owner = read["__thisclass__"].__get__(value), read["__self__"].__get__(value)
    return (f"<super: {type_name(this)}, ", Inner(owner), ">")


# ---- files ----

_Buffers = (io.BufferedReader, io.BufferedWriter, io.BufferedRandom)
_raw_of = {id(cls): cls.__dict__["raw"].__get__ for cls in _Buffers}
_buffer_of = io.TextIOWrapper.__dict__["buffer"].__get__


@_for(io.TextIOWrapper, io.FileIO, *_Buffers)
def _file(value: Any) -> Parts:
    """With the name it was opened by, which the innermost of the three layers keeps."""
    layer = value
    if type(layer) is io.TextIOWrapper:
        layer = _part(_buffer_of, layer)
    if id(type(layer)) in _raw_of:
        layer = _part(_raw_of[id(type(layer))], layer)
    name = look_up(instance_dict(layer), "name") if type(layer) is io.FileIO else NULL
    if name is NULL:
        return (f"<{type_name(type(value))} object>",)
    return (f"<{type_name(type(value))} ", Inner(name), ">")


def _part(get: Callable[[Any], Any], value: Any) -> Any:
    try:
        return get(value)
    except (AttributeError, ValueError):  # it has been detached
        return None


# ---- modules, code, cells ----

_module_dict = type.__getattribute__(types.ModuleType, "__dict__")["__dict__"].__get__


@_for(types.ModuleType)
def _module(value: Any) -> Parts:
    name = look_up(_module_dict(value), "__name__")
    return (f"<module {short_name(name)}>",)


@_for(types.CodeType)
def _code(value: Any) -> Parts:
    name = qualname_of(value)
    return (f"<code object {short_name(name)}, line {value.co_firstlineno}>",)


@_for(types.CellType)
def _cell(value: Any) -> Parts:
    try:
        return ("<cell: ", Inner(value.cell_contents), ">")
    except ValueError:
        return ("<cell: empty>",)


@_for(types.TracebackType)
def _traceback(value: Any) -> Parts:
    return (f"<traceback, line {value.tb_lineno}>",)


# ---- generators and iterators ----

_generator_names = {
    id(cls): cls.__dict__["__qualname__"].__get__
    for cls in (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
}


@_for(types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
def _generator(value: Any) -> Parts:
    cls = type(value)
    return (f"<{type_name(cls)} {short_name(_generator_names[id(cls)](value))}>",)


_CONTAINERS: Sequence[Any] = (
    *([], (), "", "é", b"", bytearray(), range(0), range(1 << 80), {}, set()),
    *({}.values(), {}.items(), reversed([]), reversed({})),
)
_ITERATORS = {id(cls): cls for cls in [type(iter(container)) for container in _CONTAINERS]}
_LENGTH_HINTS = {key: cls.__dict__["__length_hint__"] for key, cls in _ITERATORS.items()}


def values_left(iterator: Any) -> int:
    """How many values a builtin iterator still gives; -1 when it is none or does not know."""
    count = _LENGTH_HINTS.get(id(type(iterator)))
    if count is None:
        return -1
    left = count(iterator)
    return left if type(left) is int and left.bit_length() <= 64 else -1


@_for(*_ITERATORS.values())
def _iterator(value: Any) -> Parts:
    left = values_left(value)
    return (f"<{type_name(type(value))}, {left if left >= 0 else '?'} left>",)
