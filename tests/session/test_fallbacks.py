"""Where there is no pseudo-terminal or no way to pass a descriptor on: the same session by other means."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from stepper import process
from stepper.process import Process
from stepper.protocol import Stopped
from stepper.session import Exited
from tests.session.watching import exists, session


@pytest.fixture(params=[process._Pipes, process._PumpedPipes], ids=["pipes", "pumped pipes"])
def stdio(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """The program's streams are pipes; with a thread that carries the output over, as on Windows."""
    monkeypatch.setattr(process, "_stdio", request.param)
    kind: Callable[[], Any] = request.param
    return kind


def test_output_and_input_by_pipes(stdio: object) -> None:
    """Lines come as they are printed, and the program reads what is typed."""
    program = "import os\nprint('tty', os.isatty(1))\nfor line in open(0): print('got', line, end='')"
    with session(program) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_until(lambda: "tty False\n" in watched.output, "first line")
        watched.send_input("one\n")
        watched.wait_until(lambda: "got one\n" in watched.output, "answer")
        watched.send_input("two\n")
        watched.end_input()
        watched.wait_for(Exited)

        assert watched.output == "tty False\ngot one\ngot two\n"


def test_much_output_by_pipes(stdio: object) -> None:
    """All of it, though the process ends right after."""
    with session("import os\nfor n in range(1000): os.write(1, b'%07d\\n' % n * 100)") as watched:
        watched.run_to_end()

        assert watched.output == "".join(f"{n:07d}\n" * 100 for n in range(1000))


def test_closing_with_pipes(stdio: object) -> None:
    """Nothing is left, restart works."""
    with session("import time; time.sleep(60)") as watched:
        watched.wait_paused()
        watched.continue_()
        first = watched.pid
        watched.restart()
        assert not exists(first)
        watched.wait_for(Stopped, 2)
        second = watched.pid
        watched.close()
        assert not exists(second)


def test_the_debuggee_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    """By loopback, with a token that the program does not find in its environment."""
    monkeypatch.setattr(Process, "_start", Process._start_connecting)
    with session("import os\nprint([name for name in os.environ if 'PYSTEP' in name])") as watched:
        assert watched.run_to_end().status == 0
        assert watched.output == "[]\n"


def test_a_stranger_that_connects_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who knows the token becomes the debuggee."""
    import socket

    spawn = Process._spawn

    def with_stranger(self: Process, command: Any, **more: Any) -> Any:
        with socket.create_connection(("127.0.0.1", int(command[-1]))) as stranger:
            stranger.sendall(b"0" * 32)
        return spawn(self, command, **more)

    monkeypatch.setattr(Process, "_start", Process._start_connecting)
    monkeypatch.setattr(Process, "_spawn", with_stranger)
    with session("print('me')") as watched:
        assert watched.run_to_end().status == 0
        assert watched.output == "me\n"
