"""What the instruction about to run will do, as far as that is certain without running the program's code.

One function per family of instructions, found by the opcode's name; instructions without one are not
foreseen."""

from __future__ import annotations

import operator
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, Callable, Dict, List, Optional, Tuple

from ..protocol import Forecast
from ..vm.evaluation import EVALUATORS
from ..vm.frame import NULL, Frame, cell_value
from ..vm.link import Instruction
from ..vm.operands import NAMED_OPERATORS
from ..vm.stubs import program_of
from ..vm.versions import HOST, PY315
from . import certain
from .certain import Outcome
from .descriptions import values_left
from .peek import can_look_up, class_attribute, instance_dict, is_instance, look_up, type_name
from .saferepr import show

UNKNOWN = Forecast()
Foresee = Callable[[Frame, List[Any], Instruction], Forecast]
_TABLE: Dict[str, Foresee] = {}


def forecast(frame: Frame) -> Forecast:
    """The forecast for the next instruction of a frame that is about to run it."""
    instruction = frame.instruction
    foresee = _TABLE.get(instruction.opname)
    if foresee is None:
        return UNKNOWN
    try:
        return foresee(frame, frame.stack, instruction)
    except Exception:  # a namespace has changed under our hands, or code that no compiler makes
        return UNKNOWN


def _for(names: str) -> Callable[[Foresee], Foresee]:
    def declare(function: Foresee) -> Foresee:
        for name in names.split():
            _TABLE[name] = function
        return function

    return declare


def _shown(outcome: Optional[Outcome]) -> Forecast:
    if outcome is None:
        return UNKNOWN
    if outcome.raises:
        return Forecast(raises=outcome.raises)
    return Forecast(result=show(outcome.value))


# ---- names ----


def _found(value: Any, where: str) -> Forecast:
    return Forecast(result=show(value), found=where)


def _first_found(name: str, *places: Tuple[str, Any]) -> Forecast:
    """Look through namespaces as the interpreter does; what is no plain dict may answer as it likes."""
    for where, namespace in places:
        if not can_look_up(namespace):
            return UNKNOWN
        value = look_up(namespace, name)
        if value is not NULL:
            return _found(value, where)
    return Forecast(raises="NameError")


