"""The block stack of 3.10 and before, and finding a frame's handler on it.

An exception is three values there: its type, the exception, and the traceback it had when it was caught. A
handler finds six on the stack: those of the exception handled before, and above them those of the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterator, List

from .frame import NULL, Frame, HandledException, TryBlock
from .stops import CUT, DROPPED, FOUND, Reason

if TYPE_CHECKING:
    from .machine import Machine

_new_block: Callable[..., TryBlock] = tuple.__new__  # the class itself takes three times as long up to 3.10


def push_block(frame: Frame, handler: int, level: int) -> None:
    """Push a SETUP_FINALLY block; the instruction that is running is its statement's."""
    frame.block_stack.append(_new_block(TryBlock, (False, frame.pc - 1, handler, level, -1)))


def has_handler(frame: Frame, index: int) -> bool:
    """Whether an exception at an instruction goes to a handler of the frame."""
    blocks = frame.block_stack
    return bool(blocks) and (not blocks[-1].is_handler or not all(block.is_handler for block in blocks))


def phases(machine: Machine, frame: Frame, index: int) -> Iterator[Reason]:
    """What is about to happen next on the way to a handler, before each phase."""
    while frame.block_stack and frame.block_stack[-1].is_handler:
        yield Reason(DROPPED, "the block of an except clause is dropped")
        end_handler(frame.block_stack.pop(), frame.stack, machine.handled)
    if frame.block_stack:
        yield Reason(FOUND, "a handler was found")
        del frame.stack[frame.block_stack[-1].level :]
        yield Reason(CUT, "the stack was cut for the handler")


def enter_handler(machine: Machine, frame: Frame, index: int, exception: BaseException, lasti: int) -> bool:
    """Set a frame to run on in its handler for an exception; False when it has none.

    Python/ceval.c (3.9), exception_unwind. What was handled before is put back on the way.
    """
    stack, handled = frame.stack, machine.handled
    while frame.block_stack:
        block = frame.block_stack.pop()
        if block.is_handler:
            end_handler(block, stack, handled)
            continue
        del stack[block.level :]
        frame.block_stack.append(_new_block(TryBlock, (True, block.setup, block.handler, block.level, index)))
        _push_exception(stack, handled.value, handled.traceback)
        traceback = exception.__traceback__
        handled.value, handled.traceback = exception, traceback
        stack += (traceback, exception, type(exception))
        frame.pc = block.handler
        return True
    return False


def _push_exception(stack: List[Any], exception: Any, traceback: Any) -> None:
    if exception is None:
        stack += (NULL, NULL, None)  # of the three only the type must be an object
    else:
        stack += (traceback, exception, type(exception))


def end_handler(block: TryBlock, stack: List[Any], handled: HandledException) -> None:
    """The exception handled before a block was entered is the handled one again (UNWIND_EXCEPT_HANDLER)."""
    del stack[block.level + 3 :]
    pop_handled(stack, handled)


def pop_handled(stack: List[Any], handled: HandledException) -> None:
    """Take type, exception and traceback off the stack and make them the handled exception's."""
    is_none = stack.pop() is None
    value, traceback = stack.pop(), stack.pop()
    if is_none:
        value = traceback = None
    handled.value, handled.traceback = value, traceback
