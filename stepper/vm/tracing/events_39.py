"""Events of 3.9 to 3.11, where the evaluation loop itself calls the trace and the profile function.

Python/ceval.c of those versions: maybe_call_line_trace, call_exc_trace, trace_function_entry and _exit,
C_TRACE.
"""

from __future__ import annotations

import opcode
from types import GeneratorType, MethodDescriptorType
from typing import Any, Callable, Dict, List, Optional, Tuple

from ..frame import CO_ASYNC_GENERATOR, NULL, Frame
from ..link import Entry, Program
from ..lookalikes import is_builtin
from ..signals import LEAVE, RAISE, RERAISE, SWITCH, Signal
from ..tracebacks import strip
from ..versions import HOST, PY39, PY310, PY311
from ..views import FrameTrace, trace_of
from .thread import (
    ThreadTracing,
    Wrapped,
    leave_with,
    next_item,
    raising,
    resume_at,
    run_wrapped,
    skip_to_place,
    wrapped,
)

Wrapper = Callable[[Frame, List[Any], Wrapped], Optional[Signal]]


class _Wrapped:
    """What an asynchronous generator yields to its consumer, as trace functions see it up to 3.10."""

    __slots__ = ()


_Wrapped.__name__ = _Wrapped.__qualname__ = "async_generator_wrapped_value"


