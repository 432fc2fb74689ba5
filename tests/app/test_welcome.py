"""The first start: three lines, once, until the first step."""

from __future__ import annotations

from pathlib import Path

import pytest

from stepper import firststart
from tests.app.fake import staged


async def test_three_lines_until_the_first_step() -> None:
    """Between the panes and the sentence; none of them is cut in the classroom."""
    async with staged((80, 24), welcome=True) as stage:
        lines = stage.text(stage.main.welcome)
        assert len(lines) == 3
        assert not any("…" in line for line in lines)
        assert lines[0].startswith(" Welcome. s runs one instruction")
        assert "? shows all keys" in lines[2]
        assert stage.text(stage.main.sentence)
        await stage.press("question_mark", "escape")
        assert stage.main.welcome.region.area
        await stage.press("s")
        assert not stage.main.welcome.region.area


async def test_escape_sends_them_away() -> None:
    async with staged((80, 24), welcome=True) as stage:
        await stage.press("escape")
        assert not stage.main.welcome.region.area


async def test_they_are_not_shown_otherwise() -> None:
    async with staged((80, 24)) as stage:
        assert not stage.main.welcome.region.area


def test_the_first_start_is_the_first_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firststart, "user_state_path", lambda name: tmp_path / "state" / name)

    assert [firststart.first_start() for _ in range(3)] == [True, False, False]
    assert firststart.marker().is_relative_to(tmp_path)


def test_where_nothing_can_be_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that can't be written is no reason to welcome every time, nor to fail."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(firststart, "user_state_path", lambda name: tmp_path / "file" / name)

    assert not firststart.first_start()
