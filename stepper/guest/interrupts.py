"""Ctrl+C without a screen: KeyboardInterrupt comes where CPython lets it in, not inside an instruction."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # typeshed has no stub of it
import dis
import signal
from types import FrameType
from typing import Optional

from ..vm.interpreter import Interpreter
from ..vm.tracebacks import is_own

_VM = __name__.rpartition(".guest.")[0] + ".vm."
# The modules whose functions call C code directly, which may wait: reading a line in a for loop, say. Not
# those that
# change frames: cut short between two of their steps they would leave a frame without its caller.
_CALLING = frozenset(
    [_VM + "hostcalls", _VM + "nativecalls", _VM + "scopes"]
    + [
        f"{_VM}ops.{family}"
        for family in (
            "attributes containers imports intrinsics iteration_315 jumps lazy_315 loops names operators "
            "patterns strings subscripts"
        ).split()
    ]
)


def deliver_to(interpreter: Interpreter) -> None:
    """Handle SIGINT for *interpreter*, unless the program was started with it ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return

    def interrupt(number: int, frame: Optional[FrameType]) -> None:
        if frame is None or not is_own(frame) or _in_native_call(frame):
            raise KeyboardInterrupt
        interpreter.interrupt(KeyboardInterrupt())

    # asyncio and others ask whether the handler is Python's own; to the program this one is.
    interrupt.__name__ = interrupt.__qualname__ = "default_int_handler"
    _signal.default_int_handler = signal.default_int_handler = interrupt  # type: ignore[assignment]
    signal.signal(signal.SIGINT, interrupt)


def _in_native_call(frame: FrameType) -> bool:
    """Whether an instruction has called C code, which may be waiting for the signal to be handled."""
    module = frame.f_globals["__name__"]
    if not module.startswith(_VM):
        return True  # a trampoline: it calls C code for an instruction, in the namespace of the guest
    return module in _CALLING and _opname(frame).startswith("CALL")


def _opname(frame: FrameType) -> str:
    return dis.opname[frame.f_code.co_code[frame.f_lasti]]
