"""Events of 3.12 and later: those of sys.monitoring, of which trace and profile functions get theirs.

Python/instrumentation.c says which tools are called, Python/bytecodes.c and ceval.c when.
"""

from __future__ import annotations

from types import (
    CoroutineType,
    GeneratorType,
)
from typing import Any, List, Optional, Tuple

from ..frame import Frame
from ..link import Entry, Instruction, VMError
from ..signals import RAISE
from ..tracebacks import strip
from ..versions import HOST, PY312, PY313, PY315
from ..views import FrameTrace, trace_of
from .instrumented_312 import WRAPPERS
from .legacy_312 import LegacyTracing
from .linestarts import line_starts
from .monitoring_events import (
    C_RAISE,
    C_RETURN,
    CALL,
    DISABLE,
    HANDLED,
    INSTRUCTION,
    LINE,
    NAMES,
    PY_RESUME,
    PY_START,
    PY_THROW,
    PY_UNWIND,
    RAISED,
    RERAISED,
    UNGROUPED,
)
from .monitors import PROFILE, TRACE, CodeMonitors
from .thread import raising, skip_to_place, wrapped


class Tracer(LegacyTracing):
    """The events of one thread."""

    # ---- what the machine calls ----

    def before(self, frame: Frame) -> Optional[Entry]:
        """The events due before the next instruction; returns an entry that raises, if one of them does."""
        if self.nesting:
            return None
        skip_to_place(frame)
        record, index, program = trace_of(frame), frame.pc, frame.program
        record.at = None
        if record.period != self.period:
            record.previous, record.period = index - 1, self.period
        if record.c_call is not None:
            call, record.c_call = record.c_call, None
            error = self.fire(frame, C_RETURN, index - 1, *call)
            if error is not None:
                return raising(frame, error, RAISE)
        record.prior = record.previous
        if index < program.first_traceable:
            record.previous = index
            return None
        codes = self.monitors.of(program.code)
        is_resume = program.instructions[index].opname == "RESUME"
        if is_resume and codes.version != self.monitors.version:
            self.monitors.instrument(codes)
        while True:  # again, when a trace function has jumped
            index = frame.pc
            frame.pc = index + 1
            if program.instructions[index].opname == "RESUME":
                event = PY_RESUME if program.instructions[index].oparg else PY_START
                error = self.fire(frame, event, index)
            else:
                error = self._at_instruction(frame, record, codes, index)
            record.at = None
            record.previous = frame.pc - 1
            if error is not None:
                return raising(frame, error, RAISE)
            frame.pc -= 1
            if frame.pc == index:
                return None

    def wrap(self, frame: Frame, entry: Entry) -> Entry:
        """The coming instruction's entry, or one that runs it with events of its own."""
        if self.nesting:
            return entry
        index = frame.pc
        if index < frame.program.first_traceable:
            return entry
        opname = frame.program.instructions[index].opname
        wanted = WRAPPERS.get(opname)
        if wanted is None:
            return entry
        event, wrapper = wanted
        record = self.monitors.of(frame.code)
        is_wanted = record.tools(event, index) or (
            opname == "FOR_ITER" and self.monitors.tools(record, RAISED, index)
        )
        if not is_wanted:
            return entry
        return wrapped(wrapper, frame, entry)

    def entered(self, frame: Frame, box: List[Optional[BaseException]]) -> bool:
        """A run of a frame begins; of interest when an exception is thrown into it."""
        if self.nesting or box[0] is None:
            return True
        self.machine.frame = frame
        record = trace_of(frame)
        record.previous, record.period = frame.pc - 1, self.period
        if HOST >= PY313:  # such a frame is not behind its YIELD_VALUE but at the RESUME that follows
            record.previous = frame.pc
            record.at = frame.program.instructions[frame.pc].offset
        codes = self.monitors.of(frame.code)
        if HOST >= PY313 and codes.version != self.monitors.version:
            self.monitors.instrument(codes)
        box[0] = self.fire(frame, PY_THROW, frame.pc - (HOST == PY312), box[0]) or box[0]
        return True

    def raised(self, frame: Frame, index: int, exception: BaseException) -> BaseException:
        """An exception has come up in a frame, and has its traceback entry; returns the one that goes on."""
        record = trace_of(frame)
        if record.c_call is not None:
            call, record.c_call = record.c_call, None
            exception = self.fire(frame, C_RAISE, index, *call) or exception
        if record.at is None:
            record.previous = index
        record.period = self.period
        return self.fire(frame, RAISED, index, exception) or exception

    def reraised(self, frame: Frame, index: int, exception: BaseException) -> BaseException:
        """An exception goes on its way; f_lasti is where it first came up, if that is known."""
        at, self.machine.raised_at = self.machine.raised_at, -1  # it is not for what is called meanwhile
        exception = self.fire(frame, RERAISED, index, exception) or exception
        self.machine.raised_at, record = at, trace_of(frame)
        if at >= 0:
            record.at = 2 * at
            index = frame.program.index_of(2 * at)
        record.previous, record.period = index, self.period
        return exception

    def handled(self, frame: Frame, exception: BaseException) -> Optional[BaseException]:
        """A handler is entered; returns an exception that comes up instead."""
        return self.fire(frame, HANDLED, frame.pc, exception)

    def unwound(self, frame: Frame, exception: BaseException) -> BaseException:
        """A frame is about to be left by an exception; returns the one that goes on."""
        return self.fire(frame, PY_UNWIND, frame.pc - 1, exception) or exception

    def loop_ended(self, frame: Frame, stop: StopIteration, iterator: Any) -> Optional[BaseException]:
        """A loop's iterator has ended. If it has just returned NULL, as most of C code do and generators that
        return None, then the StopIteration was not raised.
        """
        strip(stop)
        if stop.__traceback__ is None and not stop.args:
            return None
        return self.fire(frame, RAISED, frame.pc - 1, stop)

    def delegate_ended(
        self, frame: Frame, stop: StopIteration, delegate: Any, was_sent: bool
    ) -> Optional[BaseException]:
        """A delegate has ended. Generators and coroutines are run by SEND itself, and 3.15 asks for no
        exception (PyIter_Send).
        """
        if HOST >= PY315 or type(delegate) is GeneratorType or type(delegate) is CoroutineType:
            return None
        if not was_sent:
            return self.loop_ended(frame, stop, delegate)
        strip(stop)
        return self.fire(frame, RAISED, frame.pc - 1, stop)

    # ---- the events ----

    def fire(self, frame: Frame, event: int, index: int, *arguments: Any) -> Optional[BaseException]:
        """Tell the tools that want an event at an instruction; returns what one of them raises."""
        if self.nesting:
            return None
        record = self.monitors.of(frame.code)
        tools = self.monitors.tools(record, CALL if event >= UNGROUPED else event, index)
        return self._tell(frame, event, index, tools, record, arguments) if tools else None

    def fire_jump(
        self, frame: Frame, event: int, index: int, source: int, offset: int
    ) -> Optional[BaseException]:
        """Tell of a jump to a byte offset; the instruction that tells need not be the one that has jumped."""
        if self.nesting:
            return None
        record = self.monitors.of(frame.code)
        tools = record.tools(event, index)
        return self._tell(frame, event, index, tools, record, (offset,), source) if tools else None

    def _tell(
        self,
        frame: Frame,
        event: int,
        index: int,
        tools: int,
        record: CodeMonitors,
        arguments: Tuple[Any, ...],
        source: int = -1,
    ) -> Optional[BaseException]:
        offset = frame.program.instructions[index if source < 0 else source].offset
        while tools:
            tool = tools.bit_length() - 1
            tools ^= 1 << tool
            if tool == TRACE:
                error = self.tell_trace_function(frame, event, index, arguments)
            elif tool == PROFILE:
                error = self.tell_profile_function(frame, event, arguments)
            else:
                told = arguments if event == LINE else (offset, *arguments)
                error = self._call_tool(frame, tool, event, index, record, told)
            if error is not None:
                return error
        return None

    def _call_tool(
        self,
        frame: Frame,
        tool: int,
        event: int,
        index: int,
        record: CodeMonitors,
        arguments: Tuple[Any, ...],
    ) -> Optional[BaseException]:
        callback = self.monitors.callbacks[tool][event]
        if callback is None:
            return None
        try:
            result = self.call_back(frame, callback, NAMES[event], frame.code, *arguments)
        except VMError:
            raise
        except BaseException as error:
            strip(error)
            return error
        if result is not DISABLE:
            return None
        if self.monitors.disable(record, CALL if event >= UNGROUPED else event, index, tool):
            return None
        self.monitors.callbacks[tool][event] = None
        return ValueError(f"Cannot disable {NAMES[event]} events. Callback removed.")

    def _at_instruction(
        self, frame: Frame, record: FrameTrace, codes: CodeMonitors, index: int
    ) -> Optional[BaseException]:
        """LINE and INSTRUCTION; EXTENDED_ARG is an instruction of its own here."""
        instruction = frame.program.instructions[index]
        if instruction.start != instruction.offset:
            record.at = instruction.start
        error = self._line(frame, record, codes, index)
        if error is not None or frame.pc != index + 1:
            return error
        for offset in range(instruction.start, instruction.offset + 2, 2):
            tools = codes.tools(INSTRUCTION, index)
            if not tools:
                return None
            record.at = offset
            error = self._instruction(frame, codes, index, offset, tools)
            if error is not None:
                return error
        return None

    def _line(
        self, frame: Frame, record: FrameTrace, codes: CodeMonitors, index: int
    ) -> Optional[BaseException]:
        tools = codes.tools(LINE, index)
        program = frame.program
        if not tools or index not in line_starts(program):
            return None
        line, previous = program.lines[index], record.previous
        if previous >= 0 and program.lines[previous] == line:
            # RESUME does not hide a line event, but what it has become after it has run once (3.13) does.
            is_resume = program.instructions[previous].opname == "RESUME"
            if not is_resume or (
                HOST >= PY313 and not self._is_instrumented(program.instructions[previous], codes)
            ):
                return None
        return self._tell(frame, LINE, index, tools, codes, (line,))

    @staticmethod
    def _is_instrumented(resume: Instruction, codes: CodeMonitors) -> bool:
        return bool(codes.tools(PY_RESUME if resume.oparg else PY_START, resume.index))

    def _instruction(
        self, frame: Frame, codes: CodeMonitors, index: int, offset: int, tools: int
    ) -> Optional[BaseException]:
        while tools:
            tool = tools.bit_length() - 1
            tools ^= 1 << tool
            if tool == TRACE:
                error = self.tell_trace_function(frame, INSTRUCTION, index, ())
            else:
                error = self._call_tool(frame, tool, INSTRUCTION, index, codes, (offset,))
            if error is not None:
                return error
        return None
