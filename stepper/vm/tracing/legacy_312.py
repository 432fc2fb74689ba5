"""sys.settrace() and sys.setprofile() from 3.12 on: two tools of sys.monitoring (Python/legacy_tracing.c)."""

from __future__ import annotations

from types import MethodDescriptorType, MethodType
from typing import TYPE_CHECKING, Any, List, Optional, Tuple

from ..frame import Frame
from ..lookalikes import is_builtin
from ..versions import HOST, PY312
from ..views import FrameTrace, trace_of
from .monitoring_events import (
    C_RAISE,
    C_RETURN,
    CALL,
    INSTRUCTION,
    JUMP,
    LINE,
    MISSING,
    NAMES,
    PY_RESUME,
    PY_RETURN,
    PY_START,
    PY_THROW,
    PY_UNWIND,
    PY_YIELD,
    RAISED,
    STOP_ITERATION,
)
from .monitors import PROFILE, TRACE
from .thread import ThreadTracing

if TYPE_CHECKING:
    from ..machine import Machine


def _set_of(*events: int) -> int:
    return sum(1 << event for event in events)


# What sys.settrace() and sys.setprofile() ask for.
_TRACED = _set_of(
    PY_START, PY_RESUME, PY_RETURN, PY_YIELD, RAISED, LINE, JUMP, PY_UNWIND, PY_THROW, STOP_ITERATION
)
_PROFILED = _set_of(PY_START, PY_RESUME, PY_RETURN, PY_YIELD, CALL, PY_UNWIND, PY_THROW)
# The names of what they are told.
_TOLD = {
    PY_START: "call",
    PY_RESUME: "call",
    PY_THROW: "call",
    PY_RETURN: "return",
    PY_YIELD: "return",
    PY_UNWIND: "return",
    RAISED: "exception",
    STOP_ITERATION: "exception",
    CALL: "c_call",
    C_RETURN: "c_return",
    C_RAISE: "c_exception",
}


class LegacyTracing(ThreadTracing):
    """A thread's trace and profile function, and what they are told of its events."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(machine)
        self.monitors = machine.interpreter.monitors

    def set_trace(self, function: Any) -> None:
        self.trace_function = function
        threads = self._threads()
        events = _TRACED if any(each.trace_function is not None for each in threads) else 0
        frame = self.machine.frame
        if events and HOST == PY312:
            events |= self.monitors.traces_opcodes << INSTRUCTION
        elif events and frame is not None and trace_of(frame).opcodes:
            self.trace_opcodes(frame, True)
        self.monitors.set_events(TRACE, events)
        self.attend()

    def set_profile(self, function: Any) -> None:
        self.profile_function = function
        is_wanted = any(each.profile_function is not None for each in self._threads())
        self.monitors.set_events(PROFILE, _PROFILED if is_wanted else 0)
        self.attend()

    def _threads(self) -> List[ThreadTracing]:
        machines = self.machine.interpreter.live_machines()
        return [machine.tracing for machine in machines]

    def trace_opcodes(self, frame: Frame, wanted: bool) -> None:
        """Trace the opcodes of a frame's code, or do not (_PyEval_SetOpcodeTrace)."""
        record = self.monitors.of(frame.code)
        before = self.monitors.local_events(record, TRACE)
        bit = 1 << INSTRUCTION
        after = before | bit if wanted else before & ~bit
        if after != before:
            self.monitors.set_local(record, TRACE, after)

    def set_opcodes(self, frame: Frame, wanted: bool) -> None:
        record = trace_of(frame)
        record.opcodes = wanted
        if HOST == PY312:
            self.monitors.traces_opcodes |= wanted
        elif not wanted or record.function is not None:
            self.trace_opcodes(frame, wanted)

    def is_wanted(self) -> bool:
        return self.monitors.are_wanted()

    # ---- what the trace and the profile function are told ----

    def tell_trace_function(
        self, frame: Frame, event: int, index: int, arguments: Tuple[Any, ...]
    ) -> Optional[BaseException]:
        record = trace_of(frame)
        if event == INSTRUCTION:
            if self.trace_function is not None and record.opcodes:
                return self._report(frame, event, "opcode", None)
            if HOST > PY312:
                self.trace_opcodes(frame, False)
            return None
        if self.trace_function is None:
            return None
        if event == LINE:
            return self._report(frame, event, "line", None) if record.lines else None
        if event == JUMP:
            return self._same_line(frame, record, index, arguments[0])
        if record.opcodes and HOST > PY312:
            self.trace_opcodes(frame, True)
        argument: Any = arguments[0] if arguments and event not in (PY_THROW, PY_UNWIND) else None
        if event in (RAISED, STOP_ITERATION):
            argument = type(argument), argument, argument.__traceback__
        return self._report(frame, event, _TOLD[event], argument)

    def _same_line(
        self, frame: Frame, record: FrameTrace, index: int, offset: int
    ) -> Optional[BaseException]:
        """A jump backwards within a line is a line event to trace functions."""
        program = frame.program
        target = program.index_at[offset]
        if target > index or program.lines[target] != program.lines[index] or not record.lines:
            return None
        if program.lines[target] is None:
            return None
        return self._report(frame, JUMP, "line", None)

    def _report(self, frame: Frame, event: int, name: str, argument: Any) -> Optional[BaseException]:
        return self.trace(frame, name, argument, NAMES[event])

    def tell_profile_function(
        self, frame: Frame, event: int, arguments: Tuple[Any, ...]
    ) -> Optional[BaseException]:
        if self.profile_function is None:
            return None
        argument = arguments[0] if arguments and event != PY_UNWIND else None
        if event == PY_THROW and HOST > PY312:
            argument = None
        if event in (CALL, C_RETURN, C_RAISE):
            argument = _profiled(*arguments)
            if argument is None:
                return None
        return self.profile(frame, _TOLD[event], argument, NAMES[event])


def _profiled(function: Any, first: Any) -> Any:
    """What a profiler is told of a call: a builtin, or None for nothing (sys_profile_call_or_return)."""
    if is_builtin(function):
        return function
    if type(function) is MethodDescriptorType:
        return None if first is MISSING else function.__get__(first, type(first))
    if type(function) is MethodType and is_builtin(function.__func__):
        return function.__func__
    return None
