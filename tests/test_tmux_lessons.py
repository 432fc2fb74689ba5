"""A lesson in a real terminal of a classroom's size: from its first question to the end card."""

from __future__ import annotations

import re
import shlex
import sys
import time
from functools import partial
from pathlib import Path
from typing import Callable, Iterator

import pytest

from tests.differential.programs import ROOT
from tests.interpreters import supported
from tests.test_tmux import DEADLINE, TMUX, Terminal, alive, family, until

pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
    pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows"),
]

Start = Callable[[str], Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Runs pystep with some words in a terminal, which stays open afterwards."""
    terminals = []

    def run(words: str) -> Terminal:
        command = [sys.executable, "-m", "stepper", *words.split()]
        shell = f"cd {shlex.quote(str(ROOT))} && {shlex.join(command)}; echo status $?; sleep 600"
        terminals.append(Terminal(tmp_path / "socket", 80, 24, shell))
        return terminals[-1]

    yield run
    for terminal in terminals:
        terminal.run("kill-server")


def place(screen: str) -> str:
    """What the header says: PREDICT · stop 3/7."""
    found = re.search(r"(LESSON|PREDICT) · stop \d+/\d+", screen.splitlines()[0])
    return found[0] if found else ""


def test_a_lesson_from_the_first_question_to_the_end(start: Start) -> None:
    """Vote, answer, next stop; what was predicted is counted in the end, and q leaves without a trace."""
    terminal = start(f"--python {supported()[-1].path} --lesson 08")
    asked = terminal.wait("the first question", lambda screen: place(screen) == "PREDICT · stop 1/7")
    assert "Which instruction comes next?" in asked
    assert "????????" in asked
    ours = family(terminal.pid())

    stops, screen = 0, asked
    while "End of the lesson" not in screen:
        here, stops = place(screen), stops + 1
        if here.startswith("PREDICT"):
            terminal.press("a")
            terminal.wait("the vote", lambda screen: "class says" in screen)
            assert "it is" in insist(terminal, "Enter", lambda screen: "predicted" in screen)
        screen = insist(terminal, "Space", partial(is_beyond, here))
    assert stops == 7
    card = terminal.wait("the card", lambda screen: "predictions came true" in screen)
    assert re.search(r"\d of 4 predictions came true", card)
    assert "Try this" in card and "Not reached" not in card

    terminal.press("q")
    terminal.wait("the end", lambda screen: "status 0" in screen)
    assert until(lambda: len(ours & set(alive())) <= 1)  # the shell


def is_beyond(before: str, screen: str) -> bool:
    """Whether a screen shows the next stop, or the card that comes after the last."""
    now = place(screen)
    return "End of the lesson" in screen or (bool(now) and now.split()[-1] != before.split()[-1])


def insist(terminal: Terminal, key: str, holds: Callable[[str], object]) -> str:
    """Press a key, and once more after a while: it does nothing right after a stop has opened."""
    end = time.monotonic() + DEADLINE
    while True:
        terminal.press(key)
        soon = time.monotonic() + 1.5
        while time.monotonic() < soon:
            screen = terminal.screen()
            if holds(screen):
                return screen
            time.sleep(0.02)
        assert time.monotonic() < end, f"{key} does nothing; the screen shows:\n{terminal.screen()}"


def test_the_course_is_listed(start: Start) -> None:
    """All of it is in sight."""
    screen = start("--lesson").wait("the list", lambda screen: "status 0" in screen)

    names = re.findall(r"^\d\d-\w+", screen, re.MULTILINE)
    assert len(names) == 16
    assert "16 lessons, 252 minutes." in screen
