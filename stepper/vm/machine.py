"""The loop: fetch, decode, dispatch; and what a thread of the guest has: frames, handled exception, eval
breaker.

The loop asks one flag before each instruction, as CPython does at some of them. Everything that is not in use
costs nothing more: a breakpoint is a trap in the instruction's place, "next" and "finish" are traps in one
frame, and only "step" keeps the flag up. C code that calls a guest function enters a nested loop; the frame
chain is still one.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from typing import TYPE_CHECKING, Any, Callable, Collection, List, Optional

from .breaker import breaker_index
from .frame import Frame, HandledException
from .link import Entry, VMError, trap
from .meter import Meter
from .pictures import EmptyPicture
from .recursion import RECURSION_TEXT, SPARE_RUNS, deepest, depth_to_look_at, is_too_deep, provide_runs
from .signals import LEAVE, RAISE, SWITCH, TRAP
from .stopping import stop_if_wanted
from .threads import FAILED, name_of
from .tracebacks import is_born_in_catching
from .traps import entries_with_traps, untrapped
from .unwind import set_context, unwind
from .versions import HOST, PY312

if TYPE_CHECKING:
    from .interpreter import Interpreter

PATIENCE = 20_000  # instructions for cleaning up in a thread that is made to end


class Machine:
    """The state of one guest thread. All methods are called on that thread, but for ``request_attention``."""

    __slots__ = (
        "__weakref__",
        "armed",
        "deepest",
        "depth",
        "depth_to_look_at",
        "empty_pictures",
        "eval_breaker",
        "failure",
        "follow_up",
        "frame",
        "handled",
        "has_returned",
        "ident",
        "interpreter",
        "is_doomed",
        "is_outside",
        "meter",
        "number",
        "patience",
        "pending",
        "policy",
        "provided_runs",
        "raised",
        "raised_at",
        "recursion_limit",
        "result",
        "returned",
        "runs",
        "thrown",
        "tracer",
        "tracing",
    )

    def __init__(self, interpreter: Interpreter, number: int) -> None:
        self.interpreter = interpreter
        self.number = number  # of the interpreter's threads; the first is 1
        self.ident = get_ident()
        self.is_outside = False  # the thread only looks at the program: it is never stopped, and never held
        self.patience = PATIENCE
        self.is_doomed = False  # whatever exception is on its way, no guest code handles it
        self.frame: Optional[Frame] = None
        self.handled = HandledException()
        # Up while it is not empty: to ask a list at hand takes a third of what an attribute takes up to 3.10.
        self.eval_breaker: List[bool] = []
        if interpreter.elsewhere.watching:
            self.request_attention()
        self.depth = 0  # guest frames of this thread, those below native code included
        self.runs = self.provided_runs = 0  # that are nested, and that the host's recursion limit allows for
        self.limit_depth(interpreter.recursion_limit)
        self.result: Any = None  # what the run that was just left hands to its caller
        self.raised: Optional[BaseException] = None  # beside RAISE and RERAISE
        self.failure: Optional[BaseException] = None  # beside FAILED
        self.raised_at = -1  # beside RERAISE: code unit of the original failure, or -1
        self.thrown: Optional[BaseException] = None  # by throw(), which has seen to its context
        self.pending: List[Callable[[Frame], None]] = []  # to be called at the next eval-breaker point
        self.empty_pictures: List[EmptyPicture] = []  # in tracebacks, of frames that run on
        self.policy = interpreter.elsewhere
        self.armed: List[Frame] = []  # frames that hold traps
        # While there is one, asked before every instruction: has happened what the controller waits for?
        self.follow_up: Optional[Callable[[Frame], bool]] = None
        self.returned: Any = None
        self.tracing: Any = None  # of the guest by itself: a tracing.thread.ThreadTracing
        self.tracer: Any = None  # the same while somebody wants events, else None
        self.has_returned = False
        self.meter: Optional[Meter] = None  # while a few instructions are timed

    # ---- running ----

    def run_nested(self, frame: Frame, box: Optional[List[Optional[BaseException]]] = None) -> Any:
        """Run a frame that C code (or nobody) called until it is left; return its value, or FAILED.

        ``box`` may hold an exception to begin with, and is emptied. The exception that has left the frame is
        then in ``failure``: the host does not see it raised.
        """
        depth = self.depth
        if depth >= self.depth_to_look_at and is_too_deep(self):
            self.failure = RecursionError(RECURSION_TEXT)
            set_context(self.failure, self.handled_exception())
            return FAILED
        caller, runs = self.frame, self.runs
        frame.back = caller
        frame.is_entry = True
        self.depth = depth + 1
        self.runs = runs + 1
        if runs >= self.provided_runs:
            provide_runs(self)
        try:
            if self.tracer is not None:
                box = [None] if box is None else box
                if not self.tracer.entered(frame, box):
                    return FAILED
            self._run(frame, box)
            if self.failure is not None:
                return FAILED
            value, self.result = self.result, None
            return value
        finally:
            self.frame = caller
            self.depth = depth
            self.runs = runs
            if runs < self.provided_runs - SPARE_RUNS:
                provide_runs(self)
            if self.armed:  # the loop below holds entries from before the traps: it must look again
                self.request_attention()

    def _run(self, frame: Frame, box: Optional[List[Optional[BaseException]]]) -> None:
        """The loop.

        ``box`` may hold an exception to begin with; a box, so that no caller keeps it alive.
        """
        self.frame = frame
        eval_breaker = self.eval_breaker
        error = None if box is None else box.pop()
        is_new: Optional[bool] = True  # the exception gets a traceback entry for this frame
        while True:
            if error is not None:
                box = [error]
                error = None
                handling = unwind(self, frame, box, is_new)
                if handling is None:
                    return
                frame = handling
                del handling  # a frame dies with its call, not with the next exception
                is_new = True
            try:
                program, stack = frame.entries, frame.stack
                while True:
                    if eval_breaker:
                        handler, operand, frame.pc = self._attend(frame)
                        program = frame.entries
                    else:
                        handler, operand, frame.pc = program[frame.pc]
                    signal = handler(frame, stack, operand)
                    if signal is None:
                        continue
                    if signal is TRAP:
                        handler, operand, frame.pc = self._trapped(frame)
                        program = frame.entries
                        signal = handler(frame, stack, operand)
                        if signal is None:
                            continue
                    if signal is SWITCH:
                        frame = self.frame
                        program, stack = frame.entries, frame.stack
                    elif signal is LEAVE:
                        return
                    else:
                        is_new = signal is RAISE
                        error, self.raised = self.raised, None
                        break
            except VMError:
                raise
            except BaseException as raised:
                error = raised
                if HOST < PY312 and is_born_in_catching(raised, _RUN):
                    is_new = None

    @property
    def name(self) -> str:
        """The name of the thread."""
        return name_of(self.ident) or f"thread {self.number}"

    # ---- stopping ----

    def _attend(self, frame: Frame) -> Entry:
        """The eval breaker is up: see to what is wanted, and return the entry to run next."""
        self.eval_breaker.clear()  # first, so that a request made meanwhile is not lost
        if self.meter is not None and self.meter.is_full:
            self._report_speed()
        interpreter = self.interpreter
        interpreter.gate.pass_through(self)
        if interpreter.is_ending:
            self._end(frame)
        if self.pending:
            at = breaker_index(frame)
            if at >= 0:
                self._call_pending(frame, at)
        if self.tracer is not None:
            failing: Optional[Entry] = self.tracer.before(frame)
            if failing is not None:
                self.request_attention()
                return failing
        if self.armed and self.policy is interpreter.elsewhere:  # a stop in another thread has ended our step
            self.disarm()
        own = frame.entries is not frame.program.entries
        entry = frame.entries[frame.pc] if own else frame.program.single(frame.pc)
        is_asked = self.policy.watching or self.follow_up or interpreter.wants_attention
        if is_asked and stop_if_wanted(self, frame):
            entry = untrapped(frame)
        if self.policy.watching or self.follow_up or self.pending or interpreter.wants_attention:
            self.eval_breaker.append(True)  # at every step: no call of a function
        if self.meter is not None and self.tracer is None:
            return self.meter.run(self, frame, entry)
        return entry if self.tracer is None else self._traced(frame, entry)

    def _report_speed(self) -> None:
        """Enough instructions have been timed: say so, while no other thread does."""
        meter, self.meter = self.meter, None
        gate = self.interpreter.gate
        if meter is not None and gate.enter(self):
            try:
                meter.report()
            finally:
                gate.leave()

    def _traced(self, frame: Frame, entry: Entry) -> Entry:
        """How to run an instruction while the guest traces itself."""
        if not self.tracer.nesting:
            self.request_attention()
        traced: Entry = self.tracer.wrap(frame, entry)
        return traced

    def _end(self, frame: Frame) -> None:
        """Raise SystemExit, so that the guest can clean up; if it has still not ended PATIENCE instructions
        later, once more, and then none of it is asked any more whether it handles that.
        """
        self.request_attention()
        self.patience -= 1
        if 0 < self.patience < PATIENCE - 1 or self.is_outside:
            return
        self.is_doomed = self.patience <= 0
        frame.pc += 1  # raised at the instruction to come
        raise SystemExit

    def _call_pending(self, frame: Frame, at: int) -> None:
        """Do what was left to the eval breaker; what is raised there is raised at the instruction it stands
        at.
        """
        pc, frame.pc = frame.pc, at + 1
        try:
            while self.pending:
                self.pending.pop(0)(frame)
            frame.pc = pc
        finally:
            if self.pending:
                self.request_attention()

    def _trapped(self, frame: Frame) -> Entry:
        """A trap was met in place of an instruction: stop if there is a reason, and return the original
        entry.
        """
        stop_if_wanted(self, frame)
        if self.policy.watching or self.follow_up:
            self.request_attention()
        entry = untrapped(frame)
        return entry if self.tracer is None else self._traced(frame, entry)

    def arm(self, frame: Frame, stops: Collection[int]) -> None:
        """Give a frame entries of its own, with a trap before each instruction with one of these indexes."""
        frame.entries = entries_with_traps(frame.program, stops)
        self.armed.append(frame)

    def trap_breakpoints(self) -> None:
        """Set traps for the breakpoints of armed frames that have come since; from any thread."""
        for frame in list(self.armed):
            for index in list(frame.program.breakpoints):
                frame.entries[index] = (trap, None, index)

    def disarm(self) -> None:
        """Take all traps out of frames again."""
        for frame in self.armed:
            frame.entries = frame.program.entries
        self.armed.clear()

    def note_returned(self, value: Any) -> None:
        """Keep what a frame returns for the next stop to show."""
        self.returned, self.has_returned = value, True

    def set_recursion_limit(self, limit: int) -> None:
        """Change the guest's recursion limit. RecursionError when the guest is deeper than that already."""
        depth = self.depth + (HOST < PY312)  # the call of sys.setrecursionlimit() counts up to 3.11
        if depth >= limit:
            raise RecursionError(
                f"cannot set the recursion limit to {limit} at the recursion depth {depth}: "
                "the limit is too low"
            )
        self.interpreter.set_recursion_limit(limit)

    def limit_depth(self, limit: int) -> None:
        """Set this thread's recursion limit."""
        self.recursion_limit = limit
        self.depth_to_look_at = depth_to_look_at(limit)
        self.deepest = deepest(limit)

    def request_attention(self) -> None:
        """Make the loop look up before its next instruction.

        May be called from a signal handler or another thread.
        """
        self.eval_breaker[:] = (True,)

    def handled_exception(self) -> Optional[BaseException]:
        """The exception being handled: the guest's innermost, else that of the native code that called us."""
        handled = self.handled
        exception = handled.value
        if exception is None and handled.previous is not None:
            exception = handled.previous.top()
        return exception if exception is not None else sys.exc_info()[1]


_RUN = Machine.__dict__["_run"].__code__
