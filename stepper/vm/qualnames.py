"""Qualified names of code objects. From 3.11 on they have one; before, only the code around them knows it."""

from __future__ import annotations

import opcode
from types import CodeType
from typing import Any, Dict, Iterator, Tuple

from .frame import CO_NEWLOCALS, CO_OPTIMIZED
from .versions import HOST, PY311

_known: Dict[int, Tuple[CodeType, str]] = {}  # by id; holds the code object, so that the id stays its own
_LOAD_CONST, _EXTENDED_ARG = opcode.opmap["LOAD_CONST"], opcode.EXTENDED_ARG


def qualname_of(code: CodeType) -> str:
    """The qualified name of a code object; its plain one when it is not known what it is nested in."""
    name: str = code.co_qualname if HOST >= PY311 else _known.get(id(code), (code, code.co_name))[1]
    return name


def learn_qualnames(code: CodeType) -> None:
    """Learn the qualified names of all code objects nested in one (3.10 and before)."""
    if HOST >= PY311:
        return
    own = qualname_of(code)
    inside = "" if own == "<module>" else f"{own}."
    if code.co_flags & CO_OPTIMIZED and code.co_flags & CO_NEWLOCALS:
        inside += "<locals>."
    for nested, name in _loaded_together(code):
        if id(nested) not in _known:
            # A function's name stands there in full; that of a class body follows from where it is.
            full = name if nested.co_flags & CO_OPTIMIZED else inside + nested.co_name
            _known[id(nested)] = nested, full
            learn_qualnames(nested)


def _loaded_together(code: CodeType) -> Iterator[Tuple[CodeType, str]]:
    """Each code object that an instruction loads, with the constant that is loaded next: MAKE_FUNCTION's."""
    previous: Any = None
    extended = 0
    for number, oparg in zip(code.co_code[::2], code.co_code[1::2]):
        oparg |= extended
        if number == _EXTENDED_ARG:
            extended = oparg << 8
            continue
        extended = 0
        loaded = code.co_consts[oparg] if number == _LOAD_CONST else None
        if type(previous) is CodeType and type(loaded) is str:
            yield previous, loaded
        previous = loaded
