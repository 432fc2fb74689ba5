"""Operators and comparisons."""

from __future__ import annotations

from operator import invert
from typing import Any, Callable, List

from ..frame import Frame
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import NAMED_OPERATORS, binary_operator, comparison, named_operator, raw
from ..versions import HOST, PY313

_FOR_TRUTH = 16 if HOST >= PY313 else 0


@op("left, right -- result", operand=named_operator, names=NAMED_OPERATORS)
@op("left, right -- result", operand=binary_operator)
def BINARY_OP(frame: Frame, stack: List[Any], operate: Callable[[Any, Any], Any]) -> None:
    """Replace two operands with the result of the operator."""
    right = stack.pop()
    stack[-1] = operate(stack[-1], right)


def compare_for_truth(frame: Frame, stack: List[Any], compare: Callable[[Any, Any], Any]) -> None:
    """Replace two operands with the truth of the result of their comparison."""
    right = stack.pop()
    result = compare(stack[-1], right)
    stack[-1] = result if type(result) is bool else bool(result)


@op("left, right -- result", operand=comparison, if_bit=(_FOR_TRUTH, compare_for_truth))
def COMPARE_OP(frame: Frame, stack: List[Any], compare: Callable[[Any, Any], Any]) -> None:
    """Replace two operands with the result of their comparison."""
    right = stack.pop()
    stack[-1] = compare(stack[-1], right)


@op("left, right -- result", operand=raw)
def IS_OP(frame: Frame, stack: List[Any], negated: int) -> None:
    """Replace two operands with whether they are the same object, or with the opposite."""
    right = stack.pop()
    stack[-1] = (stack[-1] is right) != negated


@op("item, container -- result", operand=raw)
def CONTAINS_OP(frame: Frame, stack: List[Any], negated: int) -> None:
    """Replace an item and a container with whether the item is in it, or with the opposite."""
    container = stack.pop()
    stack[-1] = (stack[-1] in container) != negated


@op("value -- result")
def UNARY_NEGATIVE(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value with its negative."""
    stack[-1] = -stack[-1]


@op("value -- result")
def UNARY_POSITIVE(frame: Frame, stack: List[Any], _: None) -> None:
    """Apply the unary plus to a value."""
    stack[-1] = +stack[-1]


@op("value -- result")
def UNARY_INVERT(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value with its bitwise complement."""
    if type(stack[-1]) is bool:  # 3.12 warns, and the warning names the line of its caller
        stack[-1] = call_native(frame, invert, (stack[-1],))
    else:
        stack[-1] = ~stack[-1]


@op("value -- result")
def UNARY_NOT(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value with the opposite of its truth."""
    stack[-1] = not stack[-1]


@op("value -- truth")
def TO_BOOL(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a value with its truth, True or False."""
    stack[-1] = bool(stack[-1])