@_for("LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_BORROW DELETE_FAST")
def _load_fast(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    value = frame.locals[instruction.operand]
    if value is NULL:
        return Forecast(raises="UnboundLocalError")
    if instruction.opname == "DELETE_FAST":
        return UNKNOWN
    return _found(value, f"fast slot {instruction.operand}")


@_for("LOAD_FAST_AND_CLEAR LOAD_CLOSURE")
def _load_slot(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _found(frame.locals[instruction.operand], f"fast slot {instruction.operand}")


@_for("LOAD_CONST LOAD_SMALL_INT LOAD_COMMON_CONSTANT")
def _load_const(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(instruction.operand))


def _cell(frame: Frame, slot: int) -> Forecast:
    value = cell_value(frame.locals[slot])
    if value is NULL:
        return Forecast(raises="NameError" if slot >= frame.program.first_free else "UnboundLocalError")
    return _found(value, "cell")


@_for("LOAD_DEREF DELETE_DEREF")
def _load_deref(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    foreseen = _cell(frame, instruction.operand)
    return UNKNOWN if instruction.opname == "DELETE_DEREF" and not foreseen.raises else foreseen


@_for("LOAD_CLASSDEREF LOAD_FROM_DICT_OR_DEREF")
def _load_class_deref(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "LOAD_CLASSDEREF" else stack[-1]
    if not can_look_up(namespace):
        return UNKNOWN
    value = look_up(namespace, frame.program.slot_names[instruction.operand])
    return _cell(frame, instruction.operand) if value is NULL else _found(value, "namespace")


@_for("LOAD_NAME LOAD_FROM_DICT_OR_GLOBALS")
def _load_name(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "LOAD_NAME" else stack[-1]
    return _first_found(
        instruction.operand,
        ("namespace", namespace),
        ("globals", frame.globals),
        ("builtins", frame.builtins),
    )


@_for("LOAD_GLOBAL")
def _load_global(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    operand = instruction.operand
    name = operand if isinstance(operand, str) else operand[0]
    return _first_found(name, ("globals", frame.globals), ("builtins", frame.builtins))


@_for("DELETE_NAME DELETE_GLOBAL")
def _delete_name(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "DELETE_NAME" else frame.globals
    if can_look_up(namespace) and look_up(namespace, instruction.operand) is NULL:
        return Forecast(raises="NameError")
    return UNKNOWN


_type_flags = type.__dict__["__flags__"].__get__
_generic_getattribute = object.__dict__["__getattribute__"]
# Types of C whose own ``__getattribute__`` is object's under another name (PyObject_GenericGetAttr).
_GENERIC_TYPES = frozenset(
    (bool, bytearray, bytes, complex, dict, float, frozenset, int, list, set, str, tuple)
)
_METHOD_DESCRIPTOR = 1 << 17  # Py_TPFLAGS_METHOD_DESCRIPTOR, Include/object.h


@_for("LOAD_ATTR LOAD_METHOD")
def _load_attr(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """An attribute of a module, one that an instance keeps in its own dict and its class does not, or, for a
    call, a method of the class.
    """
    owner, operand = stack[-1], instruction.operand
    name = operand if isinstance(operand, str) else operand[0]
    cls = type(owner)
    generic = cls is ModuleType or cls in _GENERIC_TYPES
    if not generic and class_attribute(cls, "__getattribute__") is not _generic_getattribute:
        return UNKNOWN
    value, of_class = look_up(instance_dict(owner), name), class_attribute(cls, name)
    if of_class is NULL:
        return UNKNOWN if value is NULL else _found(value, "")
    is_method = _type_flags(type(of_class)) & _METHOD_DESCRIPTOR
    has_two = instruction.op is not None and instruction.op.effect.pushes(instruction.oparg) == 2
    if is_method and has_two and value is NULL and class_attribute(cls, "__getattr__") is NULL:
        return _found(of_class, "class")
    return UNKNOWN


# ---- operators ----


@_for(NAMED_OPERATORS)
@_for("BINARY_OP")
def _binary(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _shown(certain.binary(instruction.operand, stack[-2], stack[-1]))


@_for("BINARY_SUBSCR")
def _subscript(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _shown(certain.subscript(stack[-2], stack[-1]))


@_for("BINARY_SLICE")
def _slice(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _shown(certain.subscript(stack[-3], slice(stack[-2], stack[-1])))


@_for("COMPARE_OP")
def _compare(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _shown(certain.compare(instruction.operand, stack[-2], stack[-1]))


@_for("IS_OP")
def _is(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show((stack[-2] is stack[-1]) != bool(instruction.oparg)))


@_for("CONTAINS_OP")
def _contains(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    outcome = certain.contains(stack[-2], stack[-1])
    if outcome is not None and not outcome.raises:
        return Forecast(result=show(outcome.value != bool(instruction.oparg)))
    return _shown(outcome)


_UNARY: Dict[str, Callable[[Any], Any]] = {
    "UNARY_NEGATIVE": operator.neg,
    "UNARY_POSITIVE": operator.pos,
    "UNARY_INVERT": operator.invert,
}


@_for("UNARY_NEGATIVE UNARY_POSITIVE UNARY_INVERT")
def _unary(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _shown(certain.unary(_UNARY[instruction.opname], stack[-1]))


@_for("UNARY_NOT TO_BOOL")
def _truth(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    truth = certain.truth(stack[-1])
    if truth is None:
        return UNKNOWN
    return Forecast(result=show(truth != (instruction.opname == "UNARY_NOT")))


@_for("CHECK_EXC_MATCH")
def _matches(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    matches = certain.matches(stack[-2], stack[-1])
    return UNKNOWN if matches is None else Forecast(result=show(matches))


# ---- jumps ----


def _jump(frame: Frame, instruction: Instruction, jumps: Optional[bool]) -> Forecast:
    target = frame.program.instructions[instruction.operand].start
    return Forecast(jumps=jumps, target=target)


_DIRECTIONS = ("POP_JUMP_IF_", "POP_JUMP_FORWARD_IF_", "POP_JUMP_BACKWARD_IF_")


@_for(" ".join(f"{start}{state}" for start in _DIRECTIONS for state in ("TRUE", "FALSE")))
@_for("JUMP_IF_TRUE_OR_POP JUMP_IF_FALSE_OR_POP")
def _jump_if(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    truth = certain.truth(stack[-1])
    wanted = "IF_TRUE" in instruction.opname
    return _jump(frame, instruction, None if truth is None else truth == wanted)


@_for(" ".join(f"{start}{state}" for start in _DIRECTIONS for state in ("NONE", "NOT_NONE")))
def _jump_if_none(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _jump(frame, instruction, (stack[-1] is None) != instruction.opname.endswith("NOT_NONE"))


@_for("FOR_ITER")
def _for_iter(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    foreseen = _jump(frame, instruction, None)
    iterator = stack[-1]
    if HOST >= PY315:
        index, iterator = iterator, stack[-2]
        if index is not NULL:
            left = len(iterator) > index
            return foreseen._replace(jumps=not left, result=show(iterator[index]) if left else None)
    left = values_left(iterator)
    if left < 0:
        return foreseen
    if left == 0:
        # A dict's iterator says 0 also when the dict has changed its size: then the next step raises.
        is_sequence = not type(iterator).__name__.startswith(("dict", "set"))
        return foreseen._replace(jumps=True if is_sequence else None)
    value = _next_value(iterator, left)
    return foreseen._replace(jumps=False, result=None if value is NULL else show(value))


def _next_value(iterator: Any, left: int) -> Any:
    """The next value of a builtin iterator, read from what it would be pickled as; NULL if not known."""
    name = type(iterator).__name__
    if name.startswith(("dict", "set")):
        if left > 1000:  # these are pickled as the list of all that is left
            return NULL
        return iterator.__reduce__()[1][0][0]
    _, (sequence,), *state = iterator.__reduce__()
    position = state[0] if state and state[0] is not None else 0
    for base in (list, tuple, str, bytes, bytearray, range):
        if is_instance(sequence, base):
            return vars(base)["__getitem__"](sequence, position)
    return NULL


# ---- calls ----


@_for("CALL CALL_KW CALL_FUNCTION_EX CALL_FUNCTION CALL_FUNCTION_KW CALL_METHOD")
def _call(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    assert instruction.op is not None
    roles = instruction.op.effect.input_names(instruction.oparg)
    operands = dict(zip(roles, stack[-len(roles) :]))
    callee = operands.get("callable")
    if "method or NULL" in operands:
        method = operands["method or NULL"]
        callee = operands["callable or self"] if method is NULL else method
    return _kind_of_callee(callee)


def _kind_of_callee(callee: Any) -> Forecast:
    if type(callee) is MethodType:
        callee = callee.__func__
    if type(callee) is FunctionType:
        program = program_of(callee.__code__)
        if program is None:
            return Forecast(callee="native")
        return Forecast(callee="generator" if program.is_resumable else "guest")
    if is_instance(callee, type):
        return Forecast(callee="class") if type(callee) is type else UNKNOWN
    if type(callee) is BuiltinFunctionType and callee in EVALUATORS:
        return UNKNOWN
    if type(callee) in (BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType):
        return Forecast(callee="native")
    if class_attribute(type(callee), "__call__") is NULL:
        return Forecast(raises="TypeError")
    return UNKNOWN


@_for("GET_ITER")
def _get_iter(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    cls = type(stack[-1])
    if class_attribute(cls, "__iter__") is NULL and class_attribute(cls, "__getitem__") is NULL:
        return Forecast(raises="TypeError")
    return UNKNOWN


# ---- exceptions ----


@_for("RAISE_VARARGS RERAISE")
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
        made = class_attribute(raised, "__init__"), class_attribute(raised, "__new__")
        certain_class = type(raised) is type and not any(type(maker) is FunctionType for maker in made)
        is_exception = certain.matches(NULL, raised) is not None
        return Forecast(raises=type_name(raised)) if certain_class and is_exception else UNKNOWN
    return Forecast(raises="TypeError")
