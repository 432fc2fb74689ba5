"""Expressions told without running code of the program's: names, attributes, operators on builtin values.

What would run such code, or might take long, is Unknown; whoever asked may then have it evaluated in a copy
of the process (inspector.py). The syntax tree is CPython's, walked by the names of its nodes' classes.
"""

from __future__ import annotations

import operator
from types import CellType, MemberDescriptorType, ModuleType
from typing import Any, Callable, Dict, Optional

from ..vm.frame import NULL, Frame, cell_value
from . import certain
from .certain import Outcome
from .peek import can_look_up, class_attribute, instance_dict, is_instance, look_up, type_name

_MAX_DEPTH = 100
_SIZED = (str, bytes, bytearray, list, tuple, dict, set, frozenset, range)
_generic_getattribute = object.__dict__["__getattribute__"]
_get_builtin: Callable[[str], Any] = {"len": len, "isinstance": isinstance, "type": type, "abs": abs}.get

_BINARY: Dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "Pow": operator.pow,
    "LShift": operator.lshift,
    "RShift": operator.rshift,
    "BitOr": operator.or_,
    "BitAnd": operator.and_,
    "BitXor": operator.xor,
}
_UNARY: Dict[str, Callable[[Any], Any]] = {
    "USub": operator.neg,
    "UAdd": operator.pos,
    "Invert": operator.invert,
}
_COMPARE: Dict[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
}


class Unknown(Exception):
    """It can't be told without running code of the program's."""


class Wrong(Exception):
    """It certainly raises; the text is the exception as Python shows it."""


def value_of(tree: Any, frame: Frame) -> Any:
    """The value of an expression in a frame. Raises Unknown or Wrong."""
    return _value(tree.body, frame, _MAX_DEPTH)


def truth_of(value: Any) -> bool:
    """Whether a value is true. Raises Unknown."""
    truth = certain.truth(value)
    if truth is None:
        raise Unknown
    return truth


def name_in(frame: Frame, name: str) -> Any:
    """What a name stands for in a frame, NULL when for nothing. Raises Unknown."""
    value = slot_value(frame, name)
    if value is not NULL:
        return value
    for namespace in (frame.namespace, frame.globals, frame.builtins):
        if namespace is None:
            continue
        if not can_look_up(namespace):
            raise Unknown
        value = look_up(namespace, name)
        if value is not NULL:
            return value
    return NULL


def slot_value(frame: Frame, name: str) -> Any:
    """What a local variable, cell or free variable of a frame holds; NULL when nothing."""
    program = frame.program
    for slot, known in enumerate(program.slot_names):
        if known != name:
            continue
        value = frame.locals[slot]
        if slot in program.cell_slots:
            if value is NULL and slot - program.first_free in range(len(frame.closure)):
                value = frame.closure[slot - program.first_free]  # COPY_FREE_VARS is still to come
            if type(value) is CellType:
                value = cell_value(value)
        if value is not NULL:
            return value
    return NULL


# ---- one node ----


def _value(node: Any, frame: Frame, depth: int) -> Any:
    evaluate = _NODES.get(type(node).__name__)
    if evaluate is None or depth == 0:
        raise Unknown
    return evaluate(node, frame, depth - 1)


def _sure(outcome: Optional[Outcome]) -> Any:
    if outcome is None:
        raise Unknown
    if outcome.raises:
        raise Wrong(outcome.raises)
    return outcome.value


def _constant(node: Any, frame: Frame, depth: int) -> Any:
    return node.value


def _name(node: Any, frame: Frame, depth: int) -> Any:
    value = name_in(frame, node.id)
    if value is NULL:
        raise Wrong(f"NameError: name {node.id!r} is not defined")
    return value


