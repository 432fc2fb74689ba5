"""Foresees constants, and where names are found: fast slots, cells, namespaces."""

from __future__ import annotations

from typing import Any, List, Tuple

from ...protocol import Forecast, Place
from ...vm.frame import NULL, Frame, cell_value
from ...vm.link import Instruction
from ..peek import can_look_up, look_up
from ..saferepr import show
from .table import UNKNOWN, all_shown, foresees, known

HELD = "value"  # what a namespace holds under a name that is bound


@foresees("LOAD_CONST LOAD_SMALL_INT LOAD_COMMON_CONSTANT")
def _load_const(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(instruction.operand))


@foresees("LOAD_ASSERTION_ERROR")
def _load_assertion_error(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(result=show(AssertionError))


# ---- slots ----


def _slot(number: int) -> Place:
    return Place("fast slot", str(number), holds=HELD)


@foresees("LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_BORROW")
def _load_fast(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    value = frame.locals[instruction.operand]
    place = _slot(instruction.operand)
    if value is NULL:
        return Forecast(raises="UnboundLocalError", lookup=(place._replace(holds=""),))
    return known(value, place)


@foresees("DELETE_FAST STORE_FAST")
def _delete_fast(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    place = _slot(instruction.operand)
    if frame.locals[instruction.operand] is NULL:
        unbound = instruction.opname == "DELETE_FAST"
        return Forecast(raises="UnboundLocalError" if unbound else "", lookup=(place._replace(holds=""),))
    return Forecast(lookup=(place,))


@foresees("LOAD_FAST_AND_CLEAR LOAD_CLOSURE")
def _load_slot(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return known(frame.locals[instruction.operand], _slot(instruction.operand))


@foresees("LOAD_FAST_LOAD_FAST LOAD_FAST_BORROW_LOAD_FAST_BORROW")
def _load_two(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    values = [frame.locals[slot] for slot in instruction.operand]
    if NULL in values:
        return UNKNOWN
    return Forecast(after=all_shown(values), lookup=tuple([_slot(slot) for slot in instruction.operand]))


@foresees("STORE_FAST_LOAD_FAST")
def _store_then_load(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    stored, loaded = instruction.operand
    value = stack[-1] if stored == loaded else frame.locals[loaded]
    return known(value, _slot(stored), _slot(loaded))


@foresees("STORE_FAST_STORE_FAST")
def _store_two(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(lookup=tuple([_slot(slot) for slot in instruction.operand]))


# ---- cells ----


def _cell(frame: Frame, slot: int) -> Forecast:
    value = cell_value(frame.locals[slot])
    place = Place("cell", str(slot), holds=HELD)
    if value is NULL:
        unbound = "NameError" if slot >= frame.program.first_free else "UnboundLocalError"
        return Forecast(raises=unbound, lookup=(place._replace(holds=""),))
    return known(value, place)


@foresees("LOAD_DEREF")
def _load_deref(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _cell(frame, instruction.operand)


@foresees("DELETE_DEREF")
def _delete_deref(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _cell(frame, instruction.operand)._replace(result=None)


@foresees("LOAD_CLASSDEREF LOAD_FROM_DICT_OR_DEREF")
def _load_class_deref(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "LOAD_CLASSDEREF" else stack[-1]
    if not can_look_up(namespace):
        return UNKNOWN
    value = look_up(namespace, frame.program.slot_names[instruction.operand])
    if value is not NULL:
        return known(value, Place("namespace", holds=HELD))
    foreseen = _cell(frame, instruction.operand)
    return foreseen._replace(lookup=(Place("namespace"), *foreseen.lookup))


# ---- namespaces ----


def _first_found(name: str, *places: Tuple[str, Any]) -> Forecast:
    """Look through namespaces as the interpreter does; what is no plain dict may answer as it likes."""
    asked: List[Place] = []
    for where, namespace in places:
        if not can_look_up(namespace):
            return UNKNOWN
        value = look_up(namespace, name)
        if value is not NULL:
            return known(value, *asked, Place(where, holds=HELD))
        asked.append(Place(where))
    return Forecast(raises="NameError", lookup=tuple(asked))


@foresees("LOAD_NAME LOAD_FROM_DICT_OR_GLOBALS")
def _load_name(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "LOAD_NAME" else stack[-1]
    places = [("globals", frame.globals), ("builtins", frame.builtins)]
    if namespace is not frame.globals:  # in a module they are the same
        places.insert(0, ("namespace", namespace))
    return _first_found(instruction.operand, *places)


@foresees("LOAD_GLOBAL")
def _load_global(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    operand = instruction.operand
    name = operand if isinstance(operand, str) else operand[0]
    return _first_found(name, ("globals", frame.globals), ("builtins", frame.builtins))


@foresees("DELETE_NAME DELETE_GLOBAL")
def _delete_name(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    namespace = frame.namespace if instruction.opname == "DELETE_NAME" else frame.globals
    if can_look_up(namespace) and look_up(namespace, instruction.operand) is NULL:
        return Forecast(raises="NameError")
    return UNKNOWN
