"""Where to stop next: what step, next, finish, line and until mean.

"step" watches every instruction. The others put traps into the one frame they are about, so that everything
else runs as fast as it can, and they go by the identity of the frame: a recursive call, a callback from C
code or another generator of the same function is another frame. When the frame is left, by return, yield or
exception, the trap moves on to its caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Collection, Dict, List, Optional

from .frame import Frame
from .stops import LINE, RETURNED, START, STEP, UNTIL, Reason, Resume
from .traps import note_return

if TYPE_CHECKING:
    from .machine import Machine


class Policy:
    """Run on: only breakpoints, pauses and the end stop the program."""

    watching = False  # whether the machine must ask before every instruction
    shows_phases = False  # whether to stop at what unwinding does between two instructions

    def start(self, machine: Machine, frame: Frame, runs: bool) -> None:
        """Set traps; ``frame`` is the innermost, about to run its next instruction unless an exception is on
        its way.
        """

    def reason(self, frame: Frame, index: int) -> Optional[Reason]:
        """Why to stop before this instruction, or None."""
        return None

    def is_about(self, frame: Frame) -> bool:
        """Whether an exception that passes through this frame is of interest."""
        return False

    def leaving(self, frame: Frame, yields: bool) -> None:
        """A frame that holds traps is about to be left; ``yields`` when it may come back."""


RUN_ON = Policy()


class Step(Policy):
    """Stop before the next instruction, wherever it is."""

    watching = True
    shows_phases = True

    def start(self, machine: Machine, frame: Frame, runs: bool) -> None:
        if runs:
            note_return(machine, frame)

    def reason(self, frame: Frame, index: int) -> Reason:
        return Reason(STEP, "one instruction has run")

    def is_about(self, frame: Frame) -> bool:
        return True


STEP_EACH = Step()  # one for all threads


class Start(Step):
    """Stop before the first instruction."""

    def reason(self, frame: Frame, index: int) -> Reason:
        return Reason(START, "nothing has run yet")


class FramePolicy(Policy):
    """Stop at some instructions of one frame, or in its caller once it is left."""

    stops_on_yield = True
    reached = Reason(STEP, "one instruction of this frame has run")  # why, at one of the stops
    left = Reason(RETURNED, "the frame has been left")  # why, in its caller

    def __init__(self, frame: Frame, stops: Collection[int] = ()) -> None:
        """``stops`` are the indexes of instructions of the frame to stop before."""
        self.frame = frame
        self.stops = stops
        self.callers: List[Frame] = []

    def start(self, machine: Machine, frame: Frame, runs: bool) -> None:
        machine.arm(self.frame, self.stops)

    def reason(self, frame: Frame, index: int) -> Optional[Reason]:
        if frame is self.frame and index in self.stops:
            return self.reached
        return self.left if frame in self.callers else None

    def is_about(self, frame: Frame) -> bool:
        return frame is self.frame

    def leaving(self, frame: Frame, yields: bool) -> None:
        if yields and frame is self.frame and not self.stops_on_yield:
            return
        caller = frame.back
        if caller is not None and caller not in self.callers:
            self.callers.append(caller)
            caller.machine.arm(caller, _all_of(caller))


class Over(FramePolicy):
    """Next: the next instruction of the same frame, whatever is called in between."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _all_of(frame))


class Out(FramePolicy):
    """Finish: until the frame returns or an exception leaves it. A generator's yield is no return."""

    stops_on_yield = False

    def is_about(self, frame: Frame) -> bool:
        return False


class NextLine(FramePolicy):
    """Line: the start of another line, or of the same line again, in the same frame."""

    reached = Reason(LINE, "a line begins")

    def __init__(self, frame: Frame) -> None:
        program, at = frame.program, frame.pc
        lines = program.lines
        end = at + 1
        while end < len(lines) and lines[end] == lines[at]:
            end += 1
        # What is left of the current line is no new line.
        super().__init__(frame, program.line_starts.difference(range(at + 1, end)))


class Until(FramePolicy):
    """Until: a given instruction of the same frame. A generator's yield does not leave the frame for good."""

    stops_on_yield = False
    reached = Reason(UNTIL, "the instruction asked for is reached")

    def __init__(self, frame: Frame, offset: int) -> None:
        super().__init__(frame, (frame.program.index_at[offset],))

    def is_about(self, frame: Frame) -> bool:
        return False


def _all_of(frame: Frame) -> Collection[int]:
    return range(len(frame.program.instructions))


_POLICIES: Dict[str, Callable[[Frame], Policy]] = {"next": Over, "finish": Out, "line": NextLine}


def policy_for(resume: Resume, innermost: Frame) -> Policy:
    """The policy a resume asks for. ValueError for an unknown one or an offset that is no instruction's."""
    frame = resume.frame if resume.frame is not None else innermost
    if resume.how == "step":
        return Step()
    if resume.how == "continue":
        return RUN_ON
    if resume.how == "until":
        if resume.offset not in frame.program.index_at:
            raise ValueError(f"no instruction of {frame.program.qualname} is at offset {resume.offset}")
        return Until(frame, resume.offset)
    make = _POLICIES.get(resume.how)
    if make is None:
        raise ValueError(f"unknown way to go on: {resume.how!r}")
    return make(frame)
