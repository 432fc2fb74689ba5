"""Finding a frame's handler from 3.11 on: in the exception table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from .frame import Frame
from .stops import CUT, FOUND, Reason

if TYPE_CHECKING:
    from .machine import Machine


def has_handler(frame: Frame, index: int) -> bool:
    """Whether an exception at an instruction goes to a handler of the frame."""
    return frame.program.handler_for(index) is not None


def phases(machine: Machine, frame: Frame, index: int) -> Iterator[Reason]:
    """What is about to happen next on the way to a handler, before each phase."""
    handler = frame.program.handler_for(index)
    if handler is not None:
        yield Reason(FOUND, "a handler was found")
        del frame.stack[handler.depth :]
        yield Reason(CUT, "the stack was cut for the handler")


def enter_handler(machine: Machine, frame: Frame, index: int, exception: BaseException, lasti: int) -> bool:
    """Set a frame to run on in its handler for an exception; False when it has none.

    Python/ceval.c (3.11), exception_unwind: cut the stack, push f_lasti if asked for, push the exception.
    """
    handler = frame.program.handler_for(index)
    at, machine.raised_at = machine.raised_at, -1
    if handler is None:
        if at >= 0:
            frame.pc = frame.program.index_of(at * 2) + 1  # f_lasti is that of the first failure again
        return False
    stack = frame.stack
    del stack[handler.depth :]
    if handler.lasti:
        stack.append(at if at >= 0 else lasti // 2)
    stack.append(exception)
    frame.pc = handler.target
    return True
