"""The ways to run and to look back, each in a real terminal at the size of a classroom."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

from tests.differential.programs import ROOT
from tests.interpreters import supported
from tests.test_tmux import TMUX, Terminal, current_row

pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
    pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows"),
]

LOOP = "total = 0\nfor number in range(10 ** 9):\n    total += number\n"
Start = Callable[[str], Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Opens a program in a terminal, and waits for its first stop."""
    terminals = []

    def open_program(text: str) -> Terminal:
        script = tmp_path / "guest.py"
        script.write_text(text)
        command = [sys.executable, "-m", "stepper", "--python", supported()[-1].path, str(script)]
        shell = f"cd {shlex.quote(str(ROOT))} && exec {shlex.join(command)}"
        terminal = Terminal(tmp_path / "socket", 80, 24, shell)
        terminals.append(terminal)
        terminal.wait("the first stop", lambda screen: "PAUSED" in screen and current_row(screen))
        return terminal

    yield open_program
    for terminal in terminals:
        terminal.run("kill-server")


def place(screen: str) -> int:
    """The n of the timeline's "step n/m"; 0 while there is none."""
    found = re.search(r"step (\d+)/\d+", screen)
    return int(found[1]) if found else 0


def go_to(terminal: Terminal, destination: str) -> None:
    """Type at the prompt, once it is there: keys are for what has the focus when they arrive."""
    terminal.press("g")
    terminal.wait("the prompt", lambda screen: "Go to" in screen)
    terminal.press(destination, "Enter")


def test_slow_motion(start: Start) -> None:
    terminal = start(LOOP)
    terminal.press("+", "+", "+", "a")
    terminal.wait("slow motion", lambda screen: "PLAYING 16/s" in screen and place(screen) > 3)
    terminal.press("a")
    stopped = terminal.wait("its end", lambda screen: "PAUSED" in screen)

    assert place(stopped) > 3


def test_so_many_steps_and_back_to_one_of_them(start: Start) -> None:
    """The past is told from the present in the header, and in the colour of the rules."""
    terminal = start(LOOP)
    go_to(terminal, "step 40")
    there = terminal.wait("step 41", lambda screen: "step 41/41" in screen and "PAUSED" in screen)
    go_to(terminal, "#12")
    past = terminal.wait("the past", lambda screen: "HISTORY -29" in screen and "step 12/41" in screen)
    assert current_row(past) != current_row(there)
    terminal.press("Left", "S", "s")
    terminal.wait("step 11", lambda screen: "HISTORY -30" in screen)
    terminal.press(">")
    now = terminal.wait("now", lambda screen: "PAUSED" in screen and "step 41/41" in screen)

    assert current_row(now) == current_row(there)


def test_run_to_the_cursor(start: Start) -> None:
    terminal = start(LOOP)
    go_to(terminal, "L3")
    terminal.wait("the cursor", lambda screen: re.search(r"3 [▹┆]", screen))
    terminal.press("t")
    stopped = terminal.wait("the line", lambda screen: "line 3 @" in screen and "PAUSED" in screen)

    assert "LOAD" in current_row(stopped)


def test_running_and_pause(start: Start) -> None:
    """A program that runs shows its speed, and pauses at any moment."""
    terminal = start(LOOP)
    terminal.press("c")
    terminal.wait("its speed", lambda screen: re.search(r"RUNNING [\d.]+ [kM] instr/s", screen))
    terminal.press("C-c")
    paused = terminal.wait("the pause", lambda screen: "PAUSED" in screen)

    assert current_row(paused)


def test_stuck_in_c_code_and_killed(start: Start) -> None:
    terminal = start("total = sum(range(10 ** 12))\n")
    terminal.press("c")
    terminal.wait("its age", lambda screen: re.search(r"IN C CODE [23] s", screen))
    terminal.press("C-c")
    terminal.wait("what becomes of the pause", lambda screen: "pauses when that returns" in screen)
    terminal.press("K")
    terminal.wait("its end", lambda screen: "ENDED · killed by SIGKILL" in screen)
