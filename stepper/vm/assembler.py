"""Assembling code objects by hand: the one place that knows how instructions and line tables are encoded.

Stubs, binders, trampolines, traceback frames and one-opcode functions are made here. Three rules keep CPython
from crashing on them: the stack size must hold what the code pushes; the exception table must be the code's
own (here: none); and the line table must cover the code exactly (3.11 ``_PyCode_CreateLineArray``,
Objects/codeobject.c, writes out of bounds under tracing when it is longer).
"""

from __future__ import annotations

import opcode
from types import CodeType
from typing import Any, Dict, Tuple

from .link import CACHE_UNITS
from .versions import HOST, PY311, PY312, PY313

_opmap = dict(opcode.opmap)
_EXTENDED_ARG = _opmap["EXTENDED_ARG"]
_NOP = bytes((_opmap["NOP"], 0))


def instruction(opname: str, oparg: int = 0) -> bytes:
    """The code units of one instruction, EXTENDED_ARG and caches included."""
    units = bytearray()
    for shift in (24, 16, 8):
        if oparg >> shift:
            units += bytes((_EXTENDED_ARG, oparg >> shift & 255))
    units += bytes((_opmap[opname], oparg & 255))
    return bytes(units) + b"\0\0" * CACHE_UNITS.get(opname, 0)


def call_sequence(function: bytes, arguments: bytes, count: int) -> bytes:
    """A call with positional arguments; 3.13 wants the NULL behind the callable, 3.11 and 3.12 before it."""
    null = instruction("PUSH_NULL")
    head = function + null if HOST >= PY313 else null + function
    precall = instruction("PRECALL", count) if HOST == PY311 else b""
    return head + arguments + precall + instruction("CALL", count)


def jump_if_true(length: int) -> bytes:
    """Pop a bool and jump over so many code units when it is true."""
    return instruction("POP_JUMP_FORWARD_IF_TRUE" if HOST == PY311 else "POP_JUMP_IF_TRUE", length)


def load_cell(slot: int) -> bytes:
    """Push the cell itself; 3.13 has no LOAD_CLOSURE in compiled code."""
    return instruction("LOAD_CLOSURE" if HOST <= PY312 else "LOAD_FAST", slot)


def flat_line_table(units: bytes) -> bytes:
    """A line table that puts all of the code on the line of the ``def`` (3.11 format, no-column entries)."""
    count = len(units) // 2
    table = bytearray()
    while count:
        length = min(8, count)
        table += bytes((0x80 | 13 << 3 | length - 1, 0))
        count -= length
    return bytes(table)


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


def reassemble(code: CodeType, units: bytes, stacksize: int, **fields: Any) -> CodeType:
    """A copy of a code object that runs other units, all of them on its first line."""
    changes: Dict[str, Any] = {
        "co_code": units,
        "co_linetable": flat_line_table(units),
        "co_exceptiontable": b"",
        "co_stacksize": max(code.co_stacksize, stacksize),
    }
    changes.update(fields)
    return code.replace(**changes)


_MICRO_BASE = (lambda: 0).__code__


def micro_code(opname: str, oparg: int, inputs: int, outputs: int, names: Tuple[str, ...]) -> CodeType:
    """Code of a function that runs one instruction on its arguments and returns what it leaves."""
    units = instruction("RESUME")
    for slot in range(inputs):
        units += instruction("LOAD_FAST", slot)
    units += instruction(opname, oparg)
    if outputs != 1:
        units += instruction("BUILD_TUPLE", outputs)
    units += instruction("RETURN_VALUE")
    return reassemble(
        _MICRO_BASE,
        units,
        inputs + max(outputs, 1) + 8,
        **only_arguments(tuple(f"operand{slot}" for slot in range(inputs))),
        co_names=names,
        co_flags=3,
        co_name=opname,
        co_qualname=opname,
        co_filename=__file__,
        co_consts=(None,),
    )
