"""The session and the real debuggee together: what a front end lives on."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest

from stepper.protocol import (
    Breakpoint,
    Ended,
    InputDone,
    InputWanted,
    Launch,
    RequestRefused,
    Stopped,
)
from stepper.session import Exited, SessionError
from tests.interpreters import Interpreter, supported
from tests.session.watching import PYTHON, Watched, session

PROGRAM = "def f(n):\n    return n + 1\n\nx = f(1)\nprint(x)\n"


def kinds(watched: Watched) -> List[str]:
    assert watched.snapshot is not None
    return [reason.kind for reason in watched.snapshot.reasons]


@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_stepping_to_the_end(interpreter: Interpreter) -> None:
    """Instruction by instruction, in the interpreter that was asked for, until the program is over."""
    with session(PROGRAM, python=interpreter.path) as watched:
        seen = set()
        while watched.state != "ended":
            watched.wait_paused_or_ended()
            assert watched.snapshot is not None
            seen |= {frame.qualname for frame in watched.snapshot.frames}
            if watched.state == "paused":
                watched.step()

        assert watched.python_version == interpreter.full
        assert len(watched.all(Stopped)) > 10
        assert seen == {"<module>", "f"}
        assert watched.output == "2\n"
        assert watched.wait_for(Ended) == Ended(0, "finished")
        assert watched.wait_for(Exited).status == 0


def test_listings_and_sources_come_before_they_are_named() -> None:
    """A front end never has to ask for what a snapshot shows."""
    with session(PROGRAM) as watched:
        watched.wait_paused()
        assert watched.snapshot is not None
        code = watched.snapshot.frames[0].code
        assert watched.listings[code].qualname == "<module>"
        assert watched.sources[watched.listings[code].file] == PROGRAM


def test_input_is_asked_for_and_answered() -> None:
    """The program's wish is known while it waits, and over when it has its line."""
    with session("def ask():\n    return input('who? ')\nprint('hello', ask())") as watched:
        watched.wait_paused()
        watched.continue_()
        wanted = watched.wait_for(InputWanted)
        assert (wanted.prompt, wanted.place) == ("who? ", "ask, line 2")
        assert watched.waiting_for_input

        watched.send_input("you\n")

        watched.wait_for(InputDone)
        watched.wait_for(Exited)
        assert not watched.waiting_for_input
        assert "hello you\n" in watched.output


def test_the_end_of_input_is_an_eof_error() -> None:
    """As with Ctrl+D."""
    with session("try: input()\nexcept EOFError: print('no more')") as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_for(InputWanted)
        watched.end_input()
        watched.wait_for(Exited)

        assert watched.output == "no more\n"


def test_a_running_program_is_paused() -> None:
    """An endless loop stops at its next instruction."""
    with session("n = 0\nwhile True:\n    n += 1") as watched:
        watched.wait_paused()
        watched.continue_()

        watched.pause()

        watched.wait_for(Stopped, 2)
        assert kinds(watched) == ["pause"]


def test_a_breakpoint_set_while_running_is_hit() -> None:
    """The loop that is running stops there."""
    with session("def f(n):\n    return n + 1\n\nn = 0\nwhile True:\n    n = f(n)") as watched:
        watched.wait_paused()
        watched.continue_()
        watched.add_breakpoint(Breakpoint("f@0", "", "", 0, -1, 0))
        watched.wait_for(Stopped, 2)
        assert kinds(watched) == ["breakpoint"]


def test_a_breakpoint_is_removed_while_running() -> None:
    """At once, not at the next stop."""
    with session("def f(): pass\nwhile True: pass", breakpoints=["f@0"]) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.remove_breakpoint(watched.own_points[0])
        watched.wait_until(lambda: watched.own_points == (), "removal")
        assert watched.state == "running"


def test_a_program_that_uses_signals_itself_is_paused() -> None:
    """What it does with those meant for users is its own matter."""
    program = "import signal\nsignal.signal(signal.SIGUSR1, signal.SIG_DFL)\nprint('set')\nwhile True: pass"
    with session(program) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_until(lambda: watched.output == "set\n", "output")
        watched.pause()
        watched.wait_for(Stopped, 2)
        assert kinds(watched) == ["pause"]


def test_breakpoints_from_the_launch_hold_over_a_restart() -> None:
    """Both lives stop there."""
    with session(PROGRAM, breakpoints=["f@0"]) as watched:
        for _ in range(2):
            watched.wait_paused()
            watched.continue_()
            watched.wait_for(Stopped, 2)
            assert "breakpoint" in kinds(watched)
            assert [point.where for point in watched.own_points] == ["f@0"]
            watched.events.clear()
            watched.restart()


