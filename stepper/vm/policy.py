"""Where to stop next: what step, next, finish, line and until mean.

"step" watches every instruction. The others put traps into the one frame they are about, so that everything
else runs as fast as it can, and they go by the identity of the frame: a recursive call, a callback from C
code or another generator of the same function is another frame. When the frame is left, by return, yield or
exception, the trap moves on to its caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from .frame import Frame
from .signals import Signal
from .stops import LINE, RETURNED, START, STEP, UNTIL, Reason, Resume

if TYPE_CHECKING:
    from .machine import Machine


YIELDS = ("YIELD_VALUE", "YIELD_FROM")


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
    reached = Reason(STEP, "one instruction of this frame has run")  # why, where ``stops_at`` holds
    left = Reason(RETURNED, "the frame has been left")  # why, in its caller

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.callers: List[Frame] = []

    def stops_at(self, index: int) -> bool:
        """Whether to stop before this instruction of the frame."""
        return False

    def start(self, machine: Machine, frame: Frame, runs: bool) -> None:
        machine.arm(self.frame, self.stops_at)

    def reason(self, frame: Frame, index: int) -> Optional[Reason]:
        if frame is self.frame and self.stops_at(index):
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
            caller.machine.arm(caller, lambda index: True)


class Over(FramePolicy):
    """Next: the next instruction of the same frame, whatever is called in between."""

    def stops_at(self, index: int) -> bool:
        return True


class Out(FramePolicy):
    """Finish: until the frame returns or an exception leaves it. A generator's yield is no return."""

    stops_on_yield = False

    def is_about(self, frame: Frame) -> bool:
        return False


class NextLine(FramePolicy):
    """Line: the start of another line, or of the same line again, in the same frame."""

    reached = Reason(LINE, "a line begins")

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        lines = frame.program.lines
        heads = {block.target for block in frame.program.blocks if block.kind == "loop"}
        self.starts = [
            line is not None and (index == 0 or line != lines[index - 1] or index in heads)
            for index, line in enumerate(lines)
        ]
        for index in range(frame.pc, len(lines)):  # what is left of the current line is no new line
            if lines[index] != lines[frame.pc]:
                break
            self.starts[index] = index == frame.pc and self.starts[index]

    def stops_at(self, index: int) -> bool:
        return self.starts[index]


class Until(FramePolicy):
    """Until: a given instruction of the same frame. A generator's yield does not leave the frame for good."""

    stops_on_yield = False
    reached = Reason(UNTIL, "the instruction asked for is reached")

    def __init__(self, frame: Frame, offset: int) -> None:
        super().__init__(frame)
        self.index = frame.program.index_at[offset]

    def stops_at(self, index: int) -> bool:
        return index == self.index

    def is_about(self, frame: Frame) -> bool:
        return False


def note_return(machine: Machine, frame: Frame) -> None:
    """If the instruction about to run returns, keep its value for the next stop."""
    instruction = frame.instruction
    if instruction.opname == "RETURN_VALUE":
        machine.note_returned(frame.stack[-1])
    elif instruction.opname == "RETURN_CONST":
        machine.note_returned(instruction.operand)


def leaving(frame: Frame, stack: List[Any], index: int) -> Optional[Signal]:
    """Stands in the place of an instruction that leaves a frame with traps; tells the policy and runs it."""
    note_return(frame.machine, frame)
    frame.machine.policy.leaving(frame, frame.instruction.opname in YIELDS)
    handler, operand, frame.pc = frame.program.originals[index]
    return handler(frame, stack, operand)


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
