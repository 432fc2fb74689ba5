"""The tracing of one guest thread: what CPython keeps of it in a thread state, and calling the functions."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, List, Optional, Tuple

from ..frame import NULL, Frame, cell_value
from ..hostcalls import locals_of
from ..lasti import lasti_of
from ..link import Entry, VMError, trap
from ..nativecalls import call_native
from ..signals import LEAVE, RERAISE, Signal
from ..tracebacks import add_entry, strip
from ..versions import HOST, PY310, PY311, PY312
from ..views import trace_of, view_of

if TYPE_CHECKING:
    from ..machine import Machine

Wrapped = Tuple[Any, Any, int]  # the entry of an instruction that is run with events of its own around it


class ThreadTracing:
    """A thread's trace and profile function, and whether one of them is running."""

    def __init__(self, machine: Machine) -> None:
        self._machine = weakref.ref(machine)  # it must die with its thread
        self.trace_function: Any = None
        self.profile_function: Any = None
        self.nesting = 0  # functions called for events that are running: they are not traced themselves
        self.event = ""  # what the innermost of them was called for
        self.frame: Optional[Frame] = None  # and in which frame
        self.period = 0  # grows each time tracing begins

    @property
    def machine(self) -> Machine:
        """The thread's machine, which has this."""
        machine = self._machine()
        assert machine is not None
        return machine

    def set_trace(self, function: Any) -> None:
        """sys.settrace() for this thread."""
        self.trace_function = function
        self.attend()

    def set_profile(self, function: Any) -> None:
        """sys.setprofile() for this thread."""
        self.profile_function = function
        self.attend()

    def set_opcodes(self, frame: Frame, wanted: bool) -> None:
        """Set f_trace_opcodes."""
        trace_of(frame).opcodes = wanted

    def is_wanted(self) -> bool:
        """Whether anybody wants events."""
        return self.trace_function is not None or self.profile_function is not None

    def attend(self) -> None:
        """Have the machine look up before each instruction while events are wanted."""
        machine = self.machine
        if not self.is_wanted():
            machine.tracer = None
        elif machine.tracer is None:
            self.period += 1
            machine.tracer = self
            machine.request_attention()

    def call_back(self, frame: Frame, function: Any, event: str, *arguments: Any) -> Any:
        """Call a function for an event in a frame; events that happen in it are not reported."""
        outer, self.event, self.frame = (self.event, self.frame), event, frame
        self.nesting += 1
        try:
            return call_native(frame, function, arguments)
        finally:
            self.nesting -= 1
            self.event, self.frame = outer
            self.machine.request_attention()

    def trace(self, frame: Frame, event: str, argument: Any, what: str = "") -> Optional[BaseException]:
        """Call the trace function as trace_trampoline does (Python/sysmodule.c); returns what it raises."""
        record = trace_of(frame)
        function = self.trace_function if event == "call" else record.function
        if function is None:
            return None
        try:
            result = self._call_with_locals(frame, function, event, argument, what)
        except VMError:
            raise
        except BaseException as error:
            self.set_trace(None)
            record.function = None
            return _from_callback(frame, error)
        if result is not None:
            record.function = result
        return None

    def profile(self, frame: Frame, event: str, argument: Any, what: str = "") -> Optional[BaseException]:
        """Call the profile function; returns what it raises."""
        if self.profile_function is None:
            return None
        try:
            self._call_with_locals(frame, self.profile_function, event, argument, what)
        except VMError:
            raise
        except BaseException as error:
            self.set_profile(None)
            return _from_callback(frame, error)
        return None

    def _call_with_locals(self, frame: Frame, function: Any, event: str, argument: Any, what: str) -> Any:
        """Up to 3.12 f_locals is a copy, which is made before and written back afterwards."""
        arguments = view_of(frame), event, argument
        if HOST > PY312 or frame.namespace is not None:
            return self.call_back(frame, function, what or event, *arguments)
        if frame.locals_dict is not None:
            locals_of(frame)
        try:
            return self.call_back(frame, function, what or event, *arguments)
        finally:
            if frame.locals_dict is not None:
                write_back(frame)

    def call_tracing(self, function: Any, arguments: Any) -> Any:
        """sys.call_tracing(): call a function with tracing on, from within a trace function."""
        nesting, self.nesting = self.nesting, 0
        self.machine.request_attention()
        if HOST == PY311:  # it forgets to, until somebody sets a trace function (_PyEval_CallTracing)
            self.machine.tracer = None
        try:
            return function(*arguments)
        finally:
            self.nesting = nesting
            self.attend()


