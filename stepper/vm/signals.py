"""What an instruction's function may return besides None, which means: go on with the next instruction."""

from __future__ import annotations


class Signal:
    """A word from an instruction to the loop."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


SWITCH = Signal("SWITCH")  # machine.frame is another frame now: a call was made, or a frame has returned
LEAVE = Signal("LEAVE")  # the frame at the bottom of this run has returned or yielded: leave the loop
RAISE = Signal("RAISE")  # machine.raised is a guest exception born here: it gets a traceback entry
RERAISE = Signal("RERAISE")  # machine.raised goes on its way: no new traceback entry
TRAP = Signal("TRAP")  # a trap stood in the instruction's place: nothing was executed
