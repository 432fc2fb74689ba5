"""How fast a thread of the guest runs: a few of its instructions are counted and timed, now and then.

The loop has no counter. Asked for a sample, the machine lets a meter run the next few hundred instructions in
a loop of its own, which is the machine's with a counter; whatever is more than going on to the next
instruction (a call, a return, a trap, an exception) is left to the machine. All others run as fast as ever.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Callable

from .signals import TRAP

if TYPE_CHECKING:
    from .frame import Frame
    from .link import Entry
    from .machine import Machine

Report = Callable[[int, float], None]  # instructions and seconds

INSTRUCTIONS = 512
SECONDS = 0.005  # and no longer than that, but for the instruction it is in


class Meter:
    """Counts and times instructions until there are enough."""

    def __init__(self, told: Report) -> None:
        self._told = told
        self._is_running = False
        self.count = 0
        self.seconds = 0.0

    @property
    def is_full(self) -> bool:
        """Whether there were enough."""
        return self.count >= INSTRUCTIONS or self.seconds >= SECONDS

    def run(self, machine: Machine, frame: Frame, entry: Entry) -> Entry:
        """Run an instruction and those after it; the entry returned hands on what the last one has said."""
        if self._is_running:  # native code has called the guest
            return entry
        self._is_running = True
        entries, stack, left = frame.entries, frame.stack, INSTRUCTIONS - self.count
        handler, operand, frame.pc = entry
        signal = None
        begin = perf_counter()
        try:
            while True:
                signal = handler(frame, stack, operand)
                left -= 1
                if signal is not None or left <= 0 or machine.eval_breaker:
                    return _hand_on, signal, frame.pc
                handler, operand, frame.pc = entries[frame.pc]
        finally:
            self.seconds += perf_counter() - begin
            self.count = INSTRUCTIONS - left - (signal is TRAP)
            self._is_running = False
            machine.request_attention()

    def report(self) -> None:
        """Tell what was found."""
        self._told(self.count, self.seconds)


def _hand_on(frame: Frame, stack: Any, operand: Any) -> Any:
    """An instruction that has been run: only what it has said is left."""
    return operand
