"""Foresees calls: what kind of thing is called, whose frame is entered, and arguments that can't fit."""

from __future__ import annotations

import builtins
import sys
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from ...protocol import Forecast, Place, Value
from ...vm.frame import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_VARARGS, CO_VARKEYWORDS, NULL, Frame
from ...vm.link import Instruction, Program
from ...vm.qualnames import qualname_of
from ..peek import class_attribute, instance_dict, is_instance, look_up, short_name
from ..saferepr import show
from .table import UNKNOWN, entered, foresees, known, program_behind

_build_class = builtins.__build_class__
_import = builtins.__import__
_object_new = object.__dict__["__new__"]


class _Arguments(NamedTuple):
    """What a call passes, as far as it can be seen."""

    positional: Sequence[Any]  # a bound self included
    keywords: Sequence[str]


@foresees("CALL CALL_KW CALL_FUNCTION_EX CALL_FUNCTION CALL_FUNCTION_KW CALL_METHOD")
def _call(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    assert instruction.op is not None
    roles = instruction.op.effect.input_names(instruction.oparg)
    operands = dict(zip(roles, stack[-len(roles) :]))
    callee, bound = operands.get("callable"), operands.get("self or NULL", NULL)
    if "method or NULL" in operands:
        method, second = operands["method or NULL"], operands["callable or self"]
        callee, bound = (second, NULL) if method is NULL else (method, second)
    arguments = _spread(operands) if "positional" in operands else _listed(operands, frame)
    if arguments is not None and bound is not NULL:
        arguments = arguments._replace(positional=[bound, *arguments.positional])
    return _by_callee(callee, arguments)


def _listed(operands: Dict[str, Any], frame: Frame) -> _Arguments:
    """All lie on the stack; the names of the last ones too, or KW_NAMES has given them."""
    values = [value for role, value in operands.items() if role.startswith("arg ")]
    names = operands.get("keyword names", getattr(frame, "kwnames", ()))
    return _Arguments(values[: len(values) - len(names)], names)


def _spread(operands: Dict[str, Any]) -> Optional[_Arguments]:
    """They are in a tuple and perhaps a dict."""
    positional = operands["positional"]
    keywords = operands.get("keywords", operands.get("keywords or NULL", NULL))
    if keywords is NULL:
        keywords = {}
    if type(positional) not in (tuple, list) or type(keywords) is not dict:
        return None
    return _Arguments(positional, list(keywords)) if all(type(key) is str for key in keywords) else None


def _by_callee(callee: Any, arguments: Optional[_Arguments]) -> Forecast:
    function = callee.__func__ if type(callee) is MethodType else callee
    if type(function) is FunctionType:
        program = program_behind(function)
        if program is None:
            return Forecast(callee="native")
        return _entering(_kind(program), callee, arguments)
    if is_instance(function, type):
        return _by_class(function, arguments) if type(function) is type else UNKNOWN
    if function is _build_class:
        return Forecast(callee="native", enters=_class_body(arguments))
    if type(function) in (BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType):
        return Forecast(callee="native")
    method = class_attribute(type(function), "__call__")
    if method is NULL:
        return Forecast(raises="TypeError")
    return _entering("guest", MethodType(method, function), arguments) if entered(method) else UNKNOWN


def _kind(program: Program) -> str:
    """What the call of a function makes, or that it runs."""
    flags = program.code.co_flags
    if not program.is_resumable:
        return "guest"
    if flags & CO_ASYNC_GENERATOR:
        return "async generator"
    return "coroutine" if flags & CO_COROUTINE else "generator"


def _entering(kind: str, function: Any, arguments: Optional[_Arguments]) -> Forecast:
    """The call of one of the program's own functions: its frame is entered if the arguments fit."""
    if arguments is None:
        return Forecast(callee=kind)
    if not _fit(function, arguments):
        return Forecast(callee=kind, raises="TypeError")
    return Forecast(callee=kind, enters=entered(function))


def _by_class(cls: Any, arguments: Optional[_Arguments]) -> Forecast:
    """The first of ``__new__`` and ``__init__`` that is the program's own."""
    maker, init = class_attribute(cls, "__new__"), class_attribute(cls, "__init__")
    if type(maker) is staticmethod and program_behind(maker.__func__) is not None:
        return _entering("class", MethodType(maker.__func__, cls), arguments)
    if type(maker) is not BuiltinFunctionType or program_behind(init) is None:
        return Forecast(callee="class")
    if maker is not _object_new:  # it may have something against the arguments itself
        return Forecast(callee="class")
    return _entering("class", MethodType(init, cls), arguments)


def _class_body(arguments: Optional[_Arguments]) -> str:
    """A metaclass may prepare the namespace with code of its own before the body runs."""
    if arguments is None or arguments.keywords or not arguments.positional:
        return ""
    body, _, *bases = arguments.positional
    return entered(body) if all(type(base) is type for base in bases) else ""


# ---- functions and modules ----


@foresees("MAKE_FUNCTION")
def _make_function(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """The function itself is still to be made; its name is known."""
    name = stack[-1] if type(stack[-1]) is str else qualname_of(stack[-1])
    return Forecast(result=Value(f"<function {short_name(name)}>", "function"))


@foresees("LOAD_BUILD_CLASS")
def _load_build_class(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    found = look_up(frame.builtins, "__build_class__")
    return Forecast(raises="NameError") if found is NULL else Forecast(result=show(found))


@foresees("LOAD_LOCALS")
def _load_locals(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(frame.namespace))


@foresees("IMPORT_NAME")
def _import_name(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """A module that has been imported already, by its full name."""
    name = instruction.operand
    if look_up(frame.builtins, "__import__") is not _import or type(name) is not str or stack[-2] != 0:
        return UNKNOWN
    wanted = name.partition(".")[0] if stack[-1] is None else name
    found = [look_up(sys.modules, each) for each in (name, wanted)]
    is_module = all(type(module) is ModuleType for module in found)
    return Forecast(result=show(found[1])) if is_module else UNKNOWN


@foresees("IMPORT_FROM")
def _import_from(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    if type(stack[-1]) is not ModuleType or type(instruction.operand) is not str:
        return UNKNOWN
    value = look_up(instance_dict(stack[-1]), instruction.operand)
    return UNKNOWN if value is NULL else known(value, Place("module", holds="value"))


def _fit(callee: Any, arguments: _Arguments) -> bool:
    """Whether a function of the program's own takes these arguments."""
    program = program_behind(callee)
    assert program is not None
    function, count = callee, len(arguments.positional)
    if type(callee) is MethodType:
        function, count = callee.__func__, count + 1
    code = program.code
    names, only = code.co_varnames[: code.co_argcount], code.co_varnames[code.co_argcount :]
    only = only[: code.co_kwonlyargcount]
    if count > len(names) and not code.co_flags & CO_VARARGS:
        return False
    filled = list(names[:count])
    for keyword in arguments.keywords:
        if keyword in names[code.co_posonlyargcount :] or keyword in only:
            if keyword in filled:
                return False
            filled.append(keyword)
        elif not code.co_flags & CO_VARKEYWORDS:
            return False
    needed = [*names[: len(names) - len(function.__defaults__ or ())]]
    needed += [name for name in only if name not in (function.__kwdefaults__ or {})]
    return all(name in filled for name in needed)
