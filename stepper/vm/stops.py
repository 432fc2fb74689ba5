"""A stop is a value: where the program stands, and every reason why."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional, Protocol, Tuple

from .frame import Frame
from .link import Instruction

# Kinds of reasons.
START, STEP, LINE, BREAKPOINT, UNTIL = "start", "step", "line", "breakpoint", "until"
RETURNED, PAUSE, END = "returned", "pause", "end"
FOLLOW_UP = "follow-up"  # see Machine.follow_up
# Of an exception on its way, in this order: it is raised, or has come out of a call; up to 3.10 the block of
# an except clause that has failed itself is dropped; a handler was found; the stack was cut for it; or the
# frame is about to be left.
RAISED, DROPPED, FOUND, CUT, UNWINDING = "raised", "dropped", "found", "cut", "unwinding"


class Reason(NamedTuple):
    """One reason of a stop."""

    kind: str
    text: str  # a sentence for people


class Stop:
    """The program has stopped. ``frame`` is None when it has come to its end.

    ``index`` is that of the instruction about to run; while raising and unwinding, of the one that failed.
    ``exception`` is on its way, or is what ended the program; ``left`` is the name of the function it has
    just come out of, if any; ``failed`` the code unit of its first failure, which some handlers want to find.
    ``returned`` is the value of the frame that was just left, if ``has_returned``.
    """

    __slots__ = (
        "exception",
        "failed",
        "frame",
        "has_returned",
        "index",
        "left",
        "reasons",
        "returned",
        "thread",
    )

    def __init__(
        self,
        reasons: Tuple[Reason, ...],
        frame: Optional[Frame],
        index: int,
        exception: Optional[BaseException] = None,
        returned: Any = None,
        has_returned: bool = False,
        thread: str = "MainThread",
    ) -> None:
        self.reasons = reasons
        self.frame = frame
        self.index = index
        self.exception = exception
        self.returned = returned
        self.has_returned = has_returned
        self.thread = thread
        self.left = ""
        self.failed = -1

    def for_reasons(self, reasons: Tuple[Reason, ...]) -> Stop:
        """The same stop, for other reasons."""
        stop = Stop(
            reasons,
            self.frame,
            self.index,
            self.exception,
            self.returned,
            self.has_returned,
            self.thread,
        )
        stop.left, stop.failed = self.left, self.failed
        return stop

    @property
    def reason(self) -> str:
        """The kind of the first reason."""
        return self.reasons[0].kind

    @property
    def is_unwinding(self) -> bool:
        """Whether an exception is on its way: then no instruction is about to run."""
        return self.frame is not None and self.exception is not None

    @property
    def instruction(self) -> Optional[Instruction]:
        """The instruction about to run, or the one that failed."""
        return None if self.frame is None else self.frame.program.instructions[self.index]


class Resume(NamedTuple):
    """How to go on from a stop.

    ``how`` is "step", "next", "finish", "line", "until" or "continue"; ``frame`` is the frame that all but
    "step" and "continue" are about, the innermost when None; ``offset`` (bytes) is for "until".
    """

    how: str
    frame: Optional[Frame] = None
    offset: int = -1


class Controller(Protocol):
    """Who decides at stops.

    Called between two instructions on the thread of the guest that has stopped; all others are held at their
    next instruction until it has answered.
    """

    def stopped(self, stop: Stop) -> Optional[Resume]:
        """The program has stopped; return how to go on, or None to go on as if it had not."""

    def attend(self) -> bool:
        """The interpreter was asked for attention while running; return whether to stop here."""

    def input_wanted(self, prompt: str) -> None:
        """The guest is about to wait for a line of input."""

    def input_done(self) -> None:
        """The guest has its line."""

    def forked(self) -> None:
        """This is a child that the guest has forked; of its threads only the current one lives."""
