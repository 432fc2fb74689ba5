"""Searching in a pane: while it is typed, from one row found to the next, and back."""

from __future__ import annotations

from tests.app import program
from tests.app.fake import FakeSession, Stage, staged
from tests.app.program import in_function, slots


def at_multiplication() -> FakeSession:
    return FakeSession([in_function(1, 84, slots([2, 3]))])


def instruction(stage: Stage) -> str:
    listing = stage.session.listings[program.FUNCTION]
    return (
        f"{listing.rows[stage.main.bytecode.cursor].offset} {listing.rows[stage.main.bytecode.cursor].opname}"
    )


async def test_the_listing() -> None:
    """It is looked for at once, from the cursor on and around; `.` and `,` go on."""
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "slash", *"load_f")
        assert stage.main.search_row.region.area
        assert instruction(stage) == "110 LOAD_FAST"
        await stage.press("enter")
        assert not stage.main.search_row.region.area
        assert stage.app.focused is stage.main.bytecode
        await stage.press("full_stop")
        assert instruction(stage) == "20 LOAD_FAST"
        await stage.press("comma", "comma")
        assert instruction(stage) == "82 LOAD_FAST"
        await stage.press("escape")
        assert instruction(stage) == "84 BINARY_OP"


async def test_escape_goes_back_to_where_it_began() -> None:
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "slash", *"RERAISE")
        assert instruction(stage) == "138 RERAISE"
        await stage.press("escape")
        assert instruction(stage) == "84 BINARY_OP"
        assert stage.app.focused is stage.main.bytecode


async def test_every_letter_begins_anew() -> None:
    """Deleting a letter goes back; what is not there is said, and the place stays."""
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "slash", *"pop")
        assert instruction(stage) == "96 POP_TOP"
        await stage.press(*"_exc")
        assert instruction(stage) == "134 POP_EXCEPT"
        await stage.press("x")
        assert "there is none" in "".join(s.text for s in stage.app.screen._compositor.render_strips())
        assert instruction(stage) == "134 POP_EXCEPT"
        await stage.press(*["backspace"] * 5)
        assert instruction(stage) == "96 POP_TOP"


async def test_capitals_matter_when_there_are_some() -> None:
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("1", "slash", *"overflow")
        assert stage.main.source.cursor == 8
        await stage.press("escape", "slash", *"oVER")
        assert "there is none" in "".join(s.text for s in stage.app.screen._compositor.render_strips())


async def test_a_pane_without_a_cursor() -> None:
    """The row found is brought into view and marked, until Escape."""
    async with staged((120, 40)) as stage:
        stage.session.print("\n".join(f"line {number}" for number in range(100)))
        await stage.settle()
        await stage.press("9", "slash", *"line 42", "enter")
        output = stage.main.output
        text = stage.text(output)
        row = text.index("line 42")
        ground = stage.app.look.style("cursor").bgcolor
        assert next(iter(output.render_line(row))).style.bgcolor == ground  # type: ignore[union-attr]
        await stage.press("escape")
        assert next(iter(output.render_line(row))).style.bgcolor != ground  # type: ignore[union-attr]


async def test_going_on_without_words_asks_for_them() -> None:
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "full_stop")
        assert stage.main.search_row.region.area


async def test_words_that_are_nowhere() -> None:
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "slash", *"zzz", "enter", "full_stop")
        (message,) = (notice.message for notice in stage.app._notifications)
        assert message == "There is no 'zzz' in this pane."


async def test_a_click_elsewhere_keeps_the_place() -> None:
    async with staged((120, 40), at_multiplication()) as stage:
        await stage.press("2", "slash", *"RERAISE")
        await stage.pilot.click("#stack")
        await stage.settle()
        assert not stage.main.search_row.region.area
        assert instruction(stage) == "138 RERAISE"
