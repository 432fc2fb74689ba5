"""The interpreter: what all guest threads share. It runs code objects on the calling thread."""

from __future__ import annotations

import builtins
import weakref
from functools import partial
from itertools import count
from time import monotonic as _monotonic
from types import CodeType
from typing import Any, Callable, Dict, List, Optional

from . import (
    codeobjects,
    framefunctions,
    fused,  # noqa: F401  # sees to what runs often
    ops,  # noqa: F401  # declares the instructions
    stacklevels,
    unraisable,
)
from .cwarnings import name_guest_lines
from .evaluation import code_frame
from .frame import Frame
from .gate import Gate
from .lending import Lender
from .link import link
from .machine import Machine
from .policy import RUN_ON, Policy, Start
from .recursion import HostLimit
from .started import wait_for_others
from .stops import END, Controller, Reason, Resume, Stop
from .threads import FAILED, adopt, interpreters, machine_here, release, take_failure
from .tracebacks import strip
from .tracing.functions import replace_functions
from .tracing.monitors import Monitors
from .tracing.tracer import Tracer
from .unwind import raise_unchanged
from .versions import require_supported

Scope = Callable[[str], bool]
PAUSE_GRACE = 0.1  # seconds in which the thread that is to pause has to come to an instruction


def _no_machine() -> None:
    """What a weak reference to a machine gives when it has died."""


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
        self.may_fuse = controller is None  # whether several instructions may run as one; see fused.py
        self.recursion_limit = 1000
        self.stop_on_raise = False  # stop when any guest frame sees an exception raised
        self.stop_on_uncaught = False  # stop when an exception is raised that no guest frame will handle
        self.elsewhere: Policy = RUN_ON  # the policy of threads that the last stop was not in
        self.gate = Gate()
        self.observer = 0  # ident of a thread that is not the guest's, but may come to run guest code
        self.is_shared = False  # the process has other threads than the guest's
        self.is_ending = False
        self.monitors = Monitors(self)
        self._machines: Dict[int, weakref.ref[Machine]] = {}
        self._numbers = count(1)
        self._main: Optional[Machine] = None
        self._latest: Callable[[], Optional[Machine]] = _no_machine  # the one that has stopped last
        self._attention = False
        self._pause_by: Optional[float] = None  # a pause is wanted; when any thread may stop for it
        self._host_limit: Optional[HostLimit] = None
        interpreters.add(self)

    # ---- running ----

    def run_main(self, code: CodeType, namespace: Dict[str, Any]) -> None:
        """Run a module's code object in a namespace. Raises the guest's exception with guest frames only.

        With a controller the first stop is before the first instruction, and the last is the end.
        """
        machine = self._main = self.new_machine()
        if self.controller is not None:
            machine.policy = Start()
            machine.request_attention()
        before = adopt(machine)
        host_limit = self._host_limit = HostLimit(self)
        framefunctions.replace_functions()
        stacklevels.replace_functions()
        codeobjects.replace_functions()
        unraisable.replace_functions()
        replace_functions()
        lender, undo_warnings = Lender(self), name_guest_lines()
        try:
            self._run_module(machine, code, namespace)
        finally:
            undo_warnings()
            if self.live_machines() == [machine]:  # else a thread that the program has left behind needs them
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
            if self.is_shared:  # in a process of the guest's own CPython sees to it
                wait_for_others(self)
            self._tell_end(machine, failure)
            del failure

    def _tell_end(self, machine: Machine, failure: Optional[BaseException]) -> None:
        if self.controller is None:
            return
        text = "the program has ended" if failure is None else f"{type(failure).__name__} ended the program"
        if self.gate.enter(machine):
            try:
                self.controller.stopped(
                    Stop((Reason(END, text),), None, -1, failure, None, False, machine.name)
                )
            finally:
                self.gate.leave()

    # ---- threads ----

    def new_machine(self) -> Machine:
        """A machine for the current thread."""
        machine = Machine(self, next(self._numbers))
        machine.tracing = Tracer(machine)
        machine.is_outside = machine.ident == self.observer
        self._machines[machine.number] = weakref.ref(machine, partial(self._machines.pop, machine.number))
        machine.tracing.attend()
        # Asked for after the machine can be found: who shuts the gate or ends the guest does the reverse.
        if self.gate.is_shut or self.is_ending:
            machine.request_attention()
        return machine

    def live_machines(self) -> List[Machine]:
        """The machines of all threads that have run guest code and have not ended, the oldest first."""
        # list() of a dictionary's values is one step of the host's: another thread may add to it at any time.
        machines = [reference() for reference in list(self._machines.values())]
        return [machine for machine in machines if machine is not None]

    def after_fork(self, here: Optional[Machine]) -> None:
        """This is a forked child: of the guest's threads only the current one, with this machine, lives."""
        self.gate = Gate()
        self._pause_by = None
        self._main = here
        self._machines = {} if here is None else {here.number: weakref.ref(here)}
        if self.controller is not None:
            self.controller.forked()

    # ---- what machines ask ----

    def consult(self, machine: Machine, stop: Stop) -> Optional[Resume]:
        """Hold the other threads and ask the controller how to go on; None: as if there were no stop.

        Called within the gate. How to go on is about this thread alone: what others were to do is over.
        """
        if self.controller is None or self.is_ending:
            return None
        others = [other for other in self.live_machines() if other is not machine]
        for other in others:
            other.request_attention()
        resume = self.controller.stopped(stop)
        self._trap_new_breakpoints()
        if resume is not None:
            self._latest = weakref.ref(machine)
            self._pause_by = None
            for other in others:
                other.policy = self.elsewhere
        return resume

    @property
    def wants_attention(self) -> bool:
        """Whether a machine must ask ``is_to_pause``."""
        return self._attention or self._pause_by is not None

    def is_to_pause(self, machine: Machine) -> bool:
        """Let the controller attend if it has asked for it, and say whether this machine is to stop.

        The thread that has stopped last is the one to pause, else the main thread; any other, if that one is
        not in guest code or does not come out of C code soon. Called within the gate.
        """
        if self._attention and self.controller is not None:
            self._attention = False
            if self.controller.attend():
                self._pause_by = _monotonic() + PAUSE_GRACE
            self._trap_new_breakpoints()
        if self._pause_by is None:
            return False
        wanted = self._to_pause()
        if wanted is None or wanted is machine or _monotonic() > self._pause_by:
            return True
        wanted.request_attention()
        return False

    def _to_pause(self) -> Optional[Machine]:
        for machine in (self._latest(), self._main):
            if machine is not None and machine.frame is not None:
                return machine
        return None

    def _trap_new_breakpoints(self) -> None:
        """A frame with traps of its own runs no entries of its program, where breakpoints are set."""
        for machine in self.live_machines():
            machine.trap_breakpoints()

    def stops_on(self, frame: Frame, index: int, exception: BaseException, passing: bool) -> bool:
        """Whether an exception alone is a reason to stop."""
        if self.controller is None or passing:
            return False
        return self.stop_on_raise or (self.stop_on_uncaught and self.is_uncaught(frame, index, exception))

    def is_uncaught(self, frame: Frame, index: int, exception: BaseException) -> bool:
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

    def end(self) -> None:
        """Have every guest thread end by SystemExit, also one that does not want to.

        One that is in C code does not hear of it before it comes back.
        """
        self.is_ending = True
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
        if machine is None or machine.frame is None:  # the program has ended, and its callbacks run
            machine = machine_here()
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