class Tracer(ThreadTracing):
    """The events of one thread."""

    current: Optional[Frame] = None  # the frame whose instruction was attended last

    # ---- what the machine calls ----

    def before(self, frame: Frame) -> Optional[Entry]:
        """The events due before the next instruction; returns an entry that raises, if one of them does."""
        if self.nesting:
            return None
        skip_to_place(frame)
        record, index = trace_of(frame), frame.pc
        record.at = None
        is_new = HOST <= PY310 and index == 0 and frame is not self.current
        self.current = frame
        if record.c_call is not None:
            error = self._c_call_returned(frame, record)
            if error is not None:
                return raising(frame, error, RAISE)
        if is_new:
            record.previous = -1
            error = self._entry(frame)
            if error is not None:
                frame.pc = 1
                return raising(frame, error, RERAISE)
        error = self._at_instruction(frame, record, index)
        if error is not None:
            return raising(frame, error, RAISE)
        frame.pc -= 1
        return None

    def wrap(self, frame: Frame, entry: Entry) -> Entry:
        """The coming instruction's entry, or one that runs it with events of its own."""
        if self.nesting:
            return entry
        opname = frame.program.instructions[frame.pc].opname
        wrapper = _WRAPPERS.get(opname)
        if wrapper is None and self.profile_function is not None:
            wrapper = _CALLS.get(opname)
        return entry if wrapper is None else wrapped(wrapper, frame, entry)

    def entered(self, frame: Frame, box: List[Optional[BaseException]]) -> bool:
        """A run of a frame begins; False when the trace function has ended it."""
        if self.nesting or (HOST == PY311 and box[0] is None):
            return True
        self.machine.frame = self.current = frame
        trace_of(frame).previous = frame.pc - 1
        trace_of(frame).period = self.period
        trace_of(frame).window = (0, -1)
        self.machine.failure = self._entry(frame)
        return self.machine.failure is None

    def raised(self, frame: Frame, index: int, exception: BaseException) -> BaseException:
        """An exception has come up in a frame, and has its traceback entry; returns the one that goes on."""
        record = trace_of(frame)
        if record.c_call is not None:
            function, record.c_call = record.c_call, None
            exception = self._c_exception(frame, function) or exception
        record.previous, record.period = index, self.period
        if self.nesting or self.trace_function is None:
            return exception
        argument = type(exception), exception, exception.__traceback__
        return self.trace(frame, "exception", argument) or exception

    def reraised(self, frame: Frame, index: int, exception: BaseException) -> BaseException:
        """An exception goes on its way; f_lasti is where it first came up, if that is known."""
        at = self.machine.raised_at
        record = trace_of(frame)
        if at >= 0:
            record.at = 2 * at
            index = frame.program.index_of(2 * at)
        record.previous, record.period = index, self.period
        return exception

    def handled(self, frame: Frame, exception: BaseException) -> Optional[BaseException]:
        """A handler is entered. 3.9 has a line event there, unless a line's first instruction failed."""
        record = trace_of(frame)
        if HOST == PY39 and record.previous >= 0:
            low, high = record.window
            at = frame.program.instructions[record.previous].start
            if at != low and (low or at >= high):
                record.previous = len(frame.program.instructions)
        return None

    def unwound(self, frame: Frame, exception: BaseException) -> BaseException:
        """A frame is about to be left by an exception; returns the one that goes on."""
        self.current = None
        if self.nesting:
            return exception
        return self._exit(frame, None) or exception

    def loop_ended(self, frame: Frame, stop: StopIteration, iterator: Any) -> Optional[BaseException]:
        """A loop's iterator has ended. If it has just returned NULL, as most of C code do, and generators
        that return None from 3.10 on, then the StopIteration was not raised.
        """
        if self.nesting or self.trace_function is None:
            return None
        strip(stop)
        was_raised = stop.__traceback__ is not None or stop.args
        if was_raised or (HOST == PY39 and type(iterator) is GeneratorType):
            return self.trace(frame, "exception", (StopIteration, stop, stop.__traceback__))
        return None

    def delegate_ended(
        self, frame: Frame, stop: StopIteration, delegate: Any, was_sent: bool
    ) -> Optional[BaseException]:
        """A delegate has ended; ``was_sent`` when its send() was called and has raised."""
        if not was_sent:
            return self.loop_ended(frame, stop, delegate)
        if self.nesting or self.trace_function is None:
            return None
        strip(stop)
        return self.trace(frame, "exception", (StopIteration, stop, stop.__traceback__))

    # ---- the events ----

    def _entry(self, frame: Frame) -> Optional[BaseException]:
        error = self.trace(frame, "call", None)
        return error if error is not None else self.profile(frame, "call", None)

    def _exit(self, frame: Frame, value: Any) -> Optional[BaseException]:
        error = self.trace(frame, "return", value)
        return error if error is not None else self.profile(frame, "return", value)

    def _at_instruction(self, frame: Frame, record: FrameTrace, index: int) -> Optional[BaseException]:
        """The events at an instruction; pc is behind it meanwhile, as while it runs."""
        frame.pc = index + 1
        instruction = frame.program.instructions[index]
        if HOST == PY311:
            if index < frame.program.first_traceable:
                return None
            if instruction.opname == "RESUME":
                record.previous, record.period = index, self.period
                return self._entry(frame)
        if self.trace_function is None:
            return None
        if instruction.start != instruction.offset:
            record.at = instruction.start  # the events come at its EXTENDED_ARG
        error = self._line(frame, record, index)
        if error is None and record.opcodes:
            error = self.trace(frame, "opcode", None)
        record.at = None
        record.previous, record.period = frame.pc - 1, self.period
        return error

    def _line(self, frame: Frame, record: FrameTrace, index: int) -> Optional[BaseException]:
        line = frame.program.lines[index]
        if HOST == PY39:
            starts = _is_line_39(frame.program, record, index)
            if starts and line is not None:
                record.line = line
        else:
            previous = record.previous if record.period == self.period else index - 1
            starts = line is not None and _is_line(frame.program, previous, index)
        return self.trace(frame, "line", None) if starts and record.lines else None

    def returning(self, frame: Frame, value: Any) -> Optional[BaseException]:
        """A frame is about to be left with a value."""
        error = self._exit(frame, value)
        self.current = None
        return error

    def c_call(self, frame: Frame, function: Any, run: Callable[[], Optional[Signal]]) -> Optional[Signal]:
        """Run an instruction that calls a builtin (C_TRACE)."""
        error = self.profile(frame, "c_call", function)
        if error is not None:
            raise error
        try:
            signal = run()
        except BaseException:
            error = self._c_exception(frame, function)
            if error is not None:
                raise error from None
            raise
        if signal is SWITCH:
            trace_of(frame).c_call = function
            return signal
        error = self.profile(frame, "c_return", function)
        if error is not None:
            raise error
        return signal

    def _c_exception(self, frame: Frame, function: Any) -> Optional[BaseException]:
        return None if self.nesting else self.profile(frame, "c_exception", function)

    def _c_call_returned(self, frame: Frame, record: FrameTrace) -> Optional[BaseException]:
        function, record.c_call = record.c_call, None
        return self.profile(frame, "c_return", function)


# ---- where lines begin ----


def _is_line(program: Program, previous: int, index: int) -> bool:
    """3.10 and 3.11: another line than that of the instruction before, or a jump backwards."""
    lines = program.lines
    if HOST == PY311:
        if previous <= program.first_traceable:
            return True
        jumps_back = index < previous and program.instructions[index].opname != "SEND"
        return lines[index] != lines[previous] or jumps_back
    return previous < 0 or lines[index] != lines[previous] or index < previous


