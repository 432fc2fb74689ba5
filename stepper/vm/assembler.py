"""Assembling code objects by hand: the one place that knows how instructions and line tables are encoded.

Stubs, binders, trampolines, traceback frames and one-opcode functions are made here. Three rules keep CPython
from crashing on them: the stack size must hold what the code pushes; the exception table must be the code's
own (here: none); and the line table must cover the code exactly (3.11 ``_PyCode_CreateLineArray``,
Objects/codeobject.c, writes out of bounds under tracing when it is longer).
"""

from __future__ import annotations

import opcode
from types import CodeType
from typing import Any, Callable, Dict, Tuple

from .linetable import Place, line_table
from .link import CACHE_UNITS
from .versions import HOST, PY39, PY310, PY311, PY312, PY313

_opmap = dict(opcode.opmap)
_EXTENDED_ARG = _opmap["EXTENDED_ARG"]
_NOP = bytes((_opmap["NOP"], 0))
LINE_TABLE = "co_lnotab" if HOST == PY39 else "co_linetable"


def instruction(opname: str, oparg: int = 0) -> bytes:
    """The code units of one instruction, EXTENDED_ARG and caches included."""
    units = bytearray()
    for shift in (24, 16, 8):
        if oparg >> shift:
            units += bytes((_EXTENDED_ARG, oparg >> shift & 255))
    units += bytes((_opmap[opname], oparg & 255))
    return bytes(units) + b"\0\0" * CACHE_UNITS.get(opname, 0)


START = instruction("RESUME") if HOST >= PY311 else b""  # what code that is no generator's begins with


def call_sequence(function: bytes, arguments: bytes, count: int) -> bytes:
    """A call with positional arguments; 3.13 wants the NULL behind the callable, 3.11 and 3.12 before it."""
    if HOST <= PY310:
        return function + arguments + instruction("CALL_FUNCTION", count)
    null = instruction("PUSH_NULL")
    head = function + null if HOST >= PY313 else null + function
    precall = instruction("PRECALL", count) if HOST == PY311 else b""
    return head + arguments + precall + instruction("CALL", count)


def jump_to(offset: int) -> bytes:
    """Go on at a byte offset (3.10 and before)."""
    return instruction("JUMP_ABSOLUTE", offset if HOST == PY39 else offset // 2)


def load_cell(slot: int) -> bytes:
    """Push the cell itself; 3.13 has no LOAD_CLOSURE in compiled code."""
    return instruction("LOAD_CLOSURE" if HOST <= PY312 else "LOAD_FAST", slot)


def flat_line_table(units: bytes) -> bytes:
    """A line table that puts all of the code on the line of the ``def``."""
    return line_table([(len(units), Place(0))], 0)


# A statement that ``reraising`` makes to raise the exception that an expression gives, without a traceback
# entry for the place. Up to 3.10 RERAISE takes three values: the expression gives type, exception, traceback.
RERAISING = "raise {}" if HOST >= PY311 else "kind, error, trace = {}"


def reraising(code: CodeType) -> CodeType:
    """The same code with what RERAISING has made of a statement replaced by RERAISE."""
    if HOST >= PY311:
        units = code.co_code.replace(instruction("RAISE_VARARGS", 1), instruction("RERAISE"))
    else:
        slots = [
            instruction("STORE_FAST", code.co_varnames.index(name)) for name in ("kind", "error", "trace")
        ]
        units = code.co_code.replace(b"".join(slots), instruction("RERAISE") + _NOP * 2)
    return code.replace(co_code=units)


def pad(units: bytes, length: int) -> bytes:
    """Dead NOPs up to a length in bytes."""
    return units + _NOP * ((length - len(units)) // 2)


def only_arguments(names: Tuple[str, ...]) -> Dict[str, Any]:
    """Fields of a code object whose variables are positional arguments and nothing else."""
    return {
        "co_varnames": names,
        "co_nlocals": len(names),
        "co_argcount": len(names),
        "co_posonlyargcount": 0,
        "co_kwonlyargcount": 0,
        "co_cellvars": (),
        "co_freevars": (),
    }


def since_311(**fields: Any) -> Dict[str, Any]:
    """Fields of code objects that 3.10 and before do not have."""
    return fields if HOST >= PY311 else {}


def reassemble(code: CodeType, units: bytes, stacksize: int, **fields: Any) -> CodeType:
    """A copy of a code object that runs other units, all of them on its first line."""
    changes: Dict[str, Any] = {
        "co_code": units,
        LINE_TABLE: flat_line_table(units),
        "co_stacksize": max(code.co_stacksize, stacksize),
        **since_311(co_exceptiontable=b""),
    }
    changes.update(fields)
    return code.replace(**changes)


_MICRO_BASE = (lambda: 0).__code__


def micro_code(opname: str, oparg: int, inputs: int, outputs: int, names: Tuple[str, ...]) -> CodeType:
    """Code of a function that runs one instruction on its arguments and returns what it leaves."""
    units = _load_operands(inputs) + instruction(opname, oparg)
    if outputs != 1:
        units += instruction("BUILD_TUPLE", outputs)
    return _micro(opname, inputs, START + units, inputs + max(outputs, 1), co_names=names, co_consts=(None,))


def pair_code(
    opname: str, oparg: int, inputs: int, names: Tuple[str, ...], pair: Callable[[Any, Any], Any]
) -> CodeType:
    """Code of a function that runs one instruction on its arguments and returns what ``pair`` makes of the
    two entries that it leaves, one of which may be NULL.

    No function can be given NULL. From 3.13 on it is the upper entry, and CALL takes it in the place of self:
    ``pair(upper, lower)`` or ``pair(lower)``. Up to 3.12 it is the lower one, and goes into a cell, which is
    empty then: ``pair(cell, upper)``.
    """
    function, operands = instruction("LOAD_CONST"), _load_operands(inputs)
    if HOST >= PY313:
        units = function + operands + instruction(opname, oparg) + instruction("SWAP", 2)
        units += instruction("CALL", 1)
        return _micro(opname, inputs, START + units, inputs + 2, co_names=names, co_consts=(pair,))
    upper = inputs
    if HOST >= PY311:
        to_cell = instruction("STORE_FAST", upper + 1) + instruction("MAKE_CELL", upper + 1)
        cell = load_cell(upper + 1)
    else:
        to_cell, cell = instruction("STORE_DEREF"), instruction("LOAD_CLOSURE")
    units = operands + instruction(opname, oparg) + instruction("STORE_FAST", upper) + to_cell
    units += call_sequence(function, cell + instruction("LOAD_FAST", upper), 2)
    return _micro(
        opname,
        inputs,
        START + units,
        inputs + 4,
        co_names=names,
        co_consts=(pair,),
        co_varnames=(*_operand_names(inputs), "upper"),
        co_nlocals=inputs + 1,
        co_cellvars=("lower",),
    )


def _operand_names(count: int) -> Tuple[str, ...]:
    return tuple(f"operand{slot}" for slot in range(count))


def _load_operands(count: int) -> bytes:
    return b"".join(instruction("LOAD_FAST", slot) for slot in range(count))


def _micro(opname: str, inputs: int, units: bytes, stacksize: int, **fields: Any) -> CodeType:
    """Code that is called with ``inputs`` operands and returns what its units leave."""
    return reassemble(
        _MICRO_BASE,
        units + instruction("RETURN_VALUE"),
        stacksize + 8,
        co_flags=3,
        co_name=opname,
        co_filename=__file__,
        **since_311(co_qualname=opname),
        **{**only_arguments(_operand_names(inputs)), **fields},
    )
