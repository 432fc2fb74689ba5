"""The screen as pictures: three sizes and five themes of the main states.

``pytest tests/app/test_pictures.py --snapshot-update`` takes them anew; look at them before you commit.
"""

from __future__ import annotations

from typing import Any, Tuple

import pytest
from textual.pilot import Pilot

from stepper.app import PystepApp
from stepper.protocol import InputWanted, Resumed
from stepper.session import Exited
from tests.app.fake import FakeSession, app_on


def app(theme: str = "pystep-dark", **options: Any) -> Tuple[PystepApp, FakeSession]:
    """An app on a fake session, with nothing that moves by itself."""
    session = FakeSession()
    return app_on(session, theme=theme, **options), session


SIZES = [(80, 24), (120, 40), (200, 60)]
OTHERS = ("pystep-light", "pystep-projector", "pystep-contrast", "pystep-ansi")
THEMES = ("pystep-dark", *OTHERS)


# Every state in every theme in the classroom, on larger screens in one; the rest with --slow.
SCENES = [
    pytest.param(size, theme, marks=() if size == (80, 24) or theme == THEMES[0] else pytest.mark.slow)
    for size in SIZES
    for theme in THEMES
]


def size_name(value: object) -> str:
    """80x24, 120x40, or a theme's name as it is."""
    return f"{value[0]}x{value[1]}" if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_screen(snap_compare: Any, size: Tuple[int, int]) -> None:
    """In the loop, at a branch, something changed, a breakpoint set, something printed."""
    in_the_loop(snap_compare, size, "pystep-dark", "sssssb")


@pytest.mark.parametrize("theme", OTHERS)
@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_theme(snap_compare: Any, size: Tuple[int, int], theme: str) -> None:
    """The same in the other themes, and an instruction is pointed at."""
    in_the_loop(snap_compare, size, theme, "sssssbj")


def in_the_loop(snap_compare: Any, size: Tuple[int, int], theme: str, keys: str) -> None:
    """Compare the screen after a line has been printed and the keys pressed."""
    shown, session = app(theme)

    async def print_a_line(pilot: Pilot[None]) -> None:
        await pilot.pause()  # until the session is listened to
        session.print("[1, 1, 2, 6, 24, 120]\n")
        await pilot.pause()

    assert snap_compare(shown, press=[*keys], terminal_size=size, run_before=print_a_line)


@pytest.mark.parametrize(("size", "theme"), SCENES, ids=size_name)
def test_past_and_heat(snap_compare: Any, size: Tuple[int, int], theme: str) -> None:
    """Looking back, with the column of how often instructions ran."""
    assert snap_compare(app(theme)[0], press=[*"sssssSSH"], terminal_size=size)


@pytest.mark.parametrize(("size", "theme"), SCENES, ids=size_name)
def test_running(snap_compare: Any, size: Tuple[int, int], theme: str) -> None:
    """The panes show where it was, fainter."""
    shown, _ = app(theme)

    async def run(pilot: Pilot[None]) -> None:
        await pilot.press("s", "s")
        shown.main.show_state("running")
        await pilot.pause()

    assert snap_compare(shown, terminal_size=size, run_before=run)


@pytest.mark.parametrize(("size", "theme"), SCENES, ids=size_name)
def test_ended(snap_compare: Any, size: Tuple[int, int], theme: str) -> None:
    """With an exception's status."""
    shown, session = app(theme)

    async def end(pilot: Pilot[None]) -> None:
        await pilot.press("s", "s")
        session.end(Exited(1, None, "exit status 1"))
        await pilot.pause()

    assert snap_compare(shown, terminal_size=size, run_before=end)


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
