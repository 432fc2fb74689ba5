"""What can happen to a debuggee's process, and what the session says of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from stepper import launcher
from stepper.protocol import Ended, RequestRefused
from stepper.session import Exited, Output
from tests.session.watching import exists, lives, session, wait_gone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are about POSIX processes")


@pytest.fixture(params=["fake", "real"])
def start(request: pytest.FixtureRequest) -> Any:
    """``session`` with the debuggee that has no machine, and with the real one."""

    def begin(program: str, *args: str, **more: Any) -> Any:
        return session(program, *args, fake=request.param == "fake", **more)

    return begin


@pytest.mark.parametrize(
    ("program", "end"),
    [
        ("print('x')", Exited(0, None, "exit status 0")),
        ("import sys; sys.exit(3)", Exited(3, None, "exit status 3")),
        ("import os; os._exit(7)", Exited(7, None, "exit status 7")),
        ("1/0", Exited(1, None, "exit status 1")),
        ("import os; os.kill(os.getpid(), 11)", Exited(None, 11, "killed by SIGSEGV")),
        ("import os; os.kill(os.getpid(), 9)", Exited(None, 9, "killed by SIGKILL")),
        ("import os; os.abort()", Exited(None, 6, "killed by SIGABRT")),
        ("raise KeyboardInterrupt", Exited(None, 2, "killed by SIGINT")),
    ],
)
def test_every_end_is_told(start: Any, program: str, end: Exited) -> None:
    """Exit status or signal, by name, as the last event; the last snapshot stays."""
    with start(program) as watched:
        assert watched.run_to_end() == end
        assert watched.events[-1] == end
        assert watched.snapshot is not None
        assert watched.state == "ended"


def test_an_uncaught_exception_is_shown(start: Any) -> None:
    """The traceback is output of the program."""
    with start("def f():\n    return 1 / 0\nf()") as watched:
        watched.run_to_end()

        plain = re.sub("\x1b\\[[0-9;]*m", "", watched.output)  # in colour from 3.13 on
        assert "ZeroDivisionError: division by zero" in plain


def test_output_comes_as_it_is_printed(start: Any) -> None:
    """A line is delivered while the program goes on, not at its end."""
    with start("print('first')\nline = input()\nprint('got', line)") as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_until(lambda: "first\n" in watched.output, "first line")

        watched.send_input("seçond\n")

        watched.wait_until(lambda: "got seçond\n" in watched.output, "answer")


def test_the_standard_streams_are_a_terminal(start: Any) -> None:
    """isatty, size and the controlling terminal are there; line ends are not changed."""
    program = (
        "import os, sys\n"
        "print([os.isatty(fd) for fd in (0, 1, 2)], tuple(os.get_terminal_size()))\n"
        "print(os.getpid() == os.getsid(0) == os.tcgetpgrp(0), sys.stdout.isatty())\n"
        "open('/dev/tty', 'w').write('direct\\n')"
    )
    with start(program) as watched:
        assert watched.run_to_end().status == 0
        assert watched.output == "[True, True, True] (80, 24)\nTrue True\ndirect\n"


def test_end_of_input(start: Any) -> None:
    """end_input is what Ctrl+D is."""
    with start("import sys\nprint(repr(sys.stdin.read()))") as watched:
        watched.wait_paused()
        watched.continue_()
        watched.send_input("one\ntwo\n")
        watched.end_input()
        watched.wait_until(lambda: r"'one\ntwo\n'" in watched.output, "what was read")


def test_much_input_waits_for_the_program(start: Any) -> None:
    """More than a terminal holds is typed as the program takes it."""
    program = "import time\ntime.sleep(0.1)\nprint(sum(len(input()) for _ in range(300)))"
    with start(program) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.send_input(("x" * 99 + "\n") * 300)
        watched.wait_until(lambda: "\n29700\n" in watched.output, "sum of the lengths")


def test_five_megabytes_of_output(start: Any) -> None:
    """All of it arrives, in order, in pieces of bounded size."""
    program = "import sys\nfor n in range(50000):\n    sys.stdout.write('%07d' % n + 'é' * 46 + '\\n')"
    with start(program) as watched:
        watched.run_to_end()

        lines = watched.output.splitlines()
        assert [int(line[:7]) for line in lines] == list(range(50000))
        assert {line[7:] for line in lines} == {"é" * 46}
        assert max(len(event.text) for event in watched.all(Output)) <= 1 << 17


def test_a_slow_listener_holds_the_program_back(tmp_path: Path) -> None:
    """What is printed waits in the terminal, not in memory."""
    counter = tmp_path / "written"
    counter.write_text("0")
    program = (
        "import sys, os\nwritten = 0\nwhile True:\n"
        "    written += os.write(1, b'x' * 1000)\n"
        f"    open({str(counter)!r}, 'w').write(str(written))"
    )
    gate = threading.Event()
    with session(program, fake=True) as watched:
        watched.wait_paused()
        keep = watched.listener
        assert keep is not None

        def slow(event: Any) -> None:
            if isinstance(event, Output):
                gate.wait()
            keep(event)

        watched.listener = slow
        watched.continue_()
        before, now = "", "0"
        while before != now or now == "0":  # until it does not get on any more
            time.sleep(0.2)
            before, now = now, counter.read_text()

        assert int(now) < 1 << 18
        watched.kill()
        gate.set()
        assert watched.wait_for(Exited).signal == 9


def test_bytes_that_are_no_text_are_replaced(start: Any) -> None:
    """A character cut in two by the reads is whole again; what is no UTF-8 does no harm."""
    with start(
        "import os, time\nfor b in 'é'.encode() + b'\\xff.':\n    os.write(1, bytes([b])); time.sleep(.05)"
    ) as s:
        s.run_to_end()

        assert s.output == "é\ufffd."


def test_garbage_on_the_wire_is_survived(start: Any) -> None:
    """A program that writes into every descriptor can still be stepped to its end."""
    program = (
        "import os\nfor fd in range(3, 400):\n"
        "    try: os.write(fd, b'garbage' * 10)\n    except OSError: pass\nprint('ok')"
    )
    with start(program) as watched:
        assert watched.run_to_end().status == 0
        assert watched.output == "ok\n"


def test_a_program_that_cuts_the_wire_is_reported_and_can_be_killed() -> None:
    """It lives, so nothing is over; the user is told and has a way out."""
    program = "import os, time\nos.closerange(3, 1000)\nprint('still here')\ntime.sleep(60)"
    with session(program, fake=True) as watched:
        watched.wait_paused()
        watched.continue_()
        refused = watched.wait_for(RequestRefused)
        assert "cut the debugger off" in refused.text
        assert lives(watched.pid)

        watched.kill()

        assert watched.wait_for(Exited).signal == signal.SIGKILL
        assert watched.output == "still here\n"


def test_ended_is_told_before_the_exit(start: Any) -> None:
    """The program's own end and the process's are two events, in this order."""
    with start("pass") as watched:
        watched.run_to_end()

        kinds = [type(event) for event in watched.events]
        assert kinds.index(Ended) < kinds.index(Exited)


@pytest.mark.parametrize("moment", ["paused", "running", "ended"])
def test_close_leaves_nothing(start: Any, moment: str) -> None:
    """Neither the debuggee nor its children, nor a zombie, whenever it is closed."""
    program = (
        "import os, subprocess, sys, time\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "print(subprocess.Popen(sleep, preexec_fn=os.setpgrp).pid)\n"
        "time.sleep(60)"
    )
    if moment == "ended":
        program = "import os; os._exit(1)"
    with start(program) as watched:
        watched.wait_paused()
        pids = [watched.pid]
        if moment != "paused":
            watched.continue_()
        if moment == "running":
            watched.wait_until(lambda: "\n" in watched.output, "child's number")
            pids.append(int(watched.output))
        if moment == "ended":
            watched.wait_for(Exited)

        watched.close()

        assert not exists(pids[0])
        assert all(wait_gone(pid) for pid in pids)
        assert watched.state == "ended"
        watched.close()


FRONT_END = """
import sys, time
sys.path[:0] = {path!r}
from tests.session.watching import session
with session({program!r}, fake={fake!r}) as watched:
    watched.wait_paused()
    if {running!r}:
        watched.continue_()
        watched.wait_until(lambda: "on" in watched.output, "output")
    print(watched.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("running", [False, True], ids=["paused", "running"])
@pytest.mark.parametrize("fake", [True, False], ids=["fake", "real"])
def test_nothing_stays_when_the_front_end_is_killed(fake: bool, running: bool) -> None:
    """kill -9 of our own process takes the debuggee along, even one that ignores hang-up and is in C code."""
    program = (
        "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nprint('on', flush=True)\n"
        "sum(range(10**12))"
    )
    root = str(Path(__file__).parents[2])
    script = FRONT_END.format(path=[root], program=program, fake=fake, running=running)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as front_end:
        assert front_end.stdout is not None
        pid = int(front_end.stdout.readline())
        assert lives(pid)

        os.kill(front_end.pid, signal.SIGKILL)

        assert wait_gone(pid)


def test_the_stack_limit_is_raised_for_the_debuggee_only(start: Any) -> None:
    """C code that calls guest functions nests on the host's stack; our own limit stays."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_STACK)
    with start("import resource\nprint(resource.getrlimit(resource.RLIMIT_STACK)[0])") as watched:
        watched.run_to_end()

        soft, hard = int(watched.output), before[1]
        wanted = launcher.STACK_FROM_314 if sys.version_info >= (3, 14) else launcher.STACK
        assert soft == -1 or soft >= (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard))
        assert resource.getrlimit(resource.RLIMIT_STACK) == before
