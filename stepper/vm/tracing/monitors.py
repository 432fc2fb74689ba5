"""What sys.monitoring keeps: who wants which events, in all code or in some (Python/instrumentation.c).

CPython writes instrumented opcodes into the code, and does so when the code is entered next, or at once where
it is being run. That can be told: what a tool has disabled at a place is on again when the code has been
instrumented anew. So the same is kept here, for each code object.
"""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from ..stubs import program_of
from ..versions import HOST, PY314
from .monitoring_events import AT_PLACES, LOCAL, MONITORING, NUMBERS, PY_UNWIND, UNGROUPED

if TYPE_CHECKING:
    from ..interpreter import Interpreter

if HOST >= PY314:
    _get_tool, _use_tool_id = MONITORING.get_tool, MONITORING.use_tool_id
    _set_events, _free_tool_id = MONITORING.set_events, MONITORING.free_tool_id
TOOLS, PROFILE, TRACE = 8, 6, 7  # how many there are; those of sys.setprofile() and sys.settrace()


class CodeMonitors:
    """The tools of one code object, as masks by event."""

    __slots__ = ("active", "code", "disabled", "local", "tool_versions", "version")

    def __init__(self, code: CodeType) -> None:
        self.code = code
        self.local = [0] * LOCAL
        self.active = [0] * AT_PLACES  # when it was instrumented last
        self.disabled: Dict[Tuple[int, int], int] = {}  # by event and index of an instruction
        self.version = 0
        self.tool_versions = [0] * TOOLS

    def tools(self, event: int, index: int) -> int:
        """The tools that want an event which comes from an instrumented instruction."""
        tools = self.active[event]
        return tools & ~self.disabled.get((event, index), 0) if tools and self.disabled else tools

    def disable(self, event: int, index: int, tool: int) -> None:
        """A tool does not want an event here any more."""
        self.disabled[event, index] = self.disabled.get((event, index), 0) | 1 << tool


class Monitors:
    """All tools of an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.names: List[Optional[str]] = [None] * TOOLS
        self.callbacks: List[List[Any]] = [[None] * len(NUMBERS) for _ in range(TOOLS)]
        self.everywhere = [0] * UNGROUPED
        self.version = 0
        self.restarted = -1
        self.tool_versions = [0] * TOOLS
        self.traces_opcodes = False  # 3.12: some frame has had f_trace_opcodes
        self._codes: Dict[int, CodeMonitors] = {}
        self._has_local = False
        self._host_tool: Optional[int] = None

    def of(self, code: CodeType) -> CodeMonitors:
        """What is kept for a code object."""
        found = self._codes.get(id(code))
        if found is None:
            found = self._codes[id(code)] = CodeMonitors(code)
        return found

    def named(self, code: CodeType) -> CodeMonitors:
        """The same by a code object of the guest's, which may be the stub of the one meant."""
        program = program_of(code)
        return self.of(code if program is None else program.code)

    def are_wanted(self) -> bool:
        """Whether any tool wants any event."""
        return self._has_local or any(self.everywhere)

    # ---- setting events ----

    def set_events(self, tool: int, events: int) -> None:
        """Set which events a tool wants everywhere (_PyMonitoring_SetEvents)."""
        if events == _of_tool(self.everywhere, tool):
            return
        _set(self.everywhere, tool, events)
        self.version += 1
        self._instrument_running()

    def set_local(self, record: CodeMonitors, tool: int, events: int) -> None:
        """Set which events a tool wants in one code object."""
        record.tool_versions[tool] = self.tool_versions[tool]
        if events != _of_tool(record.local, tool):
            _set(record.local, tool, events)
            self.instrument(record)
            self._has_local = any(any(each.local) for each in list(self._codes.values()))
            self._attend()

    def events(self, tool: int) -> int:
        """Which events a tool wants everywhere."""
        return _of_tool(self.everywhere, tool)

    def local_events(self, record: CodeMonitors, tool: int) -> int:
        """Which events a tool wants in one code object."""
        return _of_tool(record.local, tool)

    def tools(self, record: CodeMonitors, event: int, index: int) -> int:
        """The tools that want an event at an instruction of a code object."""
        if event < AT_PLACES:
            return record.tools(event, index)
        return self.everywhere[event] | record.local[event] if event < LOCAL else self.everywhere[event]

    def disable(self, record: CodeMonitors, event: int, index: int, tool: int) -> bool:
        """A tool wants no more of an event. False for those that can't be disabled."""
        if event < AT_PLACES:
            record.disable(event, index, tool)
        elif event < LOCAL:
            record.local[event] &= ~(1 << tool)
        return event < LOCAL

    def restart(self) -> None:
        """Enable again whatever has been disabled."""
        self.restarted = self.version + 1
        self.version += 2
        self._instrument_running()

    def clear(self, tool: int) -> None:
        """Forget callbacks and events of a tool (3.14)."""
        self.callbacks[tool] = [None] * len(NUMBERS)
        self.set_events(tool, 0)
        self.version += 1
        self.tool_versions[tool] = self.version
        self._instrument_running()

    # ---- what code has of it ----

    def instrument(self, record: CodeMonitors) -> None:
        """Bring a code object up to date (force_instrument_lock_held)."""
        if HOST >= PY314:
            for tool in range(TOOLS):
                if record.tool_versions[tool] != self.tool_versions[tool]:
                    _set(record.local, tool, 0)
        wanted = [self.everywhere[event] | record.local[event] for event in range(AT_PLACES)]
        if self.restarted > record.version:
            record.disabled.clear()
        elif record.disabled:
            for event, index in list(record.disabled):
                record.disabled[event, index] &= ~(wanted[event] & ~record.active[event])
        record.active = wanted
        record.version = self.version

    def _instrument_running(self) -> None:
        for machine in self.interpreter.live_machines():
            frame = machine.frame
            while frame is not None:
                record = self.of(frame.code)
                if record.version != self.version:
                    self.instrument(record)
                frame = frame.back
        self._attend()

    def _attend(self) -> None:
        if HOST >= PY314:
            self._watch_on_host(bool(self.everywhere[PY_UNWIND]))
        for machine in self.interpreter.live_machines():
            machine.tracing.attend()

    def _watch_on_host(self, wanted: bool) -> None:
        """Have close() run a generator although nothing there handles the exception.

        That is done only if a tool may want to see it unwound (Objects/genobject.c, ``gen_close``), so there
        is one on the host, which is told of nothing.
        """
        if wanted and self._host_tool is None:
            free = [tool for tool in range(PROFILE) if _get_tool(tool) is None]
            if free:
                self._host_tool = free[-1]
                _use_tool_id(self._host_tool, "pystep")
                _set_events(self._host_tool, 1 << PY_UNWIND)
        elif not wanted and self._host_tool is not None:
            _free_tool_id(self._host_tool)
            self._host_tool = None


def _set(masks: List[int], tool: int, events: int) -> None:
    for event in range(len(masks)):
        masks[event] = masks[event] & ~(1 << tool) | (events >> event & 1) << tool


def _of_tool(masks: List[int], tool: int) -> int:
    return sum(1 << event for event, tools in enumerate(masks) if tools >> tool & 1)
