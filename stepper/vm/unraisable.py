"""What CPython reports and does not raise (an error while an object is dropped) shows the program's frames.

C code that has no traceback to report makes one of the frame that runs, which is the machine's
(Python/errors.c, ``_PyErr_WriteUnraisableMsg``).
"""

from __future__ import annotations

import sys
from types import FrameType, TracebackType
from typing import Any, List, Optional

from .frame import Frame
from .lookalikes import replace
from .opcodes import OPS, variant
from .pictures import is_provisional
from .threads import machine_here
from .tracebacks import provisional_entry, strip


def _frame_of(entry: TracebackType) -> Optional[Frame]:
    """The guest's frame in which an entry's instruction has run: the instruction's argument, or that of who
    has called native code by a frame that looks like the guest's (nativecalls.py).
    """
    while entry.tb_next is not None:
        entry = entry.tb_next
    host: Optional[FrameType] = entry.tb_frame
    while host is not None:
        frame: object = host.f_locals.get("frame")
        if isinstance(frame, Frame):
            return frame
        host = host.f_back
    return None


def _show_guest(error: Any) -> Optional[TracebackType]:
    """Take the machine's frames out of what is reported; its traceback then."""
    if not isinstance(error, BaseException):
        return None
    before = error.__traceback__
    if before is not None and not is_provisional(before.tb_frame) and strip(error):
        frame = _frame_of(before)
        if frame is not None:
            error.__traceback__ = provisional_entry(frame)
    return error.__traceback__


def report(native: Any, unraisable: Any) -> Any:
    """sys.unraisablehook()."""
    if machine_here() is None or getattr(unraisable, "exc_traceback", None) is None:
        return native(unraisable)
    error = unraisable.exc_value
    fields = (unraisable.exc_type, error, _show_guest(error), unraisable.err_msg, unraisable.object)
    return native(type(unraisable)(fields))


@variant("LOAD_ATTR", "exc_traceback")
def load_exc_traceback(frame: Frame, stack: List[Any], operand: Any) -> None:
    """A hook of the program's own looks at what it has been given."""
    reported = stack[-1]
    OPS["LOAD_ATTR"].handler(frame, stack, operand)
    if type(stack[-1]) is TracebackType and type(reported).__name__ == "UnraisableHookArgs":
        stack[-1] = _show_guest(reported.exc_value)


def replace_functions() -> None:
    """Put a look-alike in the place of the hook that prints."""
    replace(sys, "unraisablehook", report, 1)
    sys.__unraisablehook__ = sys.unraisablehook
