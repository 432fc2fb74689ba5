"""Foresees what is raised, what a handler begins with, and the methods of `with`."""

from __future__ import annotations

from types import FunctionType
from typing import Any, List

from ...protocol import Forecast
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction
from ...vm.versions import HOST, PY311
from .. import certain
from ..peek import class_attribute, is_instance, type_name
from ..saferepr import show
from .table import UNKNOWN, all_shown, entered, foresees


@foresees("RAISE_VARARGS RERAISE")
def _raise(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    if instruction.opname == "RERAISE":
        raised = stack[-1]
    elif instruction.oparg == 0:
        raised = frame.machine.handled_exception()
        if raised is None:
            return Forecast(raises="RuntimeError")
    else:
        raised = stack[-instruction.oparg]
    if is_instance(raised, BaseException):
        return Forecast(raises=type_name(type(raised)))
    if is_instance(raised, type):
        # Making the exception may raise another one; only a class without code of its own is sure not to.
        made = class_attribute(raised, "__new__"), class_attribute(raised, "__init__")
        certain_class = type(raised) is type and not any(type(maker) is FunctionType for maker in made)
        is_exception = certain.matches(BaseException, raised) is not None
        if certain_class and is_exception:
            return Forecast(raises=type_name(raised))
        return Forecast(enters=entered(made[1])) if type(made[0]) is not FunctionType else UNKNOWN
    return Forecast(raises="TypeError")


@foresees("PUSH_EXC_INFO")
def _push_handled(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(after=all_shown((frame.machine.handled.value, stack[-1])))


@foresees("BEFORE_WITH SETUP_WITH BEFORE_ASYNC_WITH")
def _enter_with(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    prefix = "a" if instruction.opname == "BEFORE_ASYNC_WITH" else ""
    enter = class_attribute(type(stack[-1]), f"__{prefix}enter__")
    leave = class_attribute(type(stack[-1]), f"__{prefix}exit__")
    if enter is NULL or leave is NULL:
        return Forecast(raises="TypeError" if HOST >= PY311 else "AttributeError")
    return Forecast(enters=entered(enter))


@foresees("LOAD_SPECIAL")
def _load_special(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    names = ("__enter__", "__exit__", "__aenter__", "__aexit__")
    method = class_attribute(type(stack[-1]), names[instruction.oparg])
    if method is NULL:
        return Forecast(raises="TypeError")
    if type(method) is not FunctionType:
        return UNKNOWN
    return Forecast(result=show(method), after=all_shown((method, stack[-1])))


@foresees("WITH_EXCEPT_START")
def _leave_with(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    assert instruction.op is not None
    roles = instruction.op.effect.input_names(instruction.oparg)
    return Forecast(enters=entered(stack[-len(roles)]))
