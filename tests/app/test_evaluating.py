"""Watch expressions and the console, by keys and mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Tuple

import pytest

from stepper.questions import Completed, Evaluation, Executed
from stepper.savedpoints import SavedPoints
from tests import records
from tests.app.fake import FakeSession, Stage, staged


def with_values(**values: Any) -> FakeSession:
    session = FakeSession()
    session.values = {text: Evaluation(text, records.value(value)) for text, value in values.items()}
    return session


def asked(stage: Stage, kind: str) -> List[Any]:
    return [call for call in stage.session.calls if call[0] == kind]


def rows(stage: Stage) -> List[str]:
    return [" ".join(line.split()) for line in stage.text(stage.main.watches)]


# ---- watches ----


async def test_watching() -> None:
    """Written with w; told at once, at every stop and in every frame; what has changed is marked."""
    async with staged((120, 40), with_values(x=5)) as stage:
        await stage.press("s", "w", "x", "enter")
        assert rows(stage) == ["x 5 ✗", "+ new: an expression"]
        stage.session.values["x"] = Evaluation("x", records.value(6))
        await stage.press("s")
        assert rows(stage)[0] == "~ x 6 was 5 ✗"
        await stage.press("s")
        assert rows(stage)[0] == "x 6 ✗"
        await stage.press("u")
        assert asked(stage, "evaluate")[-1] == ("evaluate", ("x",), 1)


async def test_what_can_not_be_told_says_why() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("w", "y", "enter")
        assert rows(stage)[0] == "y NameError ✗"


async def test_the_past_shows_what_was_told_then() -> None:
    """Nothing is asked of a program that is elsewhere by now."""
    async with staged((120, 40), with_values(x=5)) as stage:
        await stage.press("s", "w", "x", "enter", "s")
        stage.session.values.clear()
        count = len(asked(stage, "evaluate"))
        await stage.press("left")
        assert rows(stage)[0].startswith("x 5")
        await stage.press("left")
        assert rows(stage)[0] == "x (not told here) ✗"
        assert len(asked(stage, "evaluate")) == count


@pytest.mark.parametrize("way", ["key", "cross"])
async def test_an_expression_is_removed(way: str) -> None:
    async with staged((120, 40), with_values(x=5, y=7)) as stage:
        await stage.press("w", "x", "enter", "w", "y", "enter", "7")
        if way == "key":
            await stage.press("delete")
        else:
            await stage.pilot.click("#watches", offset=(stage.main.watches.size.width - 1, 1))
            await stage.settle()
        assert rows(stage)[0] == "y 7 ✗"
        assert stage.main.watches.row_count == 2


async def test_an_expression_is_written_anew() -> None:
    """With Enter or w in the pane, or a click on the row that has the cursor; Escape leaves it as it was."""
    async with staged((120, 40), with_values(x=5, xy=8)) as stage:
        await stage.press("w", "x", "enter", "7", "enter", "y", "enter")
        assert rows(stage)[0] == "xy 8 ✗"
        await stage.pilot.click("#watches", offset=(5, 1))
        await stage.settle()
        assert stage.main.edit._field.value == "xy"
        await stage.press("z", "escape", "w", "escape")
        assert rows(stage) == ["xy 8 ✗", "+ new: an expression"]


async def test_the_classroom_makes_room_for_them() -> None:
    """Only while there are some; without them pane 7 opens alone."""
    async with staged((80, 24), with_values(x=5)) as stage:
        assert not stage.main.watches.region.area
        await stage.press("w", "x", "enter")
        assert rows(stage)[0] == "x 5 ✗"
        assert stage.main.variables.region.area
        await stage.press("7", "delete")
        assert not stage.main.watches.region.area


# ---- the console ----


async def run(stage: Stage, *keys: str, text: str = "", problem: str = "") -> None:
    await stage.press(*keys, "enter")
    stage.session.say(Executed(text, problem))
    await stage.settle()


def hint(stage: Stage) -> str:
    return str(stage.main.edit._hint.render()).strip()


async def test_a_line_is_run_in_the_selected_frame() -> None:
    """The row stays for the next one, with the result below it; the console keeps all of them."""
    async with staged((200, 60)) as stage:
        await stage.press("s", "u", "p")
        await run(stage, "x", text="5\n6")
        assert asked(stage, "execute") == [("execute", "x", 1)]
        assert (hint(stage), stage.main.edit._field.value) == ("5", "")
        await run(stage, "y", problem="NameError: name 'y' is not defined")
        assert hint(stage) == "NameError: name 'y' is not defined"
        assert stage.text(stage.main.console) == [
            "<module>>>> x", "5", "6", "<module>>>> y", "NameError: name 'y' is not defined",
        ]  # fmt: skip
        await stage.press("escape")
        assert not stage.main.edit.display


async def test_lines_are_recalled() -> None:
    """Up goes back, Down forth to an empty line; a line that is run again is kept once."""
    async with staged() as stage:
        await stage.press("p")
        for key in "xyx":
            await run(stage, key)
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await stage.press(key)
            seen.append(stage.main.edit._field.value)
        assert seen == ["x", "y", "y", "x", ""]


@pytest.mark.parametrize(
    ("typed", "names", "field", "said"),
    [
        ("fa", ("facts", "factorials"), "fact", "facts  factorials"),
        ("fac", ("facts",), "facts", "running"),
        ("zz", (), "zz", "there is no such name"),
    ],
)
async def test_tab_completes(typed: str, names: Tuple[str, ...], field: str, said: str) -> None:
    """As far as all names that it may be agree."""
    async with staged() as stage:
        await stage.press("p", *typed, "tab")
        assert asked(stage, "complete") == [("complete", typed, 0)]
        stage.session.say(Completed(typed, names))
        await stage.settle()
        assert stage.main.edit._field.value == field
        assert said == "running" or hint(stage) == said


async def test_ctrl_c_ends_a_line_that_is_running() -> None:
    async with staged() as stage:
        await stage.press("p", "x", "enter", "ctrl+c")
        assert stage.session.calls[-1] == "interrupt"
        stage.session.say(Executed("", "KeyboardInterrupt"))
        await stage.settle()
        assert hint(stage) == "KeyboardInterrupt"
        await stage.press("ctrl+c")
        assert stage.session.calls.count("interrupt") == 1


async def test_nothing_is_run_in_the_past() -> None:
    async with staged() as stage:
        await stage.press("s", "left", "p", "x", "enter")
        assert asked(stage, "execute") == []
        assert "past" in hint(stage)


async def test_a_click_on_the_console_opens_the_row() -> None:
    async with staged((200, 60)) as stage:
        await stage.pilot.click("#console", offset=(5, 3))
        await stage.settle()
        assert stage.main.edit.display


async def test_guest_text_in_the_console_is_harmless() -> None:
    async with staged((200, 60)) as stage:
        await stage.press("p")
        await run(stage, "x", text="\x1b[31mred [bold]")
        assert stage.text(stage.main.console)[-1] == "␛[31mred [bold]"


async def test_watch_expressions_are_kept_for_the_next_run(tmp_path: Path) -> None:
    async with staged(saved=SavedPoints("prog.py", tmp_path)) as stage:
        await stage.press("w", "n", "enter", "w", "m", "enter")
    saved = SavedPoints("prog.py", tmp_path)
    saved.load()
    async with staged(saved=saved) as stage:
        assert stage.session.calls[-1][0] == "evaluate"
        assert [row.split()[0] for row in rows(stage)[:2]] == ["n", "m"]
        await stage.press("7", "delete")
        assert saved.watches == ("m",)
