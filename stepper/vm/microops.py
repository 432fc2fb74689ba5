"""One-opcode functions: intricate instructions run by CPython itself, with its exact semantics and error
texts.

Not for what touches the handled exception or the frame. ``micro_pair`` is for the instructions that look a
method up, whose result may hold NULL.
"""

from __future__ import annotations

import builtins
from functools import cache
from types import CellType, CodeType, FunctionType
from typing import Any, Callable, Dict, Optional, Tuple

from .assembler import micro_code, pair_code
from .frame import NULL
from .tracebacks import register_own
from .versions import HOST, PY313

# Native code that imports something takes __import__ from the running frame's globals (PyImport_Import).
_no_globals: Dict[str, Any] = {"__builtins__": builtins}


@cache
def _code(opname: str, oparg: int, inputs: int, outputs: int, names: Tuple[str, ...]) -> CodeType:
    return register_own(micro_code(opname, oparg, inputs, outputs, names))


@cache
def _function(opname: str, oparg: int, inputs: int, outputs: int) -> Callable[..., Any]:
    return FunctionType(_code(opname, oparg, inputs, outputs, ()), _no_globals, opname)


def micro(
    opname: str,
    oparg: int,
    inputs: int,
    outputs: int,
    names: Tuple[str, ...] = (),
    globals_: Optional[Dict[str, Any]] = None,
) -> Callable[..., Any]:
    """A function of ``inputs`` values that runs the instruction and returns its output, or a tuple of its
    outputs.

    ``names`` becomes ``co_names``; ``globals_`` is the namespace the instruction sees (IMPORT_FROM looks at
    it).
    """
    if globals_ is None and not names:
        return _function(opname, oparg, inputs, outputs)
    return FunctionType(_code(opname, oparg, inputs, outputs, names), globals_ or _no_globals, opname)


_EMPTY = CellType()


def _pair_from_cell(cell: Any, upper: Any) -> Tuple[Any, Any]:
    return (NULL if cell == _EMPTY else cell.cell_contents), upper


def _pair_from_call(first: Any, second: Any = NULL) -> Tuple[Any, Any]:
    return (first, NULL) if second is NULL else (second, first)


_pair = _pair_from_call if HOST >= PY313 else _pair_from_cell


@cache
def micro_pair(
    opname: str, oparg: int, inputs: int, names: Tuple[str, ...]
) -> Callable[..., Tuple[Any, Any]]:
    """A function of ``inputs`` values that runs the instruction and returns the two entries that it leaves,
    the lower first.
    """
    return FunctionType(register_own(pair_code(opname, oparg, inputs, names, _pair)), _no_globals, opname)
