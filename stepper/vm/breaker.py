"""Where CPython looks at its eval breaker: for signals, for calls left to it, for other threads that wait."""

from __future__ import annotations

from typing import Any

from .frame import Frame
from .link import Instruction
from .versions import HOST, PY310

# Up to 3.10 it does not look before these, so that ``with lock`` can't be torn (Python/ceval.c, main_loop).
_UNDISTURBED = frozenset(("SETUP_FINALLY", "SETUP_WITH", "BEFORE_ASYNC_WITH", "YIELD_FROM"))
_STARTS = (0, 1)  # what RESUME says of a start and of a yield; not when it delegates


def breaker_index(frame: Frame) -> int:
    """The instruction at which CPython looks, if it does so where a frame stands; else -1.

    That is the one to come, or a call just made; up to 3.10, which has no RESUME, also the first of a frame
    and of its resumption.
    """
    instructions = frame.program.instructions
    at = frame.pc
    coming = instructions[at]
    if HOST <= PY310:
        if coming.opname in _UNDISTURBED:
            return -1
        if at == 0 or instructions[at - 1].opname == "YIELD_VALUE":
            return at
    if coming.op is not None and coming.op.breaker and _looks(coming, frame.stack):
        return at
    before = instructions[at - 1] if at else coming
    return at - 1 if before.opname.startswith("CALL") and before.op is not None and before.op.breaker else -1


def _looks(coming: Instruction, stack: Any) -> bool:
    """Whether it looks at an instruction that may: not at a call before that is made, nor at a jump it does
    not make.
    """
    opname = coming.opname
    if opname.startswith("CALL"):
        return False
    if opname == "RESUME":
        return coming.oparg & 3 in _STARTS
    if opname.endswith(("IF_TRUE", "IF_FALSE")):
        # Up to 3.12 the condition may be anything, and its truth a matter of code of the guest: better one
        # look too many than none in a loop for ever.
        return type(stack[-1]) is not bool or stack[-1] is opname.endswith("TRUE")
    if opname.endswith("_NONE"):
        return (stack[-1] is None) == opname.endswith("IF_NONE")
    return True
