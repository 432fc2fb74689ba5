"""A debuggee without a machine: speaks the protocol, pretends to step, runs the program natively on continue.

Run by path, as the real one is: ``fake_debuggee.py wire DESCRIPTOR``.
"""

from __future__ import annotations

import os
import platform
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from stepper.guest import parent
from stepper.protocol import (
    PROTOCOL_VERSION,
    AddBreakpoint,
    Breakpoint,
    BreakpointsChanged,
    Ended,
    FrameHeader,
    Launch,
    Listed,
    Listing,
    Pause,
    Ready,
    Reason,
    Refused,
    RemoveBreakpoint,
    RequestRefused,
    Resume,
    Resumed,
    SelectFrame,
    Snapshot,
    Source,
    SourceSent,
    Stopped,
)
from stepper.wire import Wire, WireClosed

FILE = "/program.py"
LISTING = Listing(1, "<module>", FILE, 1, (), (), (), 1, (), (), (), (), ())


class Fake:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.stops = 0
        self.points: tuple[Breakpoint, ...] = ()

    def stop(self, kind: str, selected: int = 0) -> None:
        self.stops += 1
        header = FrameHeader(1, 1, "<module>", FILE, 1, 2 * self.stops, "vm")
        reasons = (Reason(kind, f"it is a {kind}"),)
        self.wire.send(
            Stopped(Snapshot(self.stops, reasons, "MainThread", 1, (header,), selected, None, None, None))
        )

    def serve(self, program: str) -> None:
        """Answer requests until the program is to be continued; run it then."""
        while True:
            request = self.wire.receive()
            if isinstance(request, Resume):
                if request.how == "until":
                    self.wire.send(RequestRefused(f"no instruction is at {request.offset}"))
                    continue
                self.wire.send(Resumed())
                if request.how == "continue":
                    return
                if request.how == "finish":  # a program that runs on until it is paused
                    while not isinstance(self.wire.receive(), Pause):
                        pass
                    self.stop("pause")
                    continue
                self.stop(request.how)
            elif isinstance(request, SelectFrame):
                self.stop("selected", request.index)
            elif isinstance(request, (AddBreakpoint, RemoveBreakpoint)):
                self.change(request)

    def change(self, request: AddBreakpoint | RemoveBreakpoint) -> None:
        if request.point.where == "nowhere@0":
            self.wire.send(RequestRefused("nowhere@0 names nothing"))
            return
        kept = tuple(point for point in self.points if point.where != request.point.where)
        added = (request.point,) if isinstance(request, AddBreakpoint) else ()
        self.points = kept + added
        self.wire.send(BreakpointsChanged(self.points))


def main() -> None:
    wire = parent.inherited_wire(sys.argv[2])
    parent.take_terminal()
    parent.die_with_parent()
    signal.signal(signal.SIGURG, lambda number, frame: None)  # a pause; the message says so, too
    launch = wire.receive()
    assert isinstance(launch, Launch)
    if launch.target == "refuse":
        wire.send(Refused("there is nothing to run"))
        sys.exit(2)
    fake = Fake(wire)
    asked = tuple(Breakpoint(where, FILE, "", 0, -1, 1) for where in launch.breakpoints)
    fake.points = tuple(point._replace(places=()) for point in launch.saved or ()) + asked
    version = 99 if launch.target == "other version" else PROTOCOL_VERSION
    wire.send(Ready(version, platform.python_version(), os.getpid()))
    wire.send(SourceSent(Source(FILE, launch.target)))
    wire.send(Listed(LISTING))
    wire.send(BreakpointsChanged(fake.points))
    fake.stop("start")
    try:
        fake.serve(launch.target)
    except WireClosed:
        os._exit(1)
    exec(launch.target, {"__name__": "__main__", "WIRE": wire})
    wire.send(Ended(0, "finished"))


if __name__ == "__main__":
    main()
