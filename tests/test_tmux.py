"""The real command in a real terminal: stepped, stopped at a breakpoint, given its input, left."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Dict, Iterator, Set

import pytest

from tests.differential.programs import ROOT
from tests.interpreters import supported

TMUX = shutil.which("tmux")
pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
    pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows"),
]

DEADLINE = 20.0  # seconds for anything to appear
PROGRAM = """\
def square(n):
    result = n * n
    return result


total = 0
for number in range(3):
    total += square(number)
name = input("who? ")
print("hello", name, total)
"""


class Terminal:
    """One tmux session on a server of its own."""

    def __init__(self, socket: Path, columns: int, rows: int, command: str) -> None:
        self._home = str(socket.parent)  # not the user's: the first start leaves a mark there
        self._tmux = [str(TMUX), "-S", str(socket), "-f", "/dev/null"]
        size = ["-x", str(columns), "-y", str(rows)]
        self.run("new-session", "-d", *size, command, check=True)

    def run(self, *arguments: str, check: bool = False) -> str:
        command = [*self._tmux, *arguments]
        # Readline puts a size of its own into the environment, which would be taken for the terminal's.
        environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        environment.update(XDG_STATE_HOME=self._home, XDG_CONFIG_HOME=self._home)
        return subprocess.run(command, check=check, capture_output=True, text=True, env=environment).stdout

    def press(self, *keys: str) -> None:
        self.run("send-keys", *keys, check=True)

    def screen(self) -> str:
        return self.run("capture-pane", "-p")

    def wait(self, what: str, holds: Callable[[str], object]) -> str:
        """The first screen of which *holds* is true; fails when none comes."""
        end = time.monotonic() + DEADLINE
        while True:
            screen = self.screen()
            if holds(screen):
                return screen
            assert time.monotonic() < end, f"waited in vain for {what}; the screen shows:\n{screen}"
            time.sleep(0.02)

    def pid(self) -> int:
        """The process of the command."""
        return int(self.run("display-message", "-p", "#{pane_pid}"))


def alive() -> Dict[int, int]:
    """The processes of this machine, each with its parent, without those that only wait to be reaped."""
    command = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listing.splitlines())
    return {int(pid): int(parent) for pid, parent, state, *_ in rows if not state.startswith("Z")}


def family(pid: int) -> Set[int]:
    """A process and all that descend from it."""
    parents, members = alive(), {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in members} - members
        if not more:
            return members
        members |= more


def until(holds: Callable[[], object]) -> bool:
    end = time.monotonic() + DEADLINE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    script = tmp_path / "guest.py"
    script.write_text(PROGRAM)
    command = [sys.executable, "-m", "stepper", "--python", supported()[-1].path, str(script)]
    shell = f"cd {shlex.quote(str(ROOT))} && exec {shlex.join(command)}"
    one = Terminal(tmp_path / "socket", 120, 40, shell)
    yield one
    one.run("kill-server")


def current_row(screen: str) -> str:
    """The listing's row about to run: it has an offset and an instruction's name."""
    rows = [line for line in screen.splitlines() if re.search(r"►.*\b\d+[ !][A-Z_]{3,}", line)]
    return rows[0] if rows else ""


def test_a_session_in_a_terminal(terminal: Terminal) -> None:
    """Step, breakpoint, continue, input, end, quit."""
    first = terminal.wait("the first stop", lambda screen: "PAUSED" in screen and current_row(screen))
    assert "RESUME" in current_row(first)
    assert "Welcome" in first
    ours = family(terminal.pid())
    assert len(ours) >= 2  # the screen and the program

    terminal.press("s")
    stepped = terminal.wait(
        "a step", lambda screen: "RESUME" not in current_row(screen) and "Welcome" not in screen
    )

    terminal.press("2", "j", "j", "j", "b")
    terminal.wait("a breakpoint in the gutter", lambda screen: screen.count("●") > stepped.count("●"))
    terminal.press("c")
    stopped = terminal.wait(
        "the breakpoint", lambda screen: "PAUSED" in screen and "●" in current_row(screen)
    )
    assert current_row(stopped) != current_row(stepped)

    terminal.press("c")
    terminal.wait("the question", lambda screen: "WAITING FOR INPUT" in screen and "who?" in screen)
    terminal.press("ann", "Enter")
    terminal.wait("the end", lambda screen: "ENDED" in screen and "hello ann 5" in screen)

    terminal.press("q")
    assert until(lambda: not ours & set(alive())), ours & set(alive())


def test_nothing_stays_when_the_screen_is_killed(terminal: Terminal) -> None:
    """The program's process does not outlive a screen that had no chance to say goodbye."""
    terminal.wait("the first stop", lambda screen: "PAUSED" in screen)
    ours = family(terminal.pid())
    assert len(ours) >= 2

    os.kill(terminal.pid(), signal.SIGKILL)

    assert until(lambda: not ours & set(alive())), ours & set(alive())
