"""The screen as pictures: the three sizes, both themes, and what opens over them.

``pytest tests/app/test_pictures.py --snapshot-update`` takes them anew; look at them before you commit.
"""

from __future__ import annotations

from typing import Any, Tuple

import pytest
from textual.pilot import Pilot

from stepper.app import PystepApp
from stepper.protocol import InputWanted, Resumed
from tests.app.fake import FakeSession


def app(theme: str = "pystep-dark", **options: Any) -> Tuple[PystepApp, FakeSession]:
    """An app on a fake session, with nothing that moves by itself."""
    session = FakeSession()
    return PystepApp(session, theme=theme, **options), session  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_screen(snap_compare: Any, size: Tuple[int, int]) -> None:
    """In the loop, at a branch, something changed, a breakpoint set, something printed."""
    shown, session = app()

    async def print_a_line(pilot: Pilot[None]) -> None:
        await pilot.pause()  # until the session is listened to
        session.print("[1, 1, 2, 6, 24, 120]\n")
        await pilot.pause()

    assert snap_compare(shown, press=[*"sssssb"], terminal_size=size, run_before=print_a_line)


def test_light(snap_compare: Any) -> None:
    """The projector's theme."""
    assert snap_compare(app("pystep-light")[0], press=[*"sss"], terminal_size=(80, 24))


def test_ascii(snap_compare: Any) -> None:
    assert snap_compare(app(ascii=True)[0], press=[*"sssssb"], terminal_size=(80, 24))


def test_waiting_for_input(snap_compare: Any) -> None:
    shown, session = app()

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("s")
        session.print("What is your name? ")
        session.say(Resumed())
        session.say(InputWanted("What is your name? "))
        await pilot.pause()
        await pilot.press(*"Ada")
        shown.main.input.query_one("Line").cursor_blink = False  # type: ignore[attr-defined]

    assert snap_compare(shown, terminal_size=(80, 24), run_before=ask)


def test_the_past(snap_compare: Any) -> None:
    """Nobody takes it for the present."""
    assert snap_compare(app()[0], press=[*"sssssSS"], terminal_size=(80, 24))
