"""Local variables: numbered slots in the frame, NULL where a variable has no value."""

from __future__ import annotations

from typing import Any, List, Tuple

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import slot, slot_pair
from ..scopes import unbound_local
from ..versions import PY311, PY312


@op("-- value", operand=slot, names="LOAD_FAST_BORROW")
@op("-- value", operand=slot, since=PY312)
def LOAD_FAST(frame: Frame, stack: List[Any], slot: int) -> None:
    """Push the value of a local variable that is known to have one."""
    stack.append(frame.locals[slot])


@op("-- value", operand=slot, names="LOAD_FAST", until=PY311)
@op("-- value", operand=slot, names="LOAD_FAST_CHECK")
def LOAD_FAST_checked(frame: Frame, stack: List[Any], slot: int) -> None:
    """Push the value of a local variable, or raise UnboundLocalError when it has none."""
    value = frame.locals[slot]
    if value is NULL:
        raise unbound_local(frame, slot)
    stack.append(value)


@op("-- value_or_null", operand=slot)
def LOAD_FAST_AND_CLEAR(frame: Frame, stack: List[Any], slot: int) -> None:
    """Put a local variable aside on the stack while a comprehension uses its slot."""
    stack.append(frame.locals[slot])
    frame.locals[slot] = NULL


@op("-- first, second", operand=slot_pair, names="LOAD_FAST_BORROW_LOAD_FAST_BORROW")
@op("-- first, second", operand=slot_pair)
def LOAD_FAST_LOAD_FAST(frame: Frame, stack: List[Any], slots: Tuple[int, int]) -> None:
    """Push the values of two local variables."""
    first, second = slots
    stack.append(frame.locals[first])
    stack.append(frame.locals[second])


@op("value --", operand=slot)
def STORE_FAST(frame: Frame, stack: List[Any], slot: int) -> None:
    """Store the top of the stack in a local variable."""
    frame.locals[slot] = stack.pop()


@op("stored_value -- loaded_value", operand=slot_pair)
def STORE_FAST_LOAD_FAST(frame: Frame, stack: List[Any], slots: Tuple[int, int]) -> None:
    """Store the top of the stack in one local variable, then push the value of another."""
    stored, loaded = slots
    frame.locals[stored] = stack.pop()
    stack.append(frame.locals[loaded])


@op("second, first --", operand=slot_pair)
def STORE_FAST_STORE_FAST(frame: Frame, stack: List[Any], slots: Tuple[int, int]) -> None:
    """Store the top two items of the stack in two local variables."""
    first, second = slots
    frame.locals[first] = stack.pop()
    frame.locals[second] = stack.pop()


@op("--", operand=slot)
def DELETE_FAST(frame: Frame, stack: List[Any], slot: int) -> None:
    """Delete a local variable."""
    if frame.locals[slot] is NULL:
        raise unbound_local(frame, slot)
    frame.locals[slot] = NULL