def attribute(owner: Any, name: str) -> Any:
    """An attribute that is data: of a module, of an instance or its slots, or a plain one of its class."""
    cls = type(owner)
    if cls is not ModuleType and class_attribute(cls, "__getattribute__") is not _generic_getattribute:
        raise Unknown
    of_class = class_attribute(cls, name)
    if type(of_class) is MemberDescriptorType:
        try:
            return of_class.__get__(owner)
        except AttributeError:
            raise Wrong(f"AttributeError: {name}") from None
    is_descriptor = of_class is not NULL and class_attribute(type(of_class), "__get__") is not NULL
    value = NULL if is_descriptor else look_up(instance_dict(owner), name)
    if value is not NULL:
        return value
    if of_class is not NULL and not is_descriptor:
        return of_class
    if is_descriptor or class_attribute(cls, "__getattr__") is not NULL or cls is ModuleType:
        raise Unknown
    raise Wrong(f"AttributeError: {type_name(cls)!r} object has no attribute {name!r}")


def _attribute(node: Any, frame: Frame, depth: int) -> Any:
    return attribute(_value(node.value, frame, depth), node.attr)


def _subscript(node: Any, frame: Frame, depth: int) -> Any:
    return _sure(certain.subscript(_value(node.value, frame, depth), _value(node.slice, frame, depth)))


def _slice(node: Any, frame: Frame, depth: int) -> Any:
    bounds = (node.lower, node.upper, node.step)
    return slice(*[None if bound is None else _value(bound, frame, depth) for bound in bounds])


def _binary(node: Any, frame: Frame, depth: int) -> Any:
    operate = _BINARY.get(type(node.op).__name__)
    if operate is None:
        raise Unknown
    left = _value(node.left, frame, depth)
    return _sure(certain.binary(operate, left, _value(node.right, frame, depth)))


def _unary(node: Any, frame: Frame, depth: int) -> Any:
    value = _value(node.operand, frame, depth)
    operate = _UNARY.get(type(node.op).__name__)
    return not truth_of(value) if operate is None else _sure(certain.unary(operate, value))


def _logical(node: Any, frame: Frame, depth: int) -> Any:
    ends_at = type(node.op).__name__ == "Or"
    value = None
    for operand in node.values:
        value = _value(operand, frame, depth)
        if truth_of(value) is ends_at:
            break
    return value


def _choice(node: Any, frame: Frame, depth: int) -> Any:
    chosen = node.body if truth_of(_value(node.test, frame, depth)) else node.orelse
    return _value(chosen, frame, depth)


def _comparison(node: Any, frame: Frame, depth: int) -> Any:
    left, result = _value(node.left, frame, depth), True
    for operation, comparator in zip(node.ops, node.comparators):
        right = _value(comparator, frame, depth)
        result = _compared(type(operation).__name__, left, right)
        if not result:
            break
        left = right
    return result


def _compared(operation: str, left: Any, right: Any) -> bool:
    if operation in ("Is", "IsNot"):
        return (left is right) == (operation == "Is")
    if operation in ("In", "NotIn"):
        return bool(_sure(certain.contains(left, right))) == (operation == "In")
    return bool(_sure(certain.compare(_COMPARE[operation], left, right)))


def _sequence(node: Any, frame: Frame, depth: int) -> Any:
    items = [_value(item, frame, depth) for item in node.elts]
    return tuple(items) if type(node).__name__ == "Tuple" else items


def _call(node: Any, frame: Frame, depth: int) -> Any:
    """The few builtins that say something about an object without asking it."""
    name = getattr(node.func, "id", "")
    function = _get_builtin(name)
    if node.keywords or function is None or name_in(frame, name) is not function:
        raise Unknown
    arguments = [_value(argument, frame, depth) for argument in node.args]
    if name == "isinstance":
        if len(arguments) == 2 and type(arguments[1]) is type:
            return is_instance(arguments[0], arguments[1])
    elif len(arguments) == 1:
        cls = type(arguments[0])
        if name == "type" or (name == "len" and cls in _SIZED) or (name == "abs" and cls in (int, float)):
            return function(arguments[0])
    raise Unknown


_NODES: Dict[str, Callable[[Any, Frame, int], Any]] = {
    "Constant": _constant,
    "Name": _name,
    "Attribute": _attribute,
    "Subscript": _subscript,
    "Slice": _slice,
    "BinOp": _binary,
    "UnaryOp": _unary,
    "BoolOp": _logical,
    "IfExp": _choice,
    "Compare": _comparison,
    "Tuple": _sequence,
    "List": _sequence,
    "Call": _call,
}
