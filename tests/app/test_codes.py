"""Code objects are browsed before they run: a tree of them, and their listings; the program stays put."""

from __future__ import annotations

import pytest

from stepper import codes
from stepper.screens.codes import CodesScreen
from tests import records
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged


def at_start() -> FakeSession:
    """Stopped in the module; the function's listing has not been sent."""
    session = FakeSession([program.in_module(1), program.in_module(2)])
    del session.listings[program.FUNCTION]
    return session


def tree(stage: Stage) -> list[str]:
    return stage.text(stage.app.screen.query_one("#codes"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_tree(size: tuple[int, int]) -> None:
    """What is missing is asked for; the code that the program is in is marked."""
    async with staged(size, at_start()) as stage:
        await stage.press("m")
        assert stage.session.calls[-1] == ("list", program.FUNCTION)
        rows = [row.split() for row in tree(stage)]
        assert rows == [
            ["►", "<module>", "factorial.py", "line", "1", "15", "instructions"],
            ["factorials", "factorial.py", "line", "4", "39", "instructions"],
        ]
        await stage.press("escape")
        assert not isinstance(stage.app.screen, CodesScreen)
        assert not stage.main.bytecode.browsing


async def test_opening_a_listing_changes_nothing_but_what_is_shown() -> None:
    """No row is the current one; a breakpoint can be set; Escape goes back to where the program is."""
    async with staged((80, 24), at_start()) as stage:
        await stage.press("m", "j", "enter")
        pane = stage.main.bytecode
        text = stage.text(pane)
        assert "RESUME" in text[0]
        assert not any("►" in line for line in text)
        assert "factorials · browsing (Esc)" in str(pane.border_title)
        assert any("def factorials" in line for line in stage.text(stage.main.source))
        assert not any("►" in line for line in stage.text(stage.main.source))
        await stage.press("j", "j", "t")  # "until" is about the program's own place
        assert stage.session.calls[-1] == ("list", program.FUNCTION)
        await stage.press("b")
        assert stage.session.calls[-1] == ("add", "factorials@4")
        assert any("●" in line and "BUILD_LIST" in line for line in stage.text(pane))
        await stage.press("escape")
        assert any("► 22 CALL" in line.replace("  ", " ") for line in stage.text(pane))
        assert any("14 ►" in line for line in stage.text(stage.main.source))


async def test_a_step_ends_browsing() -> None:
    async with staged((80, 24), at_start()) as stage:
        await stage.press("m", "j", "enter", "s")
        assert not stage.main.bytecode.browsing
        assert "<module>" in str(stage.main.bytecode.border_title)


async def test_with_the_mouse() -> None:
    """A click on a row opens it, one beside the tree closes it."""
    async with staged((120, 40), at_start()) as stage:
        await stage.press("m")
        await stage.pilot.click("#codes", offset=(8, 2))
        await stage.settle()
        assert stage.main.bytecode.browsing
        await stage.press("m")
        await stage.pilot.click(offset=(0, 0))
        await stage.settle()
        assert not isinstance(stage.app.screen, CodesScreen)


async def test_a_program_that_has_ended_shows_what_is_known() -> None:
    async with staged((120, 40), at_start()) as stage:

        def refuse(code: int) -> None:
            from stepper.session import SessionError

            raise SessionError("the program has ended")

        stage.session.send_listing = refuse  # type: ignore[method-assign]
        await stage.press("m")
        assert len(tree(stage)) == 1


def test_trees() -> None:
    """In the order of the constants, whatever the order in which listings came; a circle ends."""
    row = records.row("RESUME", 0)
    listings = {
        key: records.listing((row,), code=key, qualname=f"c{key}", nested=nested)
        for key, nested in ((5, ()), (1, (3, 2, 9)), (2, (5,)), (3, ()), (7, ()))
    }

    assert [(branch.listing.code, branch.depth) for branch in codes.tree(listings)] == [
        (1, 0), (3, 1), (2, 1), (5, 2), (7, 0)
    ]  # fmt: skip
    assert codes.missing(listings) == [9]
