"""Stopping a thread of the guest: whether there is a reason to, and what the controller answers.

The controller is asked within the gate, which lets one thread at a time be stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from .frame import Frame
from .link import Program, VMError
from .policy import policy_for
from .stops import BREAKPOINT, FOLLOW_UP, PAUSE, RAISED, UNWINDING, Reason, Stop

if TYPE_CHECKING:
    from .machine import Machine


def stop_if_wanted(machine: Machine, frame: Frame) -> bool:
    """Stop before the instruction to come if there is a reason; whether there was one.

    The reasons are those that hold once nobody else is stopped: who was may have taken some away.
    """
    gate = machine.interpreter.gate
    if not gate.enter(machine):
        return False
    try:
        reasons = []
        if machine.follow_up is not None and machine.follow_up(frame):
            reasons.append(Reason(FOLLOW_UP, "what was waited for has happened"))
        if frame.pc in frame.program.breakpoints:
            reasons.append(Reason(BREAKPOINT, "a breakpoint is here"))
        if machine.interpreter.is_to_pause(machine):
            reasons.append(Reason(PAUSE, "paused"))
        reason = machine.policy.reason(frame, frame.pc)
        if reason is not None:
            reasons.append(reason)
        if reasons:
            _consult(machine, frame, frame.pc, reasons, None)
        return bool(reasons)
    finally:
        gate.leave()


def stop_for_exception(
    machine: Machine,
    frame: Frame,
    index: int,
    exception: BaseException,
    passing: bool,
    left: Optional[Program] = None,
) -> None:
    """Stop, if that is wanted, where an exception was raised, has come out of a call (``left``), or is
    about to leave (``passing``).
    """
    interpreter = machine.interpreter
    if not (machine.policy.is_about(frame) or interpreter.stops_on(frame, index, exception, passing)):
        return
    if not interpreter.gate.enter(machine):
        return
    try:
        # Asked again, as above.
        if machine.policy.is_about(frame) or interpreter.stops_on(frame, index, exception, passing):
            reason = _exception_reason(frame, exception, passing, left)
            _consult(machine, frame, index, [reason], exception, "" if left is None else left.qualname)
    finally:
        interpreter.gate.leave()


def stop_at_phase(
    machine: Machine, frame: Frame, index: int, exception: BaseException, reason: Reason, failed: int
) -> None:
    """Stop between two phases of unwinding, for who steps."""
    if not machine.interpreter.gate.enter(machine):
        return
    try:
        if machine.policy.shows_phases:
            _consult(machine, frame, index, [reason], exception, failed=failed)
    finally:
        machine.interpreter.gate.leave()


def _consult(
    machine: Machine,
    frame: Frame,
    index: int,
    reasons: List[Reason],
    exception: Optional[BaseException],
    left: str = "",
    failed: int = -1,
) -> None:
    """Ask the controller, and set up what it answers. Within the gate."""
    machine.meter = None  # it would time the stop
    stop = Stop(tuple(reasons), frame, index, exception, machine.returned, machine.has_returned, machine.name)
    stop.left, stop.failed = left, failed
    resume = machine.interpreter.consult(machine, stop)
    del stop
    if resume is None:
        return
    machine.returned, machine.has_returned = None, False
    machine.disarm()
    try:
        machine.policy = policy_for(resume, frame)
    except ValueError as error:
        raise VMError(str(error)) from None
    machine.policy.start(machine, frame, exception is None)
    if machine.policy.watching:
        machine.eval_breaker.append(True)


def _exception_reason(
    frame: Frame, exception: BaseException, passing: bool, left: Optional[Program]
) -> Reason:
    name = type(exception).__name__
    if passing:
        return Reason(UNWINDING, f"{name} leaves {frame.program.qualname}: nothing here handles it")
    return Reason(RAISED, f"{name} was raised" if left is None else f"{name} comes out of {left.qualname}")
