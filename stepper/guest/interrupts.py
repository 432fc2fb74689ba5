"""Signal handlers of the program: called where CPython would call them, not inside an instruction.

CPython calls a handler between two of its own instructions, which are the machine's. So one of ours stands in
the place of each of the program's. It calls that at once when an instruction has called native code, which
may be waiting for the signal to be handled; else the machine does it where CPython looks at its eval breaker.
``_signal`` tells the program what it has set itself.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # typeshed has no stub of it
import dis
from contextlib import contextmanager
from types import FrameType
from typing import Any, Callable, Dict, Iterator, Optional

from ..vm.frame import Frame
from ..vm.fused import module_of_instruction
from ..vm.interpreter import Interpreter
from ..vm.nativecalls import call_native
from ..vm.pictures import picture_of_left
from ..vm.stubs import program_of
from ..vm.threads import current_machine
from ..vm.tracebacks import is_own

_VM = __name__.rpartition(".guest.")[0] + ".vm."
# The modules whose functions call C code directly, which may wait: reading a line in a for loop, say. Not
# those that change frames: cut short between two of their steps they would leave a frame without its caller.
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
_INTO_C = (
    "CALL",
    "BINARY_",
    "INPLACE_",
    "UNARY_",
    "COMPARE_",
    "CONTAINS_",
    "LOAD_ATTR",
    "STORE_ATTR",
    "STORE_S",
)
set_natively, _native_getsignal = _signal.signal, _signal.getsignal
_callable = callable


def deliver_to(interpreter: Interpreter) -> None:
    """Have the program's signal handlers called by *interpreter*."""
    _Handlers(interpreter)


class _Handlers:
    """The handlers the program has set."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.set: Dict[int, Any] = {}
        if _native_getsignal(_signal.SIGINT) is _signal.default_int_handler:
            self.signal(_signal.SIGINT, _signal.default_int_handler)
        _signal.signal, _signal.getsignal = self.signal, self.getsignal

    def signal(self, number: Any, handler: Any) -> Any:
        """Set the action for the given signal."""
        if not _callable(handler):
            return self._own(number, set_natively(number, handler))
        known = self.set.get(number)
        self.set[number] = handler  # first, for it may be called at once
        try:
            before = set_natively(number, self.deliver)
        except BaseException:
            self.set[number] = known
            raise
        return known if before == self.deliver else before

    def getsignal(self, number: Any) -> Any:
        """Return the current action for the given signal."""
        return self._own(number, _native_getsignal(number))

    def _own(self, number: Any, handler: Any) -> Any:
        return self.set.get(number) if handler == self.deliver else handler

    def deliver(self, number: int, host: Optional[FrameType]) -> None:
        """What CPython calls."""
        handler = self.set[number]
        if host is None or not is_own(host):
            handler(number, host)
        elif _in_native_call(host):
            frame = current_machine().frame
            handler(number, host if frame is None else _seen(frame))
        else:
            self.interpreter.call_soon(lambda frame: call_native(frame, handler, (number, _seen(frame))))


@contextmanager
def interrupting(interrupt: Callable[[Optional[FrameType]], None]) -> Iterator[None]:
    """Within, what else asks a running program for attention calls *interrupt* with the host's frame."""
    number = getattr(_signal, "SIGURG", None)
    if number is None:
        yield
        return
    before = set_natively(number, lambda _, host: interrupt(host))
    try:
        yield
    finally:
        set_natively(number, before)


def _seen(frame: Frame) -> FrameType:
    """What a handler gets for the frame that is running."""
    return picture_of_left(frame, frame.program.instructions[max(frame.pc - 1, 0)].lasti)


def _in_native_call(frame: FrameType) -> bool:
    """Whether an instruction has called C code, which may be waiting for the signal to be handled."""
    if program_of(frame.f_code) is not None:
        return False  # a stub, on its way into the machine
    module = frame.f_globals["__name__"]
    if not module.startswith(_VM):
        return True  # a trampoline: it calls C code for an instruction, in the namespace of the guest
    module = module_of_instruction(frame) or module
    return module in _CALLING and _opname(frame).startswith(_INTO_C)


def _opname(frame: FrameType) -> str:
    return dis.opname[frame.f_code.co_code[frame.f_lasti]]
