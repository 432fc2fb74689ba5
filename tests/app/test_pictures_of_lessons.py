"""Lessons, predictions and what opens over the screen, as pictures, taken as in test_pictures.py."""

from __future__ import annotations

from typing import Any, Tuple

import pytest
from textual.pilot import Pilot

from stepper.actions import teaching
from stepper.app import PystepApp
from stepper.questions import Inspected, Item
from tests.app.fake import FakeSession, app_on
from tests.app.lesson import given
from tests.app.test_breakpoints import with_points
from tests.app.test_pictures import SIZES, THEMES, app, size_name

CLASSROOM = (80, 24)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "OPENING", 0.0)


def lesson(at: int, theme: str = "pystep-dark") -> PystepApp:
    """The lesson, opened at a stop."""
    session, talk = given()
    return app_on(session, theme=theme, talk=talk, at=at)


async def _without_toasts(pilot: Pilot[None]) -> None:
    """That stops were left out is said in a toast, which goes by itself."""
    await pilot.pause()
    pilot.app.clear_notifications()
    await pilot.pause()


def compare(snap_compare: Any, at: int, keys: str = "", **options: Any) -> bool:
    """Compare a stop after some keys."""
    size = options.pop("size", CLASSROOM)
    return bool(
        snap_compare(
            lesson(at, **options), press=keys.split(), terminal_size=size, run_before=_without_toasts
        )
    )


def test_stop_with_its_note(snap_compare: Any) -> None:
    assert compare(snap_compare, 1)


@pytest.mark.parametrize("theme", THEMES)
def test_question(snap_compare: Any, theme: str) -> None:
    """What would answer it is covered."""
    assert compare(snap_compare, 2, theme=theme)


@pytest.mark.parametrize("size", SIZES[1:], ids=size_name)
def test_question_on_larger_screens(snap_compare: Any, size: Tuple[int, int]) -> None:
    assert compare(snap_compare, 2, size=size)


def test_which_line_is_asked(snap_compare: Any) -> None:
    """The branch of the listing says nothing of where it goes."""
    assert compare(snap_compare, 3)


def test_votes(snap_compare: Any) -> None:
    """Counted, and a second time after the discussion."""
    assert compare(snap_compare, 2, "a 1 2 b 7 v b")


def test_answer_after_a_wrong_prediction(snap_compare: Any) -> None:
    """Side by side, with what to say to those who were wrong."""
    assert compare(snap_compare, 2, "c enter")


def test_outcome_after_the_last_answer(snap_compare: Any) -> None:
    """The panes show what has come of it."""
    assert compare(snap_compare, 2, "a enter space a enter")


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_end_card(snap_compare: Any, size: Tuple[int, int]) -> None:
    """What to keep, the score, what was not reached, what Python has no instruction for, and what to try."""
    assert compare(snap_compare, 2, "a enter space a enter space enter enter space", size=size)


@pytest.mark.parametrize("theme", THEMES)
def test_prediction_without_a_lesson(snap_compare: Any, theme: str) -> None:
    assert snap_compare(app(theme)[0], press=[*"sssP"], terminal_size=CLASSROOM)


def test_prediction_answered(snap_compare: Any) -> None:
    assert snap_compare(app()[0], press=[*"sssPa", "enter"], terminal_size=CLASSROOM)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_help(snap_compare: Any, size: Tuple[int, int]) -> None:
    assert snap_compare(app()[0], press=[*"s?"], terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_breakpoints(snap_compare: Any, size: Tuple[int, int]) -> None:
    """With rules, one that is off, of all kinds, one whose condition can't be told; the pane has the keys."""
    shown = app_on(with_points())

    async def tell(pilot: Pilot[None]) -> None:
        await pilot.pause()
        shown.main.show_breakpoints(shown.session.breakpoints)
        await pilot.press("s", "8")

    assert snap_compare(shown, terminal_size=size, run_before=tell)


@pytest.mark.parametrize("theme", THEMES)
def test_inspector(snap_compare: Any, theme: str) -> None:
    """Every field with its value and what it is for."""
    session = FakeSession()
    fields = (
        Item("f_lasti", "84", "Offset of the instruction that is about to run, or runs."),
        Item("f_lineno", "8", "Line of that instruction."),
        Item("stack depth", "5 of 6", "Values on the stack, and the most the compiler allows."),
    )
    code = (
        Item("co_consts", "0: None", "Constants, as LOAD_CONST numbers them."),
        Item("", "1: 1", ""),
        Item("co_flags", "OPTIMIZED, NEWLOCALS", "What kind of code it is, by name."),
    )

    async def inspect(pilot: Pilot[None]) -> None:
        await pilot.press("s", "s", "s", "i")
        session.say(Inspected("factorials", fields, code))
        await pilot.pause()

    assert snap_compare(app_on(session, theme=theme), terminal_size=CLASSROOM, run_before=inspect)
