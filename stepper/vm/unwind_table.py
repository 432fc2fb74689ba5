"""Finding a frame's handler from 3.11 on: in the exception table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frame import Frame

if TYPE_CHECKING:
    from .machine import Machine


def enter_handler(machine: Machine, frame: Frame, index: int, exception: BaseException) -> bool:
    """Set a frame to run on in its handler for an exception; False when it has none.

    Python/ceval.c (3.11), exception_unwind: cut the stack, push f_lasti if asked for, push the exception.
    """
    handler = frame.program.handler_for(index)
    if handler is None:
        machine.raised_at = -1
        return False
    stack = frame.stack
    del stack[handler.depth :]
    if handler.lasti:
        at = machine.raised_at
        stack.append(at if at >= 0 else frame.program.instructions[index].offset // 2)
    machine.raised_at = -1
    stack.append(exception)
    frame.pc = handler.target
    return True
