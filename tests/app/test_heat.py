"""How often instructions ran: a column of the listing, and the lists of the hottest."""

from __future__ import annotations

import pytest

from stepper.panes.bytecode import brief
from stepper.protocol import Reason
from stepper.screens.hottest import HottestScreen
from tests.app import program
from tests.app.fake import FakeSession, staged
from tests.app.program import in_function, slots


def looping() -> FakeSession:
    """Three times around the loop, three instructions of it."""
    offsets = [38, 42, 44, 38, 42, 44, 38, 42]
    return FakeSession([in_function(n, at, slots([2, 3])) for n, at in enumerate(offsets, 1)])


async def test_the_column_comes_and_goes() -> None:
    async with staged((120, 40), looping()) as stage:
        await stage.press(*["s"] * 5)
        before = stage.text(stage.main.bytecode)
        await stage.press("H")
        rows = [line.split() for line in stage.text(stage.main.bytecode)]
        assert [row[0] for row in rows if "FOR_ITER" in row] == ["2"]
        assert [row[0] for row in rows if "NOP" in row] == ["2"]
        await stage.press("s")  # it goes with the program
        rows = [line.split() for line in stage.text(stage.main.bytecode)]
        assert [row[0] for row in rows if "FOR_ITER" in row] == ["3"]
        await stage.press("H")
        assert len(stage.text(stage.main.bytecode)[0]) == len(before[0])


async def test_the_hottest_stand_out() -> None:
    """What ran at least half as often as the hottest of the listing."""
    async with staged((120, 40), looping()) as stage:
        await stage.press(*["s"] * 7, "H")
        hot = stage.app.look.style("hot")
        pane = stage.main.bytecode
        texts = [
            segment.text
            for y in range(pane.size.height)
            for segment in pane.render_line(y)
            if segment.style is not None and segment.style.reverse and segment.style.color == hot.color
        ]
        assert texts == ["3", "3", "2"]


async def test_what_is_not_counted_is_said() -> None:
    session = looping()
    session.stops[1] = session.stops[1]._replace(reasons=(Reason("breakpoint", ""),))
    async with staged((120, 40), session) as stage:
        await stage.press("c", "s", "H")
        (message,) = (notice.message for notice in stage.app._notifications)
        assert message == "Counted at stops: what ran between 1 of them is not in the column."
        await stage.press("M")
        title = str(stage.app.screen.query_one("#hottest").border_title)
        assert title == "M Hottest instructions · 3 stops, what ran between 1 of them not counted"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_lists(size: tuple[int, int]) -> None:
    async with staged(size, looping()) as stage:
        await stage.press(*["s"] * 7, "M")
        hottest = stage.text(stage.app.screen.query_one("#hottest"))
        pairs = stage.text(stage.app.screen.query_one("#pairs"))
        assert hottest[0].split()[1:] == ["3", "38%", "FOR_ITER", "factorials@38"]
        assert pairs[0].split()[1:] == ["3", "100%", "FOR_ITER", "→", "STORE_FAST"]
        assert not any("…" in line for line in (*hottest, *pairs))


async def test_enter_shows_the_instruction() -> None:
    """In its listing, as browsing does; Escape goes back."""
    session = looping()
    session.stops.append(program.in_module(9))
    async with staged((120, 40), session) as stage:
        await stage.press(*["s"] * 8, "M", "down", "enter")
        pane = stage.main.bytecode
        assert pane.browsing
        assert any("▹" in line and "42 STORE_FAST" in line for line in stage.text(pane))
        await stage.press("escape")
        assert not pane.browsing


async def test_nothing_has_been_counted() -> None:
    async with staged((80, 24), FakeSession([program.in_module(1)])) as stage:
        stage.session.history.clear()
        await stage.press("M")
        text = stage.text(stage.app.screen.query_one("#hottest"))
        assert text == ["    (nothing has been counted)"]
        await stage.press("enter", "tab", "escape")
        assert not isinstance(stage.app.screen, HottestScreen)


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1"), (9999, "9999"), (10_000, "10k"), (2_500_000, "2M"), (10**13, "many")]
)
def test_brief(count: int, text: str) -> None:
    assert brief(count) == text
