"""Words for unary and binary operators and comparisons."""

from __future__ import annotations

from stepper.explain.attributes import subscript
from stepper.explain.situation import Situation
from stepper.explain.words import words

# Up to 3.10 the operator is in the opcode's name; from 3.11 on in BINARY_OP's argument.
_OPERATORS = {
    "ADD": "+",
    "AND": "&",
    "FLOOR_DIVIDE": "//",
    "LSHIFT": "<<",
    "MATRIX_MULTIPLY": "@",
    "MODULO": "%",
    "MULTIPLY": "*",
    "OR": "|",
    "POWER": "**",
    "RSHIFT": ">>",
    "SUBTRACT": "-",
    "TRUE_DIVIDE": "/",
    "XOR": "^",
}


def _binary(now: Situation, operator: str) -> str:
    left, right = now.operand("left", 2), now.operand("right", 1)
    pop = f"Pop {right} and {left}"
    if now.forecast.raises:
        return f"{pop} for {left} {operator} {right}: raises {now.forecast.raises}."
    if now.result is None:
        return f"{pop}, push the result of {left} {operator} {right}."
    # `x += 1` on a value one can foresee is x + 1: "4 += 1 = 5" would only puzzle.
    plain = operator[:-1] if operator.endswith("=") else operator
    return f"{pop}, push {left} {plain} {right} = {now.result}."


@words(*(f"BINARY_{name}" for name in _OPERATORS))
def binary(now: Situation) -> str:
    """BINARY_ADD and its like."""
    return _binary(now, _OPERATORS[now.row.opname[len("BINARY_") :]])


@words(*(f"INPLACE_{name}" for name in _OPERATORS))
def inplace(now: Situation) -> str:
    """INPLACE_ADD and its like."""
    return _binary(now, _OPERATORS[now.row.opname[len("INPLACE_") :]] + "=")


@words("BINARY_OP")
def binary_op(now: Situation) -> str:
    """The operator is the argument's text."""
    return subscript(now) if now.row.argrepr == "[]" else _binary(now, now.brief(now.row.argrepr) or "?")


@words("COMPARE_OP")
def compare_op(now: Situation) -> str:
    """dis shows bool(<) where 3.13 and later convert the answer at once."""
    operator = now.brief(now.row.argrepr.replace("bool(", "").rstrip(")")) or "?"
    return _question(now, operator)


@words("IS_OP")
def is_op(now: Situation) -> str:
    """The argument inverts it."""
    return _question(now, "is not" if now.arg & 1 else "is")


@words("CONTAINS_OP")
def contains_op(now: Situation) -> str:
    """The argument inverts it."""
    return _question(now, "not in" if now.arg & 1 else "in")


def _question(now: Situation, operator: str) -> str:
    left, right = now.operand("left", 2), now.operand("right", 1)
    if now.forecast.raises:
        return f"Pop {right} and {left} for {left} {operator} {right}: raises {now.forecast.raises}."
    if now.result is None:
        return f"Pop {right} and {left}, push the answer to {left} {operator} {right}."
    return f"Pop {right} and {left}, push {left} {operator} {right}, which is {now.result}."


def _unary(now: Situation, operator: str) -> str:
    value = now.operand("value", 1)
    if now.result is None:
        return f"Pop {value}, push the result of {operator}{value}."
    return f"Pop {value}, push {operator}{value} = {now.result}."


@words("UNARY_POSITIVE")
def unary_positive(now: Situation) -> str:
    """An intrinsic function from 3.12 on."""
    return _unary(now, "+")


@words("UNARY_NEGATIVE")
def unary_negative(now: Situation) -> str:
    """`-x`."""
    value = now.operand("value", 1)
    if now.result is not None:
        return f"Pop {value}, push its negative, {now.result}."
    return _unary(now, "-")


@words("UNARY_INVERT")
def unary_invert(now: Situation) -> str:
    """`~x`."""
    return _unary(now, "~")


@words("UNARY_NOT")
def unary_not(now: Situation) -> str:
    """`not x`."""
    return _unary(now, "not ")


@words("TO_BOOL")
def to_bool(now: Situation) -> str:
    """From 3.13 on jumps and `not` want exactly True or False."""
    value = now.operand("value", 1)
    return f"Pop {value}, push whether it is true" + (f": {now.result}." if now.result is not None else ".")