def _from_callback(frame: Frame, error: BaseException) -> BaseException:
    """Up to 3.10 call_trampoline adds a traceback entry for the traced frame (Python/sysmodule.c)."""
    strip(error)
    if HOST <= PY310:
        add_entry(error, frame, frame.pc - 1, lasti_of(frame))
    return error


def write_back(frame: Frame) -> None:
    """Set the variables of a function from its f_locals (Objects/frameobject.c, PyFrame_LocalsToFast)."""
    values, program = frame.locals_dict, frame.program
    assert values is not None
    for slot, name in enumerate(program.slot_names):
        value = values.get(name, NULL)
        if slot not in program.cell_slots:
            frame.locals[slot] = value
        elif cell_value(frame.locals[slot]) is not value:
            _set_cell(frame.locals[slot], value)


def _set_cell(cell: Any, value: Any) -> None:
    if value is NULL:
        del cell.cell_contents
    else:
        cell.cell_contents = value


# ---- instructions that are run otherwise while there are events ----


def wrapped(wrapper: Any, frame: Frame, entry: Entry) -> Entry:
    """The entry that runs an instruction by way of ``wrapper``; a trap stays what it is."""
    if entry[0] is trap:
        return entry
    return wrapper, entry, frame.pc + 1


def run_wrapped(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """Run the instruction itself."""
    handler, operand, frame.pc = entry
    signal: Optional[Signal] = handler(frame, stack, operand)
    return signal


def next_item(tracer: Any, frame: Frame, iterator: Any) -> Tuple[Any, ...]:
    """What an iterator gives, in a tuple; an empty one when it has ended, which the tracer hears of."""
    stop = None
    try:
        return (next(iterator),)
    except StopIteration as error:
        stop = error
    if tracer is not None:
        tracer.loop_ended(frame, stop, iterator)  # what it raises is lost here
    stop = None  # its traceback holds this function's frame, and that the iterator
    return ()


def raising(frame: Frame, error: BaseException, signal: Signal) -> Entry:
    """An entry that raises in the place of the instruction that the frame's pc is behind."""
    frame.machine.raised = error
    return _signal, signal, frame.pc


def _signal(frame: Frame, stack: List[Any], signal: Signal) -> Signal:
    return signal


def leave_with(frame: Frame, error: BaseException) -> Signal:
    """Leave a frame by an exception that none of its own handlers gets to see."""
    machine = frame.machine
    frame.stack.clear()
    if frame.is_entry:
        machine.failure = error
        return LEAVE
    if HOST < PY311:
        frame.block_stack.clear()
    machine.raised = error
    return RERAISE


def resume_at(frame: Frame, index: int, place: int) -> None:
    """Make a frame that is about to yield go on somewhere else than behind its YIELD_VALUE."""
    frame.entries = [frame.program.single(each.index) for each in frame.program.instructions]
    frame.entries[index] = _go, place, index


def _go(frame: Frame, stack: List[Any], place: int) -> None:
    frame.entries = frame.program.entries
    frame.pc = place


def skip_to_place(frame: Frame) -> None:
    """Go there, if that is what comes next, before any event."""
    handler, place, _ = frame.entries[frame.pc]
    if handler is _go:
        _go(frame, frame.stack, place)