def _is_line_39(program: Program, record: FrameTrace, index: int) -> bool:
    """3.9: the first instruction of a line, or a jump backwards."""
    at = program.instructions[index].start
    low, high = record.window
    if not low <= at < high:
        low, high = record.window = _window(program, at)
    previous, record.previous = record.previous, index
    return at == low or index < previous


def _window(program: Program, at: int) -> Tuple[int, int]:
    """The byte offsets around one in which the line does not change (_PyCode_CheckLineNumber)."""
    table = program.code.co_lnotab
    low = address = 0
    for step, change in zip(table[::2], table[1::2]):
        address += step
        if change:
            if address > at:
                return low, address
            low = address
    return low, 1 << 31


# ---- instructions with events of their own ----


def _returns(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """RETURN_VALUE, YIELD_VALUE."""
    tracer = frame.machine.tracer
    value = stack[-1]
    yields = frame.program.instructions[frame.pc - 1].opname == "YIELD_VALUE"
    if yields and HOST <= PY310 and frame.code.co_flags & CO_ASYNC_GENERATOR:
        value = _Wrapped()
    index = frame.pc
    error = tracer.returning(frame, value) if tracer is not None else None
    if error is not None:
        return leave_with(frame, error)
    if frame.pc != index:  # when it is resumed it goes on behind the instruction that it was made jump to
        resume_at(frame, index, frame.pc)
    return run_wrapped(frame, stack, entry)


def _delegates(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """YIELD_FROM: whether it yields is known only afterwards."""
    signal = run_wrapped(frame, stack, entry)
    tracer = frame.machine.tracer
    if signal is not LEAVE or tracer is None:
        return signal
    result = frame.machine.result
    frame.pc += 1
    error = tracer.returning(frame, result)
    frame.pc -= 1
    frame.machine.result = result
    return signal if error is None else leave_with(frame, error)


def _iterates(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """FOR_ITER: it is given an iterator over what the iterator itself has given, or has not."""
    tracer, iterator = frame.machine.tracer, stack[-1]
    outcome = next_item(tracer, frame, iterator)
    stack[-1] = iter(outcome)
    signal = run_wrapped(frame, stack, entry)
    if outcome:
        stack[-2] = iterator
    return signal


def _calls(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """The instructions that call."""
    tracer = frame.machine.tracer
    instruction = frame.program.instructions[frame.pc - 1]
    function, arguments = _callee(frame, instruction.opname, instruction.oparg)
    if type(function) is MethodDescriptorType and arguments:
        function = function.__get__(arguments[0], type(arguments[0]))
    if tracer is None or not is_builtin(function):
        return run_wrapped(frame, stack, entry)
    del arguments
    signal: Optional[Signal] = tracer.c_call(frame, function, lambda: run_wrapped(frame, stack, entry))
    return signal


def _callee(frame: Frame, opname: str, count: int) -> Tuple[Any, List[Any]]:
    """What is about to be called, and its positional arguments."""
    stack = frame.stack
    if opname == "CALL_FUNCTION_EX":
        function, arguments = stack[-3 if count & 1 else -2], stack[-2 if count & 1 else -1]
        return function, list(arguments[:1]) if type(arguments) is tuple else []
    if opname == "CALL_FUNCTION":
        return stack[-count - 1], stack[len(stack) - count :]
    if opname == "CALL_FUNCTION_KW":
        return stack[-count - 2], stack[len(stack) - count - 1 : len(stack) - 1 - len(stack[-1])]
    base = len(stack) - count - 2
    taken = stack[base + 1 :] if stack[base] is NULL else stack[base:]
    keywords = 0 if opname == "CALL_METHOD" else len(frame.kwnames)
    return taken[0], taken[1 : len(taken) - keywords]


_WRAPPERS: Dict[str, Wrapper] = {
    "RETURN_VALUE": _returns,
    "YIELD_VALUE": _returns,
    "YIELD_FROM": _delegates,
    "FOR_ITER": _iterates,
}
_CALLS: Dict[str, Wrapper] = {
    name: _calls
    for name in ("CALL", "CALL_FUNCTION", "CALL_FUNCTION_KW", "CALL_METHOD", "CALL_FUNCTION_EX")
    if name in opcode.opmap
}
