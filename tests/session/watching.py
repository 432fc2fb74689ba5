"""A session whose events can be waited for."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional, Tuple, Type, TypeVar

from stepper import launcher
from stepper.protocol import Breakpoint, Launch
from stepper.session import Event, Exited, Output, Session
from stepper.vm.versions import HOST, SUPPORTED
from tests.interpreters import supported

Found = TypeVar("Found")
TIMEOUT = 20.0  # seconds until a wait is a failure
# The running interpreter, or one whose instructions the machine knows.
PYTHON = None if HOST in SUPPORTED else supported()[-1].path
FAKE = str(Path(__file__).with_name("fake_debuggee.py"))


class Watched(Session):
    """Keeps all events in order."""

    def __init__(self, launch: Launch, python: Optional[str] = None) -> None:
        super().__init__(launch, python, self._keep)
        self.events: List[Event] = []
        self._arrived = threading.Condition()

    def _keep(self, event: Event) -> None:
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()

    def wait_until(self, holds: Callable[[], Any], what: str) -> None:
        """Wait for an event after which ``holds()`` is true."""
        with self._arrived:
            if not self._arrived.wait_for(holds, TIMEOUT):
                raise AssertionError(f"no {what}; state {self.state}, events {self.events[-5:]}")

    def wait_for(self, kind: Type[Found], count: int = 1) -> Found:
        """Wait until ``count`` events of a kind have come; returns the last of them."""
        self.wait_until(lambda: len(self.all(kind)) >= count, f"{kind.__name__} number {count}")
        return self.all(kind)[count - 1]

    def all(self, kind: Type[Found]) -> List[Found]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def own_points(self) -> Tuple[Breakpoint, ...]:
        """The breakpoints but for the one that is always there to begin with."""
        return tuple(point for point in self.breakpoints if point.kind != "uncaught")

    @property
    def output(self) -> str:
        return "".join(event.text for event in self.all(Output))

    def wait_paused(self) -> None:
        self.wait_until(lambda: self.state == "paused", "stop")

    def wait_paused_or_ended(self) -> None:
        self.wait_until(lambda: self.state in ("paused", "ended"), "stop or end")

    def run_to_end(self) -> Exited:
        """Continue from the first stop, and past the stop at the end if there is one."""
        self.wait_paused()
        while True:
            self.continue_()
            self.wait_paused_or_ended()
            if self.state == "ended":
                return self.wait_for(Exited)


@contextlib.contextmanager
def session(
    program: str,
    *args: str,
    breakpoints: Any = (),
    fake: bool = False,
    python: Optional[str] = None,
    launch: Optional[Launch] = None,
) -> Iterator[Watched]:
    """A session that has been started on a program given as text, and is closed at the end."""
    launch = launch or Launch("code", program, args, "wire", tuple(breakpoints))
    watched = Watched(launch, python or PYTHON)
    normal = launcher._BOOTSTRAP
    if fake:
        launcher._BOOTSTRAP = FAKE
    try:
        watched.start()
        yield watched
    finally:
        watched.close()
        launcher._BOOTSTRAP = normal


def lives(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def exists(pid: int) -> bool:
    """Whether a process exists, be it a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_gone(pid: int, seconds: float = 5.0) -> bool:
    """Wait for a process that is no child of ours to be gone."""
    end = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not lives(pid)
