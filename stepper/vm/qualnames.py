"""Qualified names of code objects. From 3.11 on they have one; before, what makes the function knows it."""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING, Dict

from .frame import CO_NEWLOCALS, CO_OPTIMIZED
from .versions import HOST, PY311

if TYPE_CHECKING:
    from .link import Program

_known: Dict[int, str] = {}  # by id; a code object lives as long as the Program of the one around it


def qualname_of(code: CodeType) -> str:
    """The qualified name of a code object: its own from 3.11 on, else what is known from the code around it."""
    name: str = code.co_qualname if HOST >= PY311 else _known.get(id(code), code.co_name)
    return name


def note_nested(program: Program) -> None:
    """Learn the qualified names of the code objects in a program (3.10 and before).

    A function's is the constant below MAKE_FUNCTION. A class body's is not told: it follows from where it is.
    """
    if HOST >= PY311:
        return
    code = program.code
    inside = "" if program.qualname == "<module>" else f"{program.qualname}."
    if code.co_flags & CO_OPTIMIZED and code.co_flags & CO_NEWLOCALS:
        inside += "<locals>."
    previous = None
    for instruction in program.instructions:
        if previous is not None and type(previous.operand) is CodeType and instruction.opname == "LOAD_CONST":
            is_function = bool(previous.operand.co_flags & CO_OPTIMIZED)
            nested = instruction.operand if is_function else inside + previous.operand.co_name
            _known[id(previous.operand)] = nested
        previous = instruction
