"""Samples of a running program: how fast the thread that attends is, and where."""

from __future__ import annotations

from typing import Any, Callable

from ..protocol import Progress
from ..vm.meter import Meter
from ..vm.threads import current_machine
from .undisturbed import Undisturbed

Send = Callable[[Any], None]


def take_sample(send: Send) -> None:
    """Have a few instructions of this thread timed, and Progress sent; one that traces itself only says where
    it is.
    """
    machine = current_machine()

    def tell(instructions: int, seconds: float) -> None:
        frame = machine.frame
        if frame is not None:
            with Undisturbed():
                name, line = frame.program.qualname, frame.program.lines[frame.pc]
                place = name if line is None else f"{name}, line {line}"
                send(Progress(instructions, int(seconds * 1e6), place))

    if machine.tracer is None:
        machine.meter = Meter(tell)
    else:
        tell(0, 0.0)
