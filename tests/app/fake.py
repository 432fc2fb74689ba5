"""A session without a process: it plays given stops, and remembers what was asked of it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Callable, Dict, List, Optional, Sequence, Tuple, cast

import pytest
from textual.app import App
from textual.pilot import Pilot

from stepper.activity import Activity
from stepper.app import PystepApp
from stepper.history import History
from stepper.protocol import Breakpoint, BreakpointsChanged, Launch, Listed, Ready, Resumed, Snapshot, Stopped
from stepper.questions import Evaluated, Evaluation
from stepper.session import Exited, Output, Session, SessionError
from tests.app import program


class FakeSession:
    """Has the face of stepper.session.Session.

    Every "go on" leads to the next stop at once, on the caller's thread.
    """

    def __init__(self, stops: Optional[Sequence[Snapshot]] = None) -> None:
        self.launch = Launch("script", "factorial.py", (), "wire")
        self.python_version = "3.13.0"
        self.state = "new"
        self.waiting_for_input = False
        self.snapshot: Optional[Snapshot] = None
        self.history = History()
        self.listings = dict(program.LISTINGS)
        self.sources = dict(program.SOURCES)
        self.opcodes = dict(program.OPCODES)
        self.breakpoints: Tuple[Breakpoint, ...] = ()
        self.listener: Optional[Callable[[Any], None]] = None
        self.stops = list(program.stops() if stops is None else stops)
        self.calls: List[Any] = []
        self.holds = False  # when set, "go on" leads to no stop: the program runs
        self.closed = False
        self.activity = Activity(0.5)  # what is seen of it while it runs
        self.values: Dict[str, Evaluation] = {}  # what expressions are, for a test to set

    # ---- what the app asks ----

    def start(self) -> None:
        self.calls.append("start")
        self._begin()

    def restart(self) -> None:
        self.calls.append("restart")
        self.stops = program.stops()
        self._begin()
        self.say(BreakpointsChanged(self.breakpoints))

    def close(self) -> None:
        self.closed = True

    def step(self) -> None:
        self._go("step")

    def next(self, frame: int = 0) -> None:
        self._go(("next", frame))

    def finish(self, frame: int = 0) -> None:
        self._go(("finish", frame))

    def line(self, frame: int = 0) -> None:
        self._go(("line", frame))

    def until(self, offset: int, frame: int = 0) -> None:
        self._go(("until", offset, frame))

    def continue_(self) -> None:
        self._go("continue")

    def pause(self) -> None:
        self.calls.append("pause")
        self.stop()

    def look(self) -> Optional[Activity]:
        return self.activity if self.state == "running" else None

    def kill(self) -> None:
        self.calls.append("kill")
        self.end(Exited(None, 9, "killed by SIGKILL"))

    def select_frame(self, index: int) -> None:
        self.calls.append(("select", index))
        assert self.snapshot is not None
        number, frames = self.snapshot.number, self.snapshot.frames
        shown = program.in_module(number, 1, frames) if index else self._stopped
        self.say(Stopped(shown))

    def add_breakpoint(self, point: Breakpoint) -> None:
        self.calls.append(("add", point.where))
        self._set_breakpoints((*self.breakpoints, point))

    def change_breakpoint(self, old: Breakpoint, new: Breakpoint) -> None:
        self.calls.append(("change", old.where, new.spec, new.enabled))
        self._set_breakpoints(tuple(new if p == old else p for p in self.breakpoints))

    def evaluate(self, texts: Sequence[str], selected: int = 0) -> None:
        self.calls.append(("evaluate", tuple(texts), selected))
        assert self.snapshot is not None
        results = tuple(self.values.get(text, Evaluation(text, None, "NameError")) for text in texts)
        self.say(Evaluated(self.snapshot.number, selected, results))

    def open(self, path: Sequence[str], start: int = 0, selected: int = 0) -> None:
        self.calls.append(("open", tuple(path), start, selected))

    def inspect(self, selected: int = 0) -> None:
        self.calls.append(("inspect", selected))

    def execute(self, text: str, selected: int = 0) -> None:
        self.calls.append(("execute", text, selected))

    def complete(self, text: str, selected: int = 0) -> None:
        self.calls.append(("complete", text, selected))

    def interrupt(self) -> None:
        self.calls.append("interrupt")

    def remove_breakpoint(self, point: Breakpoint) -> None:
        self.calls.append(("remove", point.where))
        self._set_breakpoints(tuple(p for p in self.breakpoints if p != point))

    def send_listing(self, code: int) -> None:
        self.calls.append(("list", code))
        self.listings[code] = program.LISTINGS[code]
        self.say(Listed(program.LISTINGS[code]))

    def send_input(self, text: str) -> None:
        self.calls.append(("input", text))

    def end_input(self) -> None:
        self.calls.append("end input")

    # ---- what a test makes happen ----

    def say(self, event: Any) -> None:
        """Deliver an event, with the state brought up to date before."""
        if isinstance(event, Stopped):
            self.state, self.snapshot = "paused", event.snapshot
            self.history.record(event.snapshot)
        elif isinstance(event, Resumed):
            self.state = "running"
        if self.listener is not None:
            self.listener(event)

    def stop(self) -> None:
        """Stop at the next of the given stops."""
        self._stopped = self.stops.pop(0) if len(self.stops) > 1 else self.stops[0]
        self.say(Stopped(self._stopped))

    def end(self, exited: Exited) -> None:
        """The process is gone."""
        self.state = "ended"
        self.say(exited)

    def print(self, text: str) -> None:
        """The program prints."""
        self.say(Output(text))

    def _begin(self) -> None:
        self.state = "starting"
        self.history.clear()
        self.say(Ready(1, "3.13.0", 4711))
        self.stop()

    def _go(self, call: Any) -> None:
        if self.state != "paused":
            raise SessionError("the program is running")
        self.calls.append(call)
        self.say(Resumed())
        if not self.holds:
            self.stop()

    def _set_breakpoints(self, points: Tuple[Breakpoint, ...]) -> None:
        self.breakpoints = points
        self.say(BreakpointsChanged(points))


class Stage:
    """An app under test, its session and its pilot."""

    def __init__(self, app: PystepApp, session: FakeSession, pilot: Pilot[None]) -> None:
        self.app, self.session, self.pilot = app, session, pilot
        self.main = app.main

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is painted."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until every message has been handled."""
        for _ in range(3):
            await self.pilot.pause()
            await asyncio.sleep(0)

    def text(self, pane: Any) -> List[str]:
        """What a pane shows, line by line, without the blanks at the ends."""
        lines = [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]
        while lines and not lines[-1]:
            lines.pop()
        return lines


def app_on(session: FakeSession, **options: Any) -> PystepApp:
    """An app whose session is a fake, which has all that the app asks of one."""
    return PystepApp(cast(Session, session), **options)


def painted(monkeypatch: pytest.MonkeyPatch) -> List[int]:
    """A list to which every frame that is painted from now on is added, as how many bytes it takes."""
    frames: List[int] = []
    display: Callable[..., None] = App._display

    def count(app: App[object], screen: object, shown: Any) -> None:
        if shown is not None:
            frames.append(len(shown.render_segments(app.console)))
        display(app, screen, shown)

    monkeypatch.setattr(App, "_display", count)
    return frames


@asynccontextmanager
async def staged(
    size: Tuple[int, int] = (120, 40), session: Optional[FakeSession] = None, **options: Any
) -> AsyncIterator[Stage]:
    """Run the app on a fake session."""
    session = session or FakeSession()
    app = app_on(session, **options)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, session, pilot)
        await stage.settle()
        yield stage
