"""Raw oparg to ready operand: what the versions encode differently is absorbed here, when a code object is
linked.

An operand kind is a function ``(site) -> operand``; the site knows the code object, the raw oparg and where
the instruction stands. Bodies of instructions receive the ready thing: the name, the constant, the index of
the target instruction, the operator's function.
"""

from __future__ import annotations

import opcode
import operator
import sys
from types import CodeType
from typing import Any, Callable, Dict, NamedTuple, Tuple

from .versions import HOST, PY39, PY311, PY312, PY313, PY314, PY315


class Site(NamedTuple):
    """Where an instruction stands, for the making of its operand."""

    code: CodeType
    opname: str
    oparg: int
    after: int  # byte offset behind the instruction and its caches
    index_at: Dict[int, int]  # byte offset -> instruction index


OperandKind = Callable[[Site], Any]


def nothing(site: Site) -> None:
    """The opcode takes no operand; a stray oparg (3.10 leaves some) is ignored."""


def raw(site: Site) -> int:
    """The oparg as it is: a count, a flag set, a stack index."""
    return site.oparg


def arguments(site: Site) -> slice:
    """The entries of the stack that are a call's arguments."""
    return slice(-site.oparg if site.oparg else sys.maxsize, None)


def self_and_arguments(site: Site) -> slice:
    """The same and the one below them."""
    return slice(-1 - site.oparg, None)


def slot(site: Site) -> int:
    """Index into the frame's locals."""
    return site.oparg


def cell_slot(site: Site) -> int:
    """Index into the frame's locals; up to 3.10 cells are counted apart, and stand behind the variables."""
    return site.oparg if HOST >= PY311 else len(site.code.co_varnames) + site.oparg


def slot_pair(site: Site) -> Tuple[int, int]:
    """Two indices into the frame's locals, four bits each (3.13 superinstructions)."""
    return site.oparg >> 4, site.oparg & 15


def constant(site: Site) -> Any:
    """The constant itself."""
    return site.code.co_consts[site.oparg]


def name(site: Site) -> str:
    """The name itself."""
    return site.code.co_names[site.oparg]


def name_beside_bit(site: Site) -> str:
    """The name, where the low bit asks for a NULL beside the value."""
    return site.code.co_names[site.oparg >> 1]


def super_attribute(site: Site) -> Tuple[str, int, int]:
    """LOAD_SUPER_ATTR: the name, the method bit and the two-argument bit."""
    return site.code.co_names[site.oparg >> 2], site.oparg & 1, site.oparg & 2


def target(site: Site) -> int:
    """Index of the instruction to jump to."""
    return site.index_at[target_offset(site)]


_ABSOLUTE = frozenset([opcode.opname[number] for number in opcode.hasjabs])  # empty from 3.11 on
_JUMP_UNIT = 1 if HOST == PY39 else 2  # bytes that an oparg of 1 stands for


def target_offset(site: Site) -> int:
    """Byte offset a jump goes to; from 3.11 all jumps are relative and opcodes named BACKWARD subtract."""
    distance = site.oparg * _JUMP_UNIT
    if site.opname in _ABSOLUTE:
        return distance
    return site.after - distance if "BACKWARD" in site.opname else site.after + distance


# Where FOR_ITER goes when the iterator is exhausted, beyond its written target: it skips what would take
# away its value, END_FOR; up to 3.13 also the iterator, which it has popped itself (END_FOR in 3.12, END_FOR
# and POP_TOP in 3.13), while from 3.14 on POP_ITER does that (Python/bytecodes.c, FOR_ITER).
_EXHAUSTED_SKIPS = {PY312: 2, PY313: 4, PY314: 2, PY315: 2}


def loop_exit(site: Site) -> int:
    """Index of the instruction after the loop."""
    return site.index_at[target_offset(site) + _EXHAUSTED_SKIPS.get(HOST, 0)]


_OPERATORS = (
    operator.add,
    operator.and_,
    operator.floordiv,
    operator.lshift,
    operator.matmul,
    operator.mul,
    operator.mod,
    operator.or_,
    operator.pow,
    operator.rshift,
    operator.sub,
    operator.truediv,
    operator.xor,
    operator.iadd,
    operator.iand,
    operator.ifloordiv,
    operator.ilshift,
    operator.imatmul,
    operator.imul,
    operator.imod,
    operator.ior,
    operator.ipow,
    operator.irshift,
    operator.isub,
    operator.itruediv,
    operator.ixor,
    operator.getitem,
)


def binary_operator(site: Site) -> Callable[[Any, Any], Any]:
    """The function of a BINARY_OP, in the order of CPython's NB_ constants (Include/opcode.h)."""
    return _OPERATORS[site.oparg]


_OPERATOR_NAMES = (
    "ADD AND FLOOR_DIVIDE LSHIFT MATRIX_MULTIPLY MULTIPLY MODULO OR POWER RSHIFT SUBTRACT TRUE_DIVIDE XOR"
).split()
_NAMED_OPERATORS = dict(
    zip([f"{kind}_{name}" for kind in ("BINARY", "INPLACE") for name in _OPERATOR_NAMES], _OPERATORS)
)
NAMED_OPERATORS = " ".join(_NAMED_OPERATORS)  # the opcodes


def named_operator(site: Site) -> Callable[[Any, Any], Any]:
    """The function that the opcode's own name tells (3.10 and before)."""
    return _NAMED_OPERATORS[site.opname]


_COMPARISONS = (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge)


def comparison(site: Site) -> Callable[[Any, Any], Any]:
    """The function of a COMPARE_OP."""
    if HOST <= PY311:
        return _COMPARISONS[site.oparg]
    if HOST == PY312:
        return _COMPARISONS[site.oparg >> 4]
    return _COMPARISONS[site.oparg >> 5]
