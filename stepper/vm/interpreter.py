"""The interpreter: what all guest threads share. It runs code objects on the calling thread."""

from __future__ import annotations

import builtins
import threading
import weakref
from types import CodeType
from typing import Any, Callable, Dict, List, Optional

from . import (
    framefunctions,
    ops,  # noqa: F401  # declares the instructions
)
from .cwarnings import name_guest_lines
from .evaluation import code_frame
from .frame import Frame
from .lending import Lender
from .link import link
from .machine import Machine
from .policy import Start
from .recursion import HostLimit
from .stops import END, Controller, Reason, Resume, Stop
from .threads import FAILED, adopt, release, take_failure
from .tracebacks import strip
from .tracing.functions import replace_functions
from .tracing.monitors import Monitors
from .tracing.tracer import Tracer
from .unwind import raise_unchanged
from .versions import require_supported

Scope = Callable[[str], bool]


def nothing_else(filename: str) -> bool:
    """The scope that holds no imported module."""
    return False


class Interpreter:
    """Runs guest code. Without a controller it runs to the end; with one, ``controller.stopped`` is asked at
    stops.

    ``scope`` says by file name which imported modules are interpreted too; all others run natively.
    """

    def __init__(self, controller: Optional[Controller] = None, scope: Scope = nothing_else) -> None:
        require_supported()
        self.controller = controller
        self.scope = scope
        self.recursion_limit = 1000
        self.stop_on_raise = False  # stop when any guest frame sees an exception raised
        self.stop_on_uncaught = False  # stop when an exception is raised that no guest frame will handle
        # A list, since another thread may add to it at any time: list() of it is one step of the host's.
        self._machines: List[weakref.ref[Machine]] = []
        self._one_stop_at_a_time = threading.RLock()
        self._attention = False
        self.monitors = Monitors(self)
        self._main: Optional[Machine] = None
        self._host_limit: Optional[HostLimit] = None

    # ---- running ----

    def run_main(self, code: CodeType, namespace: Dict[str, Any]) -> None:
        """Run a module's code object in a namespace. Raises the guest's exception with guest frames only.

        With a controller the first stop is before the first instruction, and the last is the end.
        """
        machine = self._main = self.new_machine()
        if self.controller is not None:
            machine.policy = Start()
            machine.eval_breaker = True
        before = adopt(machine)
        host_limit = self._host_limit = HostLimit(self)
        framefunctions.replace_functions()
        replace_functions()
        lender, undo_warnings = Lender(self), name_guest_lines()
        try:
            self._run_module(machine, code, namespace)
        finally:
            undo_warnings()
            lender.take_back()
            self._host_limit = None
            host_limit.restore()
            release(before)

    def _run_module(self, machine: Machine, code: CodeType, namespace: Dict[str, Any]) -> None:
        failure: Optional[BaseException] = None
        try:
            run_module_frame(machine, code, namespace)
        except Exception as error:
            failure = error
            raise
        finally:
            if failure is not None:
                strip(failure)
            if self.controller is not None:
                text = (
                    "the program has ended"
                    if failure is None
                    else f"{type(failure).__name__} ended the program"
                )
                end = Stop(
                    (Reason(END, text),), None, -1, failure, None, False, threading.current_thread().name
                )
                self.consult(end)
            del failure

    def new_machine(self) -> Machine:
        """A machine for another guest thread."""
        machine = Machine(self)
        machine.tracing = Tracer(machine)
        self._machines.append(weakref.ref(machine, self._machines.remove))
        machine.tracing.attend()
        return machine

    def live_machines(self) -> List[Machine]:
        """The machines of all guest threads that are alive."""
        machines = [reference() for reference in list(self._machines)]
        return [machine for machine in machines if machine is not None]

    # ---- what machines ask ----

    def consult(self, stop: Stop) -> Resume:
        """Ask the controller how to go on; one thread at a time."""
        assert self.controller is not None
        with self._one_stop_at_a_time:
            resume = self.controller.stopped(stop)
            self._trap_new_breakpoints()
            return resume

    def wants_attention(self) -> bool:
        """Whether the controller, having been asked for attention, wants to stop here."""
        if not self._attention or self.controller is None:
            return False
        self._attention = False
        wanted = self.controller.attend()
        self._trap_new_breakpoints()
        return wanted

    def _trap_new_breakpoints(self) -> None:
        """A frame with traps of its own runs no entries of its program, where breakpoints are set."""
        for machine in self.live_machines():
            machine.trap_breakpoints()

    def stops_on(self, frame: Frame, index: int, exception: BaseException, passing: bool) -> bool:
        """Whether an exception alone is a reason to stop."""
        if self.controller is None or passing:
            return False
        if self.stop_on_raise:
            return True
        return (
            self.stop_on_uncaught
            and exception.__traceback__ is not None
            and self._is_uncaught(frame, index, exception)
        )

    def _is_uncaught(self, frame: Frame, index: int, exception: BaseException) -> bool:
        """Whether no guest frame up to the program's first can handle it.

        Frames below native code may be saved by it.
        """
        entry = exception.__traceback__
        if entry is None or entry.tb_next is not None:
            return False  # it has been through a frame before
        at = index
        current: Optional[Frame] = frame
        while current is not None:
            if any(block.kind in ("try", "with") for block in current.blocks_at(at) if block.kept):
                return False
            if current.is_entry and current.back is not None:
                return False
            current = current.back
            at = current.pc - 1 if current is not None else 0
        return True

    # ---- what controllers and hosts ask ----

    def request_attention(self) -> None:
        """Have ``controller.attend`` called before the next instruction.

        Safe in signal handlers and from any thread.
        """
        self._attention = True
        for machine in self.live_machines():
            machine.request_attention()

    def interrupt(self, exception: BaseException) -> None:
        """Raise an exception in the guest's main thread at its next eval-breaker point, as a signal handler
        would.
        """

        def fail(frame: Frame) -> None:
            raise exception

        self.call_soon(fail)

    def call_soon(self, call: Callable[[Frame], None]) -> None:
        """Have the guest's main thread call something with its frame at its next eval-breaker point.

        Safe in signal handlers.
        """
        machine = self._main
        if machine is not None:
            machine.pending.append(call)
            machine.request_attention()

    def set_recursion_limit(self, limit: int) -> None:
        """Set the guest's recursion limit for all its threads."""
        self.recursion_limit = limit
        for machine in self.live_machines():
            machine.limit_depth(limit)
        self.set_host_limit()

    def set_host_limit(self) -> None:
        """Set the host's own recursion limit anew; it has to be higher than the guest's."""
        if self._host_limit is not None:
            self._host_limit.set()


def run_module_frame(machine: Machine, code: CodeType, namespace: Dict[str, Any]) -> None:
    """Run a module's code; raises its exception."""
    if machine.run_nested(module_frame(machine, code, namespace)) is FAILED:
        raise_unchanged(take_failure())


def module_frame(machine: Machine, code: CodeType, namespace: Dict[str, Any]) -> Frame:
    """A frame for a module's code object: its globals are its namespace."""
    if namespace.get("__builtins__") is None:
        namespace["__builtins__"] = builtins
    return code_frame(machine, link(code), namespace, namespace)
