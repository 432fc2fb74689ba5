"""What a key costs does not grow with the program: measured in rows made, frames and bytes, never in time."""

from __future__ import annotations

import queue
import threading
import time
from typing import Any, Callable, Dict, List, Tuple

import pytest

from stepper.messages import SnapshotArrived
from stepper.panes.bytecode import BytecodePane
from stepper.panes.lines import LinesPane
from stepper.panes.variables import VariablesPane
from stepper.protocol import Resumed, Snapshot
from stepper.session import SessionError
from tests.app import program
from tests.app.fake import FakeSession, Stage, painted, staged
from tests.app.test_going import came_to, go_to, many, number

ROWS, NAMES = 20_000, 1_000
CASES = [((80, 24), "s"), ((80, 24), "S"), ((120, 40), "right"), ((200, 60), "s"), ((200, 60), "j")]


def heavy(factor: float = 1.0) -> FakeSession:
    """Stopped in a long code object with many locals, one of which each step changes."""
    session = FakeSession([_stop(n) for n in range(1, 30)])
    listing = session.listings[program.FUNCTION]
    last = listing.rows[-1]
    more = [
        last._replace(offset=last.offset + 2 * n, start=last.offset + 2 * n, line=20 + n // 6)
        for n in range(1, int(ROWS * factor))
    ]
    session.listings[program.FUNCTION] = listing._replace(rows=(*listing.rows, *more))
    session.stops = [_stop(n, int(NAMES * factor)) for n in range(1, 30)]
    return session


def _stop(n: int, names: int = 10) -> Snapshot:
    offset = (78, 82, 84, 88)[n % 4]
    bound: Dict[str, object] = {f"v{i}": n if i == 3 else i for i in range(names)}
    return program.in_function(n, offset, program.slots([n]), None, **bound)


class Costs:
    """Counts what is done from now on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows: List[object] = []
        self.frames = painted(monkeypatch)
        self._count_rows(monkeypatch, BytecodePane, "line")
        self._count_rows(monkeypatch, VariablesPane, "_row")

    def _count_rows(self, monkeypatch: pytest.MonkeyPatch, pane: type[LinesPane], name: str) -> None:
        make: Callable[..., Any] = getattr(pane, name)

        def count(this: LinesPane, *row: Any) -> Any:
            self.rows.append(this)
            return make(this, *row)

        monkeypatch.setattr(pane, name, count)


async def cost_of(stage: Stage, key: str, monkeypatch: pytest.MonkeyPatch) -> Costs:
    await stage.press("s", "s", "s", "s")
    if key in ("right", "S"):
        await stage.press("left", "left")
    costs = Costs(monkeypatch)
    await stage.press(key)
    return costs


@pytest.mark.parametrize(("size", "key"), CASES)
async def test_a_key_costs_what_is_in_view(
    size: Tuple[int, int], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row in view is looked at, and drawn again at most; one frame, of few bytes."""
    async with staged(size, heavy()) as stage:
        costs = await cost_of(stage, key, monkeypatch)

        panes = (stage.main.bytecode, stage.main.variables)
        assert len(costs.rows) <= 2 * sum(pane.size.height for pane in panes)
        assert len(costs.frames) == 1
        assert sum(costs.frames) <= 4000


async def test_a_key_costs_no_more_in_a_heavy_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the instructions and names costs the same rows."""
    made = []
    for factor in (0.1, 1.0):
        async with staged((120, 40), heavy(factor)) as stage:
            with monkeypatch.context() as patch:
                made.append(len((await cost_of(stage, "s", patch)).rows))

    assert made[1] <= made[0] + 4


# ---- repeating ----


class Elsewhere(FakeSession):
    """A fake that speaks on a thread of its own, as a session does, *rest* seconds after it was asked."""

    def __init__(self, stops: List[Snapshot], rest: float = 0.0) -> None:
        super().__init__(stops)
        self._rest = rest
        self._wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._speaker = threading.Thread(target=self._speak, daemon=True)
        self._speaker.start()

    def _go(self, call: Any) -> None:
        if self.state != "paused":
            raise SessionError("the program is running")
        self.calls.append(call)
        self.state = "running"
        self._wanted.put(True)

    def _speak(self) -> None:
        while self._wanted.get():
            self.say(Resumed())
            time.sleep(self._rest)
            self.stop()

    def close(self) -> None:
        super().close()
        self._wanted.put(False)


async def test_a_repeated_command_takes_no_turn_for_each_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stop is recorded, few are shown, and it ends where it was asked to."""
    arrived: List[object] = []
    init = SnapshotArrived.__init__
    monkeypatch.setattr(
        SnapshotArrived,
        "__init__",
        lambda self, snapshot: (arrived.append(snapshot), init(self, snapshot))[1],
    )
    async with staged(session=Elsewhere(many(2500).stops)) as stage:
        await go_to(stage, "step 2000")
        await came_to(stage, 2001)

        assert number(stage) == 2001
        assert stage.session.calls == ["start", *["step"] * 2000]
        assert len(stage.session.history) == 2001
        assert len(arrived) < 1000


async def test_a_key_ends_a_repeated_command() -> None:
    """At a stop that is shown; nothing goes on behind it."""
    async with staged(session=Elsewhere(many(6000).stops, 0.01)) as stage:
        await go_to(stage, "step 5000")
        await stage.press("ctrl+c")
        await stage.pilot.pause(0.3)
        here = number(stage)
        await stage.pilot.pause(0.3)

        assert number(stage) == here == stage.session.history.last < 5000
