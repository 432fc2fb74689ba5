"""Starts a debuggee and drives it: all that a front end needs, nothing of any front end.

Requests come from any thread and return at once; what they lead to arrives as events. The state is up to date
before the listener hears of the event that changed it. The listener is called on the session's reader thread,
one event at a time, and while it works nothing more is read, so a program that prints without end waits for
it. Everything that may be read and written by two threads is guarded by ``_lock``, which is never held while
the listener runs.
"""

from __future__ import annotations

import threading
from time import monotonic
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from . import launcher
from .activity import Activity, Watch
from .history import History
from .life import Event, Exited, Life, Output
from .observed import observe
from .protocol import (
    PROTOCOL_VERSION,
    AddBreakpoint,
    Breakpoint,
    BreakpointsChanged,
    ChangeBreakpoint,
    Crashed,
    InputDone,
    InputWanted,
    Launch,
    Listed,
    Listing,
    Opcode,
    OpcodesSent,
    Pause,
    Progress,
    Ready,
    Refused,
    RemoveBreakpoint,
    RequestRefused,
    Resume,
    Resumed,
    Sample,
    SelectFrame,
    SendListing,
    Snapshot,
    SourceSent,
    Stopped,
)
from .questions import Complete, Evaluate, Execute, Inspect, Open

__all__ = ["Event", "Exited", "Output", "Session", "SessionError"]

Listener = Callable[[Event], None]


class SessionError(Exception):
    """The request is impossible now; the text is one sentence for the user."""