def test_breakpoints_outlive_a_life_that_could_not_be_started(tmp_path: Path) -> None:
    """A typing error in the script, a restart, the error mended, a restart."""
    script = tmp_path / "main.py"
    script.write_text(PROGRAM)
    with session("", launch=Launch("script", str(script), (), "wire", ("f@0",))) as watched:
        watched.wait_paused()
        script.write_text("x = = 1\n")
        watched.restart()
        assert "invalid syntax" in (watched.wait_started() or "")
        script.write_text(PROGRAM)
        watched.restart()
        watched.wait_until(lambda: watched.own_points != (), "breakpoint")
        assert [point.where for point in watched.own_points] == ["f@0"]


def test_a_breakpoint_set_while_stopped_is_hit() -> None:
    """It is confirmed before the program goes on."""
    with session(PROGRAM) as watched:
        watched.wait_paused()
        assert watched.snapshot is not None
        watched.add_breakpoint(Breakpoint("", watched.snapshot.frames[0].file, "", 0, -1, 5))
        watched.wait_until(lambda: len(watched.own_points) == 1, "breakpoint")
        watched.continue_()
        watched.wait_for(Stopped, 2)

        assert watched.snapshot.frames[0].line == 5
        watched.remove_breakpoint(watched.own_points[0])
        watched.wait_until(lambda: not watched.own_points, "removal")


@pytest.mark.parametrize(
    ("launch", "reason"),
    [
        (Launch("code", "x = = 1", (), "wire"), "invalid syntax"),
        (Launch("code", PROGRAM, (), "wire", ("g@0",)), "g"),
        (Launch("module", "no_such_module", (), "wire"), "no_such_module"),
        (Launch("script", "/no/such/file.py", (), "wire"), "/no/such/file.py"),
    ],
)
def test_what_can_not_be_started_is_refused(launch: Launch, reason: str) -> None:
    """One message, and the process is gone."""
    refused = Watched(launch, PYTHON)
    refused.start()
    try:
        assert reason in (refused.wait_started() or "")
        assert refused.wait_for(Exited).status == 2
    finally:
        refused.close()


def test_an_uncaught_exception_ends_with_its_name() -> None:
    """The program stops where it is raised; its end is told with status 1."""
    with session("def f():\n    return 1 / 0\nf()") as watched:
        watched.run_to_end()

        assert watched.wait_for(Ended) == Ended(1, "ZeroDivisionError: division by zero")
        assert "Traceback" in watched.output and "stepper" not in watched.output


def test_a_refused_request_does_not_move_the_program() -> None:
    """An offset that is no instruction's."""
    with session(PROGRAM) as watched:
        watched.wait_paused()
        watched.until(999)
        assert "999" in watched.wait_for(RequestRefused).text
        assert watched.state == "paused"


def test_a_script_beside_its_modules(tmp_path: Path) -> None:
    """The module next to the script is stepped into; the standard library is not."""
    (tmp_path / "beside.py").write_text("def g(x):\n    return x * 2\n")
    script = tmp_path / "main.py"
    script.write_text("import beside, json\njson.dumps({})\nprint(beside.g(2))\n")
    with session("", launch=Launch("script", str(script), (), "wire", ("beside.py:2",))) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_for(Stopped, 2)
        assert watched.snapshot is not None
        assert [frame.qualname for frame in watched.snapshot.frames] == ["g", "<module>"]
        watched.run_to_end()
        assert watched.output == "4\n"


def test_breakpoints_are_set_when_the_program_has_ended() -> None:
    """They are for its next life; one in words needs a living program to be read."""
    with session(PROGRAM, breakpoints=["f@0"]) as watched:
        watched.run_to_end()
        (point,) = watched.own_points
        watched.change_breakpoint(point, point._replace(enabled=False))
        watched.add_breakpoint(Breakpoint("1", point.file, "", 0, -1, 1))
        with pytest.raises(SessionError, match="the program has ended"):
            watched.add_breakpoint(Breakpoint("f", "", "", 0, -1, 0))
        watched.restart()
        watched.wait_paused()
        assert [(p.where, p.enabled) for p in watched.own_points] == [("f@0", False), ("1", True)]
        watched.remove_breakpoint(watched.own_points[0])
        watched.wait_until(lambda: len(watched.own_points) == 1, "removal")
