"""Samples of a running program: how fast the thread that attends is, and where."""

from __future__ import annotations

from typing import Any, Callable

from ..protocol import Progress
from ..vm.frame import Frame
from ..vm.meter import Meter
from ..vm.threads import current_machine, machine_here
from .undisturbed import Undisturbed

Send = Callable[[Any], None]


def calling_place() -> str:
    """Where this thread is in a call: function and line; "" without code of the program's."""
    machine = machine_here()
    frame = machine.frame if machine is not None else None
    return "" if frame is None else _place(frame, max(frame.pc - 1, 0))


def _place(frame: Frame, index: int) -> str:
    name, line = frame.program.qualname, frame.program.lines[index]
    return name if line is None else f"{name}, line {line}"


def take_sample(send: Send) -> None:
    """Have a few instructions of this thread timed, and Progress sent; one that traces itself only says where
    it is.
    """
    machine = current_machine()

    def tell(instructions: int, seconds: float) -> None:
        frame = machine.frame
        if frame is not None:
            with Undisturbed():
                send(Progress(instructions, int(seconds * 1e6), _place(frame, frame.pc)))

    if machine.tracer is None:
        machine.meter = Meter(tell)
    else:
        tell(0, 0.0)
