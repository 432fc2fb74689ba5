"""The help: every key by purpose, at every size; and the palette, which has every action."""

from __future__ import annotations

from typing import List

import pytest
from textual.command import CommandPalette

from stepper import commands
from stepper.keymap import Keymap
from stepper.screens.help import HelpScreen, columns, parts
from tests.app.fake import Stage, staged


def shown(stage: Stage) -> List[str]:
    return stage.text(stage.app.screen.query_one("#help"))


@pytest.mark.parametrize(("size", "count"), [((80, 24), 1), ((120, 40), 2), ((200, 60), 3)])
async def test_everything_is_in_it(size: tuple[int, int], count: int) -> None:
    """In as many columns as fit, no sentence cut; what is not in view is a key away."""
    async with staged(size) as stage:
        await stage.press("question_mark")
        text = shown(stage)
        assert sum(title in text[0] for title in [*commands.GROUPS.values(), "Marks", "Mouse"]) == count
        seen = "\n".join(text)
        for _ in range(12):
            await stage.press("right")
            seen += "\n".join(shown(stage))
        missing = [command.help for command in commands.COMMANDS if command.help not in seen]
        assert missing == []
        assert "it falls through" in seen


async def test_going_through_it_by_parts() -> None:
    """Right and Tab bring the next title to the top, Left the one before."""
    async with staged((80, 24)) as stage:
        first, second, third = list(commands.GROUPS.values())[:3]
        await stage.press("question_mark")
        assert shown(stage)[0] == first
        await stage.press("right")
        assert shown(stage)[0] == second
        await stage.press("tab")
        assert shown(stage)[0] == third
        await stage.press("left", "left")
        assert shown(stage)[0] == first


@pytest.mark.parametrize("key", ["escape", "question_mark", "q", "f1"])
async def test_closing(key: str) -> None:
    async with staged((80, 24)) as stage:
        await stage.press("f1")
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.press(key)
        assert not isinstance(stage.app.screen, HelpScreen)


async def test_with_the_mouse_alone() -> None:
    """The footer's key opens it, a click on a command runs it, one beside it closes it."""
    async with staged((120, 40)) as stage:
        footer = stage.text(stage.main.keys)[0]
        await stage.pilot.click("#keys", offset=(footer.index("? Help"), 0))
        await stage.settle()
        assert isinstance(stage.app.screen, HelpScreen)
        step = next(y for y, row in enumerate(shown(stage)) if "Step one instruction, into" in row)
        await stage.pilot.click("#help", offset=(8, step + 1))
        await stage.settle()
        assert not isinstance(stage.app.screen, HelpScreen)
        assert stage.session.calls[-1] == "step"

        await stage.pilot.click("#keys", offset=(footer.index("? Help"), 0))
        await stage.settle()
        await stage.pilot.click(offset=(1, 0))
        await stage.settle()
        assert not isinstance(stage.app.screen, HelpScreen)


def test_columns_keep_the_order_and_are_even() -> None:
    everything = parts(Keymap())
    for count in (1, 2, 3):
        filled = columns(everything, count)
        assert [part for column in filled for part in column] == everything
        assert len(filled) <= count
    heights = [sum(part.height for part in column) for column in columns(everything, 2)]
    assert max(heights) < sum(heights)


async def test_the_palette_has_every_action() -> None:
    """All commands that do something now, and each pane by its name."""
    async with staged((120, 40)) as stage:
        await stage.press("ctrl+p")
        await stage.pilot.pause(0.5)
        assert isinstance(stage.app.screen, CommandPalette)
        options = stage.app.screen.query_one("CommandList").options  # type: ignore[attr-defined]
        offered = "\n".join(str(option.hit.text) for option in options)
        for command in commands.COMMANDS:
            if command.id not in ("pane", "command_palette") and commands.PAUSED in command.when:
                assert command.label in offered, command.id
        for pane in commands.PANES.values():
            assert f"Go to {pane}" in offered


async def test_the_palette_acts_on_the_pane_it_was_opened_from() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("s", "2", "ctrl+p")
        await stage.pilot.pause(0.3)
        await stage.press(*"Last row")
        await stage.pilot.pause(0.6)
        await stage.press("enter")
        await stage.pilot.pause(0.3)
        assert stage.main.bytecode.cursor == stage.main.bytecode.row_count - 1
