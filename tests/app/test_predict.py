"""Predictions without a lesson, against a session that remembers what it was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest

from stepper.actions import teaching
from stepper.lessons.predictionlog import PredictionLog
from stepper.protocol import InputWanted
from stepper.session import Exited
from tests.app.fake import FakeSession, Stage, staged


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "OPENING", 0.0)


def bar(stage: Stage) -> List[str]:
    return stage.text(stage.main.lesson)


async def test_the_instruction_has_run_and_stays_covered() -> None:
    """One step is asked of the session; the screen shows the stop before it until Enter."""
    async with staged() as stage:
        await stage.press("s")
        before = stage.app.shown
        await stage.press("P")

        assert stage.session.calls == ["start", "step", "step"]
        assert stage.app.shown == before
        assert stage.app.shown_state == "asking"
        assert "?" in bar(stage)[2]
        await stage.press("a", "enter")
        assert stage.app.shown == stage.session.snapshot
        assert "it is" in "".join(bar(stage))


async def test_output_is_kept_back_until_the_answer() -> None:
    async with staged() as stage:
        await stage.press("P")
        stage.session.print("secret\n")
        await stage.settle()
        assert "secret" not in "".join(stage.text(stage.main.output))
        await stage.press("enter", "enter")

        assert stage.text(stage.main.output) == ["secret"]


async def test_going_on_asks_the_next_question() -> None:
    """Also with the key for a step; with P it ends and tells the score."""
    async with staged() as stage:
        await stage.press("P", "a", "enter", "space")
        assert stage.app.shown_state == "asking"
        await stage.press("b", "enter", "s")
        assert stage.app.shown_state == "asking"
        await stage.press("P")

        assert stage.app.shown_state in ("paused", "past")
        assert not stage.main.lesson.display
        (told,) = stage.app._notifications
        assert "of 2 predictions came true" in told.message


async def test_predictions_are_written_down_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    async with staged(log=PredictionLog(str(path))) as stage:
        await stage.press("P", "a", "enter", "space", "enter", "enter")
        step = f"step {stage.session.history.first}"

    first, second = path.read_text(encoding="utf-8").splitlines()[1:]
    assert f",{step}," in first and first.endswith((",yes", ",no"))
    assert second.endswith(",")  # nobody has voted


async def test_recorded_instructions_are_asked_about_without_running() -> None:
    async with staged() as stage:
        await stage.press("s", "s", "S")
        calls = list(stage.session.calls)
        await stage.press("P")

        assert stage.session.calls == calls
        assert stage.app.shown_state == "asking"


async def test_an_instruction_that_waits_for_input_is_shown_waiting() -> None:
    """What the user is asked for can't be kept covered."""
    session = FakeSession()
    async with staged(session=session) as stage:
        session.holds = True
        await stage.press("P")
        session.waiting_for_input = True
        session.say(InputWanted("name? "))
        await stage.settle()

        assert stage.main.input.display


async def test_the_program_s_end_is_an_answer() -> None:
    session = FakeSession()
    async with staged(session=session) as stage:
        session.holds = True
        await stage.press("P")
        session.end(Exited(0, None, "exit status 0"))
        await stage.settle()
        assert stage.app.shown_state == "asking"
        await stage.press("enter", "enter")

        assert "the program ends" in "".join(bar(stage))


async def test_letters_are_theirs_again_afterwards(monkeypatch: Any) -> None:
    """b is a breakpoint, c goes on."""
    async with staged() as stage:
        await stage.press("P", "P", "b", "c")

        assert stage.app.shown == stage.session.snapshot
        assert len(stage.session.breakpoints) == 1
