"""Leaving a frame with a value."""

from __future__ import annotations

from typing import Any, List, Optional

from ..frame import Frame
from ..opcodes import op
from ..operands import constant
from ..pictures import settle_picture
from ..signals import LEAVE, SWITCH, Signal
from ..versions import HOST, PY313

# A list drops its items last to first. A frame drops its locals first to last up to 3.13 (Python/frame.c).
DROPS_FIRST_TO_LAST = HOST <= PY313


@op("result --", falls_through=False, leaves=True)
def RETURN_VALUE(frame: Frame, stack: List[Any], _: None) -> Signal:
    """Leave the frame and give the top of the stack to the caller."""
    value = stack.pop()
    machine = frame.machine
    if machine.empty_pictures:
        settle_picture(machine, frame)
    is_entry = frame.is_entry
    if DROPS_FIRST_TO_LAST and not (is_entry and frame.program.is_resumable):  # its stub drops them
        frame.locals.reverse()
    if is_entry:
        machine.result = value
        return LEAVE
    caller = frame.back
    assert caller is not None
    caller.stack.append(value)
    machine.frame = caller
    machine.depth -= 1
    return SWITCH


@op("--", operand=constant, falls_through=False, leaves=True)
def RETURN_CONST(frame: Frame, stack: List[Any], value: Any) -> Optional[Signal]:
    """Leave the frame and give a constant to the caller."""
    stack.append(value)
    return RETURN_VALUE(frame, stack, None)
