"""Which of the reasons for which the machine has stopped count: breakpoints have conditions and counts, and
not every exception on its way is worth a stop.
"""

from __future__ import annotations

from typing import List, Optional

from ..vm.stops import BREAKPOINT, FOLLOW_UP, RAISED, Reason, Stop
from .breakpoints import Breakpoints


def counting_stop(stop: Stop, breakpoints: Breakpoints) -> Optional[Stop]:
    """The stop with those of its reasons that count; None when none does. It has to have a frame."""
    assert stop.frame is not None
    reasons: List[Reason] = []
    for reason in stop.reasons:
        if reason.kind == BREAKPOINT:
            reasons += breakpoints.hits(stop.frame, stop.index)
        elif reason.kind == FOLLOW_UP:
            reasons += breakpoints.written(stop.frame)
        elif reason.kind == RAISED:
            reasons += _raised(stop, reason, breakpoints)
        else:
            reasons.append(reason)
    if not reasons:
        return None
    reasons += breakpoints.changed_unseen(stop.frame)
    return stop.for_reasons(tuple(reasons))


def _raised(stop: Stop, reason: Reason, breakpoints: Breakpoints) -> List[Reason]:
    """What counts of an exception: that the user is about to see it happen, and breakpoints."""
    frame, exception = stop.frame, stop.exception
    assert frame is not None and exception is not None
    trace = exception.__traceback__
    is_new = (
        trace is None
        or trace.tb_next is None
        or frame.program.instructions[stop.index].opname == "RAISE_VARARGS"
    )
    uncaught = frame.machine.interpreter.is_uncaught(frame, stop.index, exception)
    hits = breakpoints.exception_hits(frame, exception, is_new, uncaught)
    is_told = hits is not None or frame.machine.policy.is_about(frame)
    return [reason, *(hits or ())] if is_told else []
