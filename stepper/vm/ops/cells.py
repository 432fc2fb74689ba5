"""Cells: variables that a function shares with the functions inside it. They stand in the frame's slots."""

from __future__ import annotations

from types import CellType
from typing import Any, List

from ..frame import NULL, Frame, cell_value
from ..opcodes import op
from ..operands import cell_slot, raw, slot
from ..scopes import item_or_null, unbound_cell


@op("--", operand=slot)
def MAKE_CELL(frame: Frame, stack: List[Any], slot: int) -> None:
    """Wrap a local variable in a new cell, so that inner functions can share it."""
    value = frame.locals[slot]
    frame.locals[slot] = CellType() if value is NULL else CellType(value)


@op("--", operand=raw)
def COPY_FREE_VARS(frame: Frame, stack: List[Any], count: int) -> None:
    """Bring the cells of the enclosing functions from the function object into the frame."""
    frame.locals[-count:] = frame.closure


@op("-- cell", operand=cell_slot)
def LOAD_CLOSURE(frame: Frame, stack: List[Any], slot: int) -> None:
    """Push a cell itself, for a function about to be made."""
    stack.append(frame.locals[slot])


@op("-- value", operand=cell_slot)
def LOAD_DEREF(frame: Frame, stack: List[Any], slot: int) -> None:
    """Push what a cell holds."""
    value = cell_value(frame.locals[slot])
    if value is NULL:
        raise unbound_cell(frame, slot)
    stack.append(value)


@op("value --", operand=cell_slot)
def STORE_DEREF(frame: Frame, stack: List[Any], slot: int) -> None:
    """Store the top of the stack in a cell."""
    frame.locals[slot].cell_contents = stack.pop()


@op("--", operand=cell_slot)
def DELETE_DEREF(frame: Frame, stack: List[Any], slot: int) -> None:
    """Empty a cell: delete a variable that is shared with inner functions."""
    cell = frame.locals[slot]
    if cell_value(cell) is NULL:
        raise unbound_cell(frame, slot)
    del cell.cell_contents


@op("-- value", operand=cell_slot)
def LOAD_CLASSDEREF(frame: Frame, stack: List[Any], slot: int) -> None:
    """Push a name's value from the class body if it is there, else from an enclosing function's cell."""
    value = item_or_null(frame.namespace, frame.program.slot_names[slot])
    if value is NULL:
        LOAD_DEREF(frame, stack, slot)
    else:
        stack.append(value)


@op("mapping -- value", operand=cell_slot)
def LOAD_FROM_DICT_OR_DEREF(frame: Frame, stack: List[Any], slot: int) -> None:
    """Replace a namespace with a name's value from it, or else with what the name's cell holds."""
    value = item_or_null(stack.pop(), frame.program.slot_names[slot])
    if value is NULL:
        LOAD_DEREF(frame, stack, slot)
    else:
        stack.append(value)
