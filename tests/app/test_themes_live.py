"""Changing the theme while the program is on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from stepper.themes import ThemeError
from tests.app.fake import Stage, staged

MINE = '[colors]\nprimary = "#112233"\nbackground = "{ground}"\n'


async def open_list(stage: Stage) -> None:
    stage.app.search_themes()
    await stage.pilot.pause(0.3)


async def test_the_highlighted_theme_is_shown_at_once() -> None:
    """Opening the list changes nothing; moving in it shows; Escape takes it back."""
    async with staged((80, 24)) as stage:
        await open_list(stage)
        assert stage.app.theme == "pystep-dark"
        await stage.press("down")
        assert stage.app.theme == "pystep-ansi"
        await stage.press("down")
        assert stage.app.theme == "pystep-contrast"
        await stage.press("escape")
        assert stage.app.theme == "pystep-dark"


async def test_choosing_keeps_it() -> None:
    async with staged((80, 24)) as stage:
        await open_list(stage)
        await stage.press("down", "down", "enter")
        await stage.pilot.pause(0.2)
        assert stage.app.theme == "pystep-contrast"
        await stage.press("ctrl+p")
        await stage.pilot.pause(0.3)
        await stage.press("escape")  # another list, closed without a choice, has no say
        assert stage.app.theme == "pystep-contrast"


async def test_searching() -> None:
    async with staged((80, 24)) as stage:
        await open_list(stage)
        await stage.press(*"projector")
        await stage.pilot.pause(0.5)
        await stage.press("enter")
        await stage.pilot.pause(0.3)
        assert stage.app.theme == "pystep-projector"


async def test_reading_a_theme_file_again(tmp_path: Path) -> None:
    """Who writes a theme sees it without starting again; a mistake is told, and the last good one stays."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE.format(ground="#101010"), encoding="utf-8")
    async with staged((80, 24), theme=str(path)) as stage:
        assert stage.app.screen.styles.background.hex == "#101010"
        path.write_text(MINE.format(ground="#204060"), encoding="utf-8")
        stage.app.reload_themes()
        await stage.settle()
        assert stage.app.screen.styles.background.hex == "#204060"
        path.write_text(MINE.format(ground="blu"), encoding="utf-8")
        stage.app.reload_themes()
        await stage.settle()
        assert stage.app.screen.styles.background.hex == "#204060"
        (message,) = (notice.message for notice in stage.app._notifications)
        assert str(path) in message and "'blu' is no colour" in message


async def test_a_bad_theme_of_the_users_is_one_message(tmp_path: Path) -> None:
    """It names the file, the key and the reason, and everything else works."""
    folder = tmp_path / "pystep" / "themes"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text('inherits = "pystep-dark"\n[roles]\nchanged = "[red]"\n')
    async with staged((80, 24)) as stage:
        (message,) = (notice.message for notice in stage.app._notifications)
        assert "broken.toml: roles.changed: '[red]' is no colour" in message
        await stage.press("s")
        assert stage.session.calls == ["start", "step"]


def test_a_path_without_an_ending_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.mkdir()
    from stepper import themes

    with pytest.raises(ThemeError, match=r"mine: Is a directory"):
        themes.find(str(path))
