"""Foresees operators, comparisons and subscripts: of builtin values the result, of the program's own types
the method whose frame is entered.
"""

from __future__ import annotations

import operator
from typing import Any, Callable, Dict, List, Optional

from ...protocol import Forecast
from ...vm.frame import Frame
from ...vm.link import Instruction
from ...vm.operands import NAMED_OPERATORS
from .. import certain
from ..peek import bases_of, class_attribute
from ..saferepr import show
from .table import UNKNOWN, entered, entered_by, foresees, shown

_METHODS: Dict[Any, str] = {
    operator.add: "add",
    operator.and_: "and",
    operator.floordiv: "floordiv",
    operator.lshift: "lshift",
    operator.matmul: "matmul",
    operator.mul: "mul",
    operator.mod: "mod",
    operator.or_: "or",
    operator.pow: "pow",
    operator.rshift: "rshift",
    operator.sub: "sub",
    operator.truediv: "truediv",
    operator.xor: "xor",
}
_IN_PLACE = {
    getattr(operator, f"i{name}"): name for name in (*_METHODS.values(),) if name not in ("and", "or")
}
_IN_PLACE.update({operator.iand: "and", operator.ior: "or"})


def _by_method(outcome: Optional[certain.Outcome], left: Any, right: Any, *methods: str) -> Forecast:
    """What is not certain may be the left operand's own method; the right one's, if its class is a subclass.

    Only the first that is asked can be told: whether it answers is up to it.
    """
    if outcome is not None:
        return shown(outcome)
    cls, other = type(left), type(right)
    if other is not cls and any(base is cls for base in bases_of(other)):
        return UNKNOWN
    return Forecast(enters=entered_by(left, *methods))


@foresees(NAMED_OPERATORS)
@foresees("BINARY_OP")
def _binary(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    operate, left, right = instruction.operand, stack[-2], stack[-1]
    outcome = certain.binary(operate, left, right)
    if operate is operator.getitem:
        return _by_method(outcome, left, right, "__getitem__")
    if operate in _IN_PLACE:
        name = _IN_PLACE[operate]
        return _by_method(outcome, left, right, f"__i{name}__", f"__{name}__")
    return _by_method(outcome, left, right, f"__{_METHODS[operate]}__")


@foresees("BINARY_SUBSCR")
def _subscript(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    outcome = certain.subscript(stack[-2], stack[-1])
    return shown(outcome) if outcome is not None else Forecast(enters=entered_by(stack[-2], "__getitem__"))


@foresees("BINARY_SLICE")
def _slice(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    outcome = certain.subscript(stack[-3], slice(stack[-2], stack[-1]))
    return shown(outcome) if outcome is not None else Forecast(enters=entered_by(stack[-3], "__getitem__"))


@foresees("STORE_SUBSCR DELETE_SUBSCR STORE_SLICE")
def _change_item(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    container, key = stack[-2], stack[-1]
    deletes = instruction.opname == "DELETE_SUBSCR"
    if instruction.opname == "STORE_SLICE":
        container, key = stack[-3], slice(stack[-2], stack[-1])
    if certain.refuses_change(container, key, deletes):
        return Forecast(raises=certain.refuses_change(container, key, deletes))
    return Forecast(enters=entered_by(container, "__delitem__" if deletes else "__setitem__"))


_COMPARISONS = {name: f"__{name}__" for name in ("lt", "le", "eq", "ne", "gt", "ge")}


@foresees("COMPARE_OP")
def _compare(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    outcome = certain.compare(instruction.operand, stack[-2], stack[-1])
    if outcome is not None:
        return shown(outcome)
    operate = getattr(instruction.operand, "__name__", "")
    return _by_method(None, stack[-2], stack[-1], _COMPARISONS.get(operate, "__no_such_method__"))


@foresees("IS_OP")
def _is(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show((stack[-2] is stack[-1]) != bool(instruction.oparg)))


@foresees("CONTAINS_OP")
def _contains(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    container = stack[-1]
    outcome = certain.contains(stack[-2], container)
    if outcome is not None and not outcome.raises:
        return Forecast(result=show(outcome.value != bool(instruction.oparg)))
    if outcome is None:
        return Forecast(enters=entered_by(container, "__contains__", "__iter__", "__getitem__"))
    return shown(outcome)


_UNARY: Dict[str, Callable[[Any], Any]] = {
    "UNARY_NEGATIVE": operator.neg,
    "UNARY_POSITIVE": operator.pos,
    "UNARY_INVERT": operator.invert,
}


@foresees("UNARY_NEGATIVE UNARY_POSITIVE UNARY_INVERT")
def _unary(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    operate = _UNARY[instruction.opname]
    outcome = certain.unary(operate, stack[-1])
    if outcome is None:
        return Forecast(enters=entered_by(stack[-1], f"__{operate.__name__}__"))
    return shown(outcome)


@foresees("UNARY_NOT TO_BOOL")
def _truth(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    truth = certain.truth(stack[-1])
    if truth is None:
        return Forecast(enters=asked_for_truth(stack[-1]))
    return Forecast(result=show(truth != (instruction.opname == "UNARY_NOT")))


def asked_for_truth(value: Any) -> str:
    """The method of the program's own that says whether a value is true."""
    return entered_by(value, "__bool__", "__len__")


@foresees("CHECK_EXC_MATCH")
def _matches(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    matches = certain.matches(type(stack[-2]), stack[-1])
    return UNKNOWN if matches is None else Forecast(result=show(matches))


@foresees("GET_LEN")
def _length(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    value = stack[-1]
    if certain.is_sized(value):
        return Forecast(result=show(len(value)))
    return Forecast(enters=entered(class_attribute(type(value), "__len__")))
