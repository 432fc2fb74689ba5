"""What is left of the variables of a frame that has returned."""

from __future__ import annotations

from .frame import Frame
from .versions import HOST, PY313


def is_running(frame: Frame) -> bool:
    """Whether a frame is in its thread's chain of callers."""
    current = frame.machine.frame
    while current is not None:
        if current is frame:
            return True
        current = current.back
    return False


def restore_order(frame: Frame) -> None:
    """Turn back the variables of a frame that has returned (ops/returns.py, DROPS_FIRST_TO_LAST)."""
    if HOST > PY313 or frame.is_restored or not frame.pc or is_running(frame):
        return
    if frame.is_entry and frame.program.is_resumable:
        return
    if frame.program.instructions[frame.pc - 1].opname in ("RETURN_VALUE", "RETURN_CONST"):
        frame.is_restored = True
        frame.locals.reverse()