class Session:
    """A program being stepped, over as many lives of its process as there are restarts.

    ``state`` is "new", "starting", "paused", "running" or "ended". While there is no ``listener``, events
    wait for one: a front end can see that the program has started before it takes the screen.
    """

    def __init__(
        self, launch: Launch, python: Optional[str] = None, listener: Optional[Listener] = None
    ) -> None:
        self.launch = launch
        self.python = python
        self.state = "new"
        self.waiting_for_input = False
        self.snapshot: Optional[Snapshot] = None
        self.history = History()  # every stop of this life
        self.listings: Dict[int, Listing] = {}
        self.opcodes: Dict[str, Opcode] = {}  # of the program's interpreter
        self.sources: Dict[str, str] = {}
        self.breakpoints: Tuple[Breakpoint, ...] = ()
        self.python_version = ""
        self.pid = 0
        self._life: Optional[Life] = None
        self._watch: Optional[Watch] = None  # of the run in course, or the last one
        self._executable: Optional[str] = None
        self._resuming = False  # a Resume has been sent and neither Resumed nor refused yet
        self._points: Optional[Tuple[Breakpoint, ...]] = None  # as the last life that had started has told
        self._refusal: Optional[str] = None
        self._said = ""  # what came out before the debuggee was ready
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._delivery = threading.Lock()
        self._listener = listener
        self._waiting_events: List[Event] = []

    # ---- life ----

    def start(self) -> None:
        """Start the program's process; raises SessionError when its interpreter can't be started."""
        with self._lock:
            if self.state != "new":
                raise SessionError("the session has been started already")
        self._begin(self.launch)

    def restart(self) -> None:
        """End the process and start it again, with the breakpoints as they stand now."""
        with self._lock:
            if self._life is None:
                raise SessionError("the session has not been started")
            launch = self.launch
            if self._points is not None:
                # They are set again from their records: a code object's name alone may be ambiguous.
                launch = launch._replace(breakpoints=(), saved=self._points)
        self._end_life()
        self._begin(launch)

    def close(self) -> None:
        """End the process. Nothing of it is left when this returns."""
        self._end_life()
        with self._lock:
            self.state = "ended"
            self._changed.notify_all()

    def kill(self) -> None:
        """Kill the program's process; Exited follows."""
        self._living().kill()

    def wait_started(self) -> Optional[str]:
        """Wait until the program is ready to run. Returns None then, else why it can't be started."""
        with self._changed:
            while self.state == "starting" and not self.python_version:
                self._changed.wait()
            if self.python_version:
                return None
            return self._refusal or f"{self._executable} did not start the program: {self._said.strip()}"

    def wait_ended(self) -> None:
        """Wait until the program's process has ended."""
        with self._changed:
            while self.state != "ended":
                self._changed.wait()

    def _begin(self, launch: Launch) -> None:
        with self._lock:
            self.state = "starting"
            self.waiting_for_input = self._resuming = False
            self.snapshot, self.python_version, self.pid = None, "", 0
            self.listings, self.sources, self.breakpoints = {}, {}, ()
            self.history.clear()
            self._refusal, self._said = None, ""
        try:
            if self._executable is None:
                self._executable = launcher.find(self.python)
            life = Life(self._executable, self._hear)
        except launcher.LaunchError as error:
            with self._lock:
                self.state = "ended"
            raise SessionError(str(error)) from None
        with self._lock:
            self._life, self.pid = life, life.pid
        life.send(launch)

    def _end_life(self) -> None:
        with self._lock:
            life, self._life = self._life, None
        if life is not None:
            life.end()

    def _living(self) -> Life:
        with self._lock:
            if self._life is None or self.state == "ended":
                raise SessionError("the program has ended")
            return self._life

    # ---- requests ----

    def step(self) -> None:
        """Run one instruction, into calls."""
        self._resume("step")

    def next(self, frame: int = 0) -> None:
        """Run one instruction of *frame*, over calls."""
        self._resume("next", frame)

    def finish(self, frame: int = 0) -> None:
        """Run until *frame* returns."""
        self._resume("finish", frame)

    def line(self, frame: int = 0) -> None:
        """Run until *frame* comes to another line."""
        self._resume("line", frame)

    def until(self, offset: int, frame: int = 0) -> None:
        """Run until *frame* comes to the byte *offset*."""
        self._resume("until", frame, offset)

    def continue_(self) -> None:
        """Run to the next breakpoint or to the end."""
        self._resume("continue")

    def pause(self) -> None:
        """Stop at the next instruction."""
        with self._lock:
            life = self._living()
            if self.state != "running":
                raise SessionError("the program is not running")
        life.tell(Pause())

    def look(self) -> Optional[Activity]:
        """What the running program is doing, and have it asked anew; None when it does not run."""
        with self._lock:
            life, watch = self._life, self._watch
            if life is None or watch is None or self.state != "running":
                return None
            now = monotonic()
            asks = watch.look(now, observe(life.pid))
            activity = watch.activity(now)
        if asks:
            life.tell(Sample())
        return activity

    def select_frame(self, index: int) -> None:
        """Have the snapshot sent again with the frame at *index* (0 is the innermost) in full."""
        self._paused().send(SelectFrame(index))

    def add_breakpoint(self, point: Breakpoint) -> None:
        """Set a breakpoint; BreakpointsChanged or RequestRefused follows."""
        if self._has_ended:
            self._keep_points((*self.breakpoints, _at_a_place(point)))
        else:
            self._settled().tell(AddBreakpoint(point))

    def change_breakpoint(self, old: Breakpoint, new: Breakpoint) -> None:
        """Put a breakpoint in the place of another; BreakpointsChanged or RequestRefused follows."""
        if self._has_ended:
            made = _at_a_place(new)
            self._keep_points(tuple(made if point == old else point for point in self.breakpoints))
        else:
            self._settled().tell(ChangeBreakpoint(old, new))

    def remove_breakpoint(self, point: Breakpoint) -> None:
        """Remove a breakpoint; BreakpointsChanged or RequestRefused follows."""
        if self._has_ended:
            self._keep_points(tuple(known for known in self.breakpoints if known != point))
        else:
            self._settled().tell(RemoveBreakpoint(point))

    @property
    def _has_ended(self) -> bool:
        """Whether the program's life is over, and what is wanted is for the next one."""
        with self._lock:
            return self.state == "ended" and self._life is not None and self._points is not None

    def _keep_points(self, points: Tuple[Breakpoint, ...]) -> None:
        """Have these breakpoints in the next life, which will see whether there are such places."""
        assert self._life is not None
        self._hear(self._life, BreakpointsChanged(points))

    def evaluate(self, texts: Sequence[str], selected: int = 0) -> None:
        """Have the values of expressions told; Evaluated follows."""
        self._paused().send(Evaluate(tuple(texts), selected))

    def open(self, path: Sequence[str], start: int = 0, selected: int = 0) -> None:
        """Have the parts of a value told; Opened follows."""
        self._paused().send(Open(tuple(path), start, selected))

    def inspect(self, selected: int = 0) -> None:
        """Have all that a frame and its code object hold told; Inspected follows."""
        self._paused().send(Inspect(selected))

    def execute(self, text: str, selected: int = 0) -> None:
        """Run a line in the frame at *selected*; Executed and the changed stop follow."""
        self._paused().send(Execute(text, selected))

    def complete(self, text: str, selected: int = 0) -> None:
        """Have the names found that *text* may go on with; Completed follows."""
        self._paused().send(Complete(text, selected))

    def interrupt(self) -> None:
        """End what ``execute`` is running."""
        self._paused().tell(Pause())

    def send_listing(self, code: int) -> None:
        """Have the listing of a code object sent; Listed follows."""
        self._paused().send(SendListing(code))

    def send_input(self, text: str) -> None:
        """Type *text* on the program's terminal; a line ends with "\\n"."""
        self._living().type(text.encode("utf-8", "surrogateescape"))

    def end_input(self) -> None:
        """End the program's standard input, as Ctrl+D does."""
        self._living().type(b"", then_end=True)

    def _resume(self, how: str, frame: int = 0, offset: int = -1) -> None:
        with self._lock:
            life = self._paused()
            self.state, self._resuming = "running", True
            self._watch = Watch(monotonic())
        life.send(Resume(how, frame, offset))

    def _paused(self) -> Life:
        with self._lock:
            life = self._living()
            if self.state != "paused":
                raise SessionError(
                    "the program is running" if self.state == "running" else "the program is starting"
                )
            return life

    def _settled(self) -> Life:
        """The life, paused or running: it has told its breakpoints."""
        with self._lock:
            life = self._living()
            if self.state == "starting":
                raise SessionError("the program is starting")
            return life

    # ---- events ----

    @property
    def listener(self) -> Optional[Listener]:
        """Who hears the events; a new listener is told at once what it has missed."""
        return self._listener

    @listener.setter
    def listener(self, listener: Optional[Listener]) -> None:
        with self._delivery:
            self._listener = listener
            if listener is not None:
                waiting, self._waiting_events = self._waiting_events, []
                for event in waiting:
                    listener(event)

    def _hear(self, life: Life, event: Event) -> None:
        """Take an event in and pass it on; on the reader thread of *life*."""
        with self._delivery:
            with self._lock:
                if life.ended:
                    return  # the last words of a life before a restart
                self._take_in(life, event)
                self._changed.notify_all()
            if self._listener is None:
                self._waiting_events.append(event)
            else:
                self._listener(event)

    def _take_in(self, life: Life, event: Event) -> None:
        """Bring the state up to date."""
        if isinstance(event, Stopped):
            self.state, self.snapshot, self._resuming = "paused", event.snapshot, False
            self.waiting_for_input = False
            self.history.record(event.snapshot)
        elif isinstance(event, Resumed):
            self.state, self._resuming = "running", False
        elif isinstance(event, Progress):
            if self._watch is not None:
                self._watch.answer(event, monotonic())
        elif isinstance(event, Listed):
            self.listings[event.listing.code] = event.listing
        elif isinstance(event, OpcodesSent):
            self.opcodes = {opcode.name: opcode for opcode in event.opcodes}
        elif isinstance(event, SourceSent):
            self.sources[event.source.file] = event.source.text
        elif isinstance(event, BreakpointsChanged):
            self.breakpoints = self._points = event.points
        elif isinstance(event, (InputWanted, InputDone)):
            self.waiting_for_input = isinstance(event, InputWanted)
        elif isinstance(event, RequestRefused) and self._resuming:
            self.state, self._resuming = "paused", False
        elif isinstance(event, Ready):
            self._welcome(life, event)
        elif isinstance(event, (Refused, Crashed)):
            self._refusal = event.text
        elif isinstance(event, Output) and not self.python_version:
            self._said = (self._said + event.text)[-2000:]
        elif isinstance(event, Exited):
            self.state, self.waiting_for_input = "ended", False

    def _welcome(self, life: Life, ready: Ready) -> None:
        if ready.version != PROTOCOL_VERSION:
            self._refusal = (
                f"the debuggee speaks version {ready.version} of the protocol, not {PROTOCOL_VERSION}"
            )
            life.kill()
            return
        self.python_version = ready.python


def _at_a_place(point: Breakpoint) -> Breakpoint:
    """A breakpoint that needs no program to be read. SessionError when it is in words."""
    if point.kind == "place" and not point.file:
        raise SessionError("the program has ended: only a living one can read that")
    return point
