"""The controller of a debuggee that is driven over the wire: stops out, requests in, and no policy.

Everything here runs on the program's threads, between two of its instructions, one stop at a time; nothing
runs beside the program. While it runs it is asked to look at the wire by a signal. Faults of ours end the
process with a report; the end of the wire ends it silently, since nobody is left to see it.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from typing import Any, Callable, Dict, NoReturn, Optional, Set, Tuple

from .. import protocol
from ..protocol import (
    PROTOCOL_VERSION,
    Breakpoint,
    BreakpointsChanged,
    Crashed,
    Ended,
    InputDone,
    InputWanted,
    Launch,
    Listed,
    OpcodesSent,
    Ready,
    RequestRefused,
    Resumed,
    Snapshot,
    SourceSent,
    Stopped,
)
from ..vm.frame import Frame
from ..vm.interpreter import Interpreter
from ..vm.link import VMError
from ..vm.stops import Resume, Stop
from ..wire import Message, Wire, WireClosed, WireError
from .announced_input import Announcer, install
from .answering import Answering
from .breakpoints import UNCAUGHT, Breakpoints
from .endings import ending
from .interrupts import set_natively
from .listings import Listings
from .opcodes import opcode_records
from .program import Program
from .sampling import calling_place, take_sample
from .snapshot import take
from .sources import Sources
from .stopreasons import counting_stop
from .undisturbed import Undisturbed
from .where import Resolver, WhereError

FAULT = 70  # exit status after a fault of ours (sysexits.h, EX_SOFTWARE)
_NO_SOCKET = (errno.EBADF, errno.ENOTSOCK)  # the program has closed the descriptor, or taken it for a file
_HOWS = ("step", "next", "finish", "line", "until", "continue")

_exit, _getpid = os._exit, os.getpid
_format_exception, _exc_info = traceback.format_exception, sys.exc_info


class Server(Answering):
    """One debuggee. Made before anything runs; the interpreter then calls it as its controller."""

    def __init__(self, wire: Wire, launch: Launch) -> None:
        self._wire = wire
        self._launch = launch
        self._sources = Sources()
        self._listings = Listings(self._sources)
        self._breakpoints: Optional[Breakpoints] = None
        self._announcer = Announcer(self._tell_wanted, self._tell_done)
        super().__init__()
        self._told: Set[object] = set()  # files and keys of listings that have been sent
        self._interpreter: Optional[Interpreter] = None  # while the program runs
        self._told_points: Optional[Tuple[Breakpoint, ...]] = None
        self._number = 0  # of stops
        self._stop: Optional[Stop] = None  # while stopped
        self._how = "step"  # the last resume
        self._alone = False  # a forked child, or the wire is gone: the program runs on undisturbed

    # ---- before the program ----

    def prepare(self, program: Program, is_interpreted: Callable[[str], bool]) -> None:
        """Resolve the breakpoints of the launch, then say Ready. WhereError when one names nothing."""
        if program.source is not None:
            self._sources.add(program.file, program.source)
        resolver = Resolver(program.code, self._sources, is_interpreted)
        breakpoints = self._breakpoints = Breakpoints(resolver, self._listings)
        dropped = breakpoints.restore(self._launch.saved or ())
        for text in self._launch.breakpoints:
            breakpoints.add_where(text)
        if self._launch.saved is None:
            breakpoints.add_where(UNCAUGHT)
        self._send(Ready(PROTOCOL_VERSION, sys.version.split()[0], _getpid()))
        self._tell_listing(self._listings.key(program.code))
        self._tell_breakpoints()
        if dropped:
            what = "a breakpoint is" if len(dropped) == 1 else f"{len(dropped)} breakpoints are"
            self._send(RequestRefused(f"{what} not there any more: {', '.join(dropped)}"))

    def run(self, interpreter: Interpreter, program: Program) -> None:
        """Run the program to its end; what it raises passes through."""
        self._interpreter = interpreter
        self._heed_exceptions()
        install(self._announcer)
        if hasattr(signal, "SIGURG"):
            set_natively(signal.SIGURG, lambda number, frame: interpreter.request_attention())
        try:
            interpreter.run_main(program.code, program.namespace)
        except VMError:
            self._crash()

    # ---- what the interpreter asks ----

    def stopped(self, stop: Stop) -> Optional[Resume]:
        """Show the stop, and serve requests until one resumes."""
        error = stop.exception
        if error is None:
            error = _exc_info()[1]  # SystemExit is only on its way
        with Undisturbed() as self._undisturbed:
            try:
                if self._alone:
                    return Resume("continue")
                if stop.frame is None:
                    self._send(Ended(*ending(error)))
                    return None
                assert self._breakpoints is not None
                counting = counting_stop(stop, self._breakpoints)
                return None if counting is None else self._converse(counting)
            except BaseException:  # whatever it is, it is no exception of the program's
                self._crash()
            finally:
                del error

    def attend(self) -> bool:
        """Serve what has arrived while running; whether to stop."""
        with Undisturbed():
            try:
                return self._attend()
            except BaseException:  # as above
                self._crash()

    def _attend(self) -> bool:
        wants_stop = False
        while not self._alone and self._poll():
            try:
                request = self._wire.take()
            except WireError:
                continue
            if type(request) is protocol.Pause:
                wants_stop = True
            elif request is not None:
                self._serve(request)
        return wants_stop

    def input_wanted(self, prompt: str) -> None:
        """The program is about to wait for a line."""
        self._announcer.begin(prompt)

    def input_done(self) -> None:
        """The program has its line."""
        self._announcer.end()

    # ---- a stop ----

    def _converse(self, stop: Stop) -> Resume:
        self._number += 1
        self._stop = stop
        self._show(0)
        resume = None
        while resume is None and not self._alone:
            resume = self._serve(self._receive())
        self._stop = None
        if resume is None:
            return Resume("continue")
        self._send(Resumed())
        return resume

    def _show(self, selected: int) -> None:
        """Send the snapshot of the stop, and before it all that it names and has not been sent."""
        assert self._stop is not None
        snapshot: Snapshot = take(self._stop, self._number, self._listings, selected)
        for header in snapshot.frames:
            if header.code:
                self._tell_listing(header.code)
        self._tell_breakpoints()
        self._send(Stopped(snapshot))

    def _tell_listing(self, key: int) -> bool:
        """Send a listing, unless that has been done; whether there is one."""
        if key in self._told:
            return True
        listing = self._listings.listing(key)
        if listing is None:
            return False
        if not self._told:
            self._send(OpcodesSent(opcode_records()))
        self._told.add(key)
        if listing.file not in self._told:
            self._told.add(listing.file)
            self._send(SourceSent(self._sources.source(listing.file)))
        self._send(Listed(listing))
        return True

    def _tell_breakpoints(self) -> None:
        assert self._breakpoints is not None
        points = self._breakpoints.points
        if points != self._told_points:
            self._told_points = points
            self._send(BreakpointsChanged(points))

    # ---- requests ----

    def _serve(self, request: Message) -> Optional[Resume]:
        """Answer one request; a resume is handed back."""
        handler = _HANDLERS.get(type(request).__name__)
        if handler is None:
            self._send(RequestRefused(f"the debuggee does not know {type(request).__name__}"))
            return None
        try:
            return handler(self, request)
        except WhereError as error:
            self._send(RequestRefused(str(error)))
            return None

    def on_Resume(self, request: protocol.Resume) -> Optional[Resume]:
        """Go on, if that is possible."""
        frame = self._frame(request.frame)
        if self._stop is None:
            refusal = "the program is running"
        elif request.how not in _HOWS:
            refusal = f"there is no way to go on called {request.how!r}"
        elif frame is None:
            refusal = "that frame is not there any more"
        elif request.how == "until" and request.offset not in frame.program.index_at:
            refusal = f"no instruction of {frame.program.qualname} is at offset {request.offset}"
        else:
            self._how = request.how
            return Resume(request.how, frame, request.offset)
        self._send(RequestRefused(refusal))
        return None

    def _frame(self, number: int) -> Optional[Frame]:
        """The frame of the chain with that number; the innermost for 0."""
        frame = None if self._stop is None else self._stop.frame
        while frame is not None and number and frame.serial != number:
            frame = frame.back
        return frame

    def on_SelectFrame(self, request: protocol.SelectFrame) -> None:
        """Send the snapshot again with another frame in full."""
        if self._stop is None:
            self._send(RequestRefused("the program is running"))
            return
        try:
            self._show(request.index)
        except IndexError:
            self._send(RequestRefused("CPython runs that frame itself: there is nothing to show of it"))

    def on_SendListing(self, request: protocol.SendListing) -> None:
        """Send one listing."""
        self._told.discard(request.code)
        if not self._tell_listing(request.code):
            self._send(RequestRefused(f"there is no code object number {request.code}"))

    def on_AddBreakpoint(self, request: protocol.AddBreakpoint) -> None:
        """Set a breakpoint; one without a file is in words."""
        assert self._breakpoints is not None
        point = request.point
        if point.file or point.kind != "place":
            self._breakpoints.add(point)
        else:
            self._breakpoints.add_where(point.where)
        self._breakpoints_changed()

    def on_ChangeBreakpoint(self, request: protocol.ChangeBreakpoint) -> None:
        """Put a breakpoint in the place of another."""
        assert self._breakpoints is not None
        self._breakpoints.change(request.old, request.new)
        self._breakpoints_changed()

    def on_RemoveBreakpoint(self, request: protocol.RemoveBreakpoint) -> None:
        """Remove a breakpoint."""
        assert self._breakpoints is not None
        self._breakpoints.remove(request.point)
        self._breakpoints_changed()

    def _breakpoints_changed(self) -> None:
        self._told_points = None  # it is answered even when nothing has changed
        self._tell_breakpoints()
        self._heed_exceptions()

    def _heed_exceptions(self) -> None:
        """Have the interpreter ask about those exceptions that breakpoints are on."""
        if self._interpreter is not None and self._breakpoints is not None:
            self._interpreter.stop_on_raise = self._breakpoints.watches_exceptions("raise")
            self._interpreter.stop_on_uncaught = self._breakpoints.watches_exceptions("uncaught")

    def on_Pause(self, request: protocol.Pause) -> None:
        """It has stopped for another reason in the meantime."""

    def on_Sample(self, request: protocol.Sample) -> None:
        """Say how fast the program is and where, unless it has stopped in the meantime."""
        if self._stop is None:
            take_sample(self._send)

    def on_Quit(self, request: protocol.Quit) -> None:
        """End now, without a word to the program."""
        _exit(0)

    # ---- the wire ----

    def _send(self, message: Message) -> None:
        if not self._alone:
            try:
                self._wire.send(message)
            except WireClosed as error:
                self._lose(error)

    def _receive(self) -> Message:
        while True:
            try:
                return self._wire.receive()
            except WireClosed as error:
                self._lose(error)
                return protocol.Resume("continue")
            except WireError:
                continue  # what the program has written into the descriptor is no message

    def _poll(self) -> bool:
        try:
            return self._wire.poll()
        except WireClosed as error:
            self._lose(error)
            return False

    def _lose(self, error: WireClosed) -> None:
        """The session is gone: end, unless it is the program that has closed the descriptor."""
        cause = error.__context__
        if not (isinstance(cause, OSError) and cause.errno in _NO_SOCKET):
            _exit(0)
        self._run_alone()

    def forked(self) -> None:
        """A child leaves the session to its parent."""
        if not self._alone:
            self._wire.abandon()
            self._run_alone()

    def _run_alone(self) -> None:
        self._alone = True
        if self._breakpoints is not None:
            self._breakpoints.close()
            self._breakpoints = None

    def _crash(self) -> NoReturn:
        """Report the fault being handled, and end the process."""
        try:
            report = "".join(_format_exception(*_exc_info()))
        except Exception:  # the program has taken away what traceback needs
            report = repr(_exc_info()[1])
        try:
            self._send(Crashed(report))
        finally:
            _exit(FAULT)

    def _tell_wanted(self, prompt: str) -> None:
        self._send(InputWanted(prompt, calling_place()))

    def _tell_done(self) -> None:
        self._send(InputDone())


_Handler = Callable[[Server, Any], Optional[Resume]]
_HANDLERS: Dict[str, _Handler] = {
    name[3:]: method
    for cls in (Answering, Server)
    for name, method in vars(cls).items()
    if name.startswith("on_")
}
