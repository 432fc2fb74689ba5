"""The debuggee over the wire: what it answers, and what it survives. Each test is a real process."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
from typing import Any, List

import pytest

from stepper.protocol import (
    AddBreakpoint,
    Breakpoint,
    BreakpointsChanged,
    Crashed,
    Ended,
    InputDone,
    InputWanted,
    Listed,
    Pause,
    RequestRefused,
    Resume,
    SelectFrame,
    SendListing,
    SourceSent,
    Stopped,
)
from stepper.session import Exited
from tests.session.watching import Watched, session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are about POSIX processes")

NESTED = """
def inner(n):
    return n * 2
def outer(n):
    return 1 + inner(n)
outer(1)
outer(2)
"""


def started(source: str, **more: Any) -> Any:
    return session(textwrap.dedent(source).lstrip(), **more)


def kinds(watched: Watched) -> List[str]:
    assert watched.snapshot is not None
    return [reason.kind for reason in watched.snapshot.reasons]


def functions(watched: Watched) -> List[str]:
    assert watched.snapshot is not None
    return [frame.qualname for frame in watched.snapshot.frames]


def to_next_stop(watched: Watched, request: Any) -> None:
    """Make a request that goes on and wait for the stop it leads to."""
    count = len(watched.all(Stopped))
    request()
    watched.wait_until(lambda: len(watched.all(Stopped)) > count or watched.state == "ended", "stop")


# ---- requests ----


def test_a_frame_is_selected_and_gone_on_from() -> None:
    """Its view comes with the same number of stops; finish is about the frame that was asked for."""
    with started(NESTED, breakpoints=["inner@0"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        assert watched.snapshot is not None
        number, chosen = watched.snapshot.number, watched.snapshot.frames[1]
        assert functions(watched) == ["inner", "outer", "<module>"]

        to_next_stop(watched, lambda: watched.select_frame(1))
        assert watched.snapshot.number == number
        assert watched.snapshot.view is not None and watched.snapshot.view.header == chosen

        watched.select_frame(9)
        watched.wait_for(RequestRefused)

        to_next_stop(watched, lambda: watched.finish(chosen.frame))
        assert functions(watched) == ["<module>"]
        assert watched.snapshot.returned is not None and watched.snapshot.returned.text == "3"


def test_until_and_next_of_a_selected_frame() -> None:
    """They run what is inside of it."""
    with started(NESTED, breakpoints=["inner@0"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        assert watched.snapshot is not None
        outer = watched.snapshot.frames[1]
        last = watched.listings[outer.code].rows[-1].offset

        to_next_stop(watched, lambda: watched.next(outer.frame))
        assert functions(watched) == ["outer", "<module>"]
        to_next_stop(watched, lambda: watched.until(last, outer.frame))
        assert watched.snapshot.frames[0].offset == last


def test_a_frame_that_is_gone_is_refused() -> None:
    """Frames are known by their numbers."""
    with started(NESTED) as watched:
        watched.wait_paused()
        watched.next(99)
        assert "not there any more" in watched.wait_for(RequestRefused).text
        assert watched.state == "paused"


def test_a_listing_is_sent_on_request() -> None:
    """That of a nested function, before it exists; and nothing for a key that is none."""
    with started(NESTED) as watched:
        watched.wait_paused()
        (module,) = watched.listings.values()
        watched.send_listing(module.nested[0])
        watched.wait_until(lambda: len(watched.listings) == 2, "listing")
        assert watched.listings[module.nested[0]].qualname == "inner"

        watched.send_listing(1234)
        assert "1234" in watched.wait_for(RequestRefused).text


def test_each_listing_and_source_is_sent_once_and_first() -> None:
    """Before the first stop that names it."""
    with started(NESTED) as watched:
        while watched.state != "ended":
            watched.wait_paused_or_ended()
            if watched.state == "paused":
                watched.step()
        known = set()
        for event in watched.events:
            if isinstance(event, Listed):
                assert event.listing.code not in known
                known.add(event.listing.code)
            if isinstance(event, Stopped):
                assert {frame.code for frame in event.snapshot.frames} <= known
        assert len(known) == 3
        assert len(watched.all(SourceSent)) == 1


def test_a_breakpoint_in_words_and_one_that_names_nothing() -> None:
    """Both are answered, and the session lives."""
    with started(NESTED) as watched:
        watched.wait_paused()
        watched.add_breakpoint(Breakpoint("inner@0", "", "", 0, -1, 0))
        watched.wait_until(lambda: len(watched.own_points) == 1, "breakpoint")
        assert watched.own_points[0].qualname == "inner" and watched.own_points[0].places

        watched.add_breakpoint(Breakpoint("iner@0", "", "", 0, -1, 0))
        assert "close to it: inner" in watched.wait_for(RequestRefused).text

        told = len(watched.all(BreakpointsChanged))
        watched.add_breakpoint(watched.own_points[0])  # it is there: answered all the same
        watched.wait_for(BreakpointsChanged, told + 1)
        assert len(watched.own_points) == 1


def test_requests_while_running() -> None:
    """Breakpoints are set and pauses made; all else waits for a stop."""
    source = """
        import time
        def tick():
            time.sleep(0.001)
        while True:
            tick()
    """
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()
        life = watched._life
        assert life is not None
        life.send(SelectFrame(0))
        life.send(Resume("step"))
        life.send(AddBreakpoint(Breakpoint("tick@0", "", "", 0, -1, 0)))
        life.process.interrupt_wait()

        watched.wait_until(lambda: "breakpoint" in kinds(watched), "breakpoint hit")
        assert all("running" in refused.text for refused in watched.all(RequestRefused))
        assert len(watched.all(RequestRefused)) == 2
        life.send(SendListing(1))
        life.send(Pause())  # it has stopped already
        watched.remove_breakpoint(watched.own_points[0])
        watched.wait_until(lambda: not watched.own_points, "removal")
        to_next_stop(watched, watched.step)
        assert kinds(watched) == ["step"]


def test_a_pause_while_the_program_sleeps() -> None:
    """It stops when the call is over, and the call is not cut short."""
    source = """
        import time
        before = time.monotonic()
        time.sleep(0.3)
        slept = time.monotonic() - before
        print(slept >= 0.3)
    """
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.pause()
        watched.wait_for(Stopped, 2)
        assert "pause" in kinds(watched)
        watched.run_to_end()
        assert watched.output == "True\n"


# ---- stops ----


def test_an_uncaught_exception_stops_where_it_is_raised() -> None:
    """The frames are still there to be looked at."""
    with started("def f(n):\n    return n / 0\nf(1)\n") as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)

        assert functions(watched) == ["f", "<module>"]
        assert kinds(watched) == ["raised"]
        watched.run_to_end()
        assert watched.wait_for(Ended) == Ended(1, "ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    ("source", "status", "text"),
    [
        ("import sys; sys.exit(3)", 3, "SystemExit: 3"),
        ("import sys; sys.exit()", 0, "SystemExit: 0"),
        ("raise SystemExit('no')", 1, "SystemExit: 'no'"),
        ("x = 1", 0, "finished"),
    ],
)
def test_the_end_has_a_status(source: str, status: int, text: str) -> None:
    """sys.exit() is an end and no news on the way to it."""
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()

        assert watched.wait_for(Ended) == Ended(status, text)
        assert watched.wait_for(Exited).status == status
        assert len(watched.all(Stopped)) == 1


def test_a_line_breakpoint_stops_once_an_arrival() -> None:
    """Going on from the start of a for's line to its loop is no arrival."""
    with started("total = 0\nfor i in (1, 2):\n    total += i\nprint(total)\n", breakpoints=["2"]) as watched:
        watched.wait_paused()
        lines = []
        while watched.state != "ended":
            to_next_stop(watched, watched.continue_)
            if watched.state == "paused" and watched.snapshot is not None:
                lines.append(watched.snapshot.frames[0].line)
        assert lines == [2, 2, 2]


# ---- input ----


def test_every_way_to_read_a_line_announces_itself() -> None:
    """Also those that are not input(): once for each line that is waited for."""
    source = """
        import sys
        print(repr(sys.stdin.readline()))
        for line in sys.stdin:
            print(repr(line))
            break
        print(repr(input()), type(sys.stdin).__name__, sys.stdin.name, sys.stdin is sys.__stdin__)
    """
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()
        for number, line in enumerate(("one\n", "two\n", "three\n"), 1):
            watched.wait_for(InputWanted, number)
            assert watched.waiting_for_input
            watched.send_input(line)
            watched.wait_for(InputDone, number)
        watched.wait_for(Exited)

        assert "'one\\n'\n" in watched.output and "'two\\n'\n" in watched.output
        assert "'three' TextIOWrapper <stdin> True" in watched.output
        assert len(watched.all(InputWanted)) == 3


def test_ctrl_c_while_a_line_is_waited_for() -> None:
    """KeyboardInterrupt comes to the program, from whatever it reads with."""
    source = """
        import sys
        try:
            sys.stdin.readline()
        except KeyboardInterrupt:
            print("interrupted")
    """
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_for(InputWanted)
        os.kill(watched.pid, signal.SIGINT)
        watched.wait_for(Exited)

        assert watched.output.endswith("interrupted\n")


# ---- hostile programs ----


def test_a_program_that_patches_what_we_use() -> None:
    """We keep references of our own."""
    source = """
        import builtins, gc, json, json.encoder, os, select, signal, socket, sys, threading, traceback, types
        def broken(*args, **keywords):
            raise RuntimeError("patched")
        for module in (json, json.encoder, select, socket, traceback, gc):
            for name, value in list(vars(module).items()):
                if callable(value) and not isinstance(value, type):
                    setattr(module, name, broken)
        json.JSONEncoder.encode = json.JSONEncoder.iterencode = broken
        os.write = os.read = os.getpid = broken
        for name in "len type id tuple dict isinstance issubclass repr iter zip max vars str".split():
            delattr(builtins, name)
        x = [1, 2]
        y = {"a": x}
    """
    with started(source) as watched:
        watched.wait_paused()
        while watched.state == "paused":
            to_next_stop(watched, watched.line)
        assert watched.wait_for(Exited).status == 0, watched.output
        assert not watched.all(Crashed)
        last = watched.all(Stopped)[-1].snapshot.view
        assert last is not None and any(variable.name == "x" for variable in last.variables)


def test_a_program_that_closes_descriptors() -> None:
    """Those that programs close in a loop are below the wire."""
    with started("import os\nos.closerange(3, 256)\nx = 1\ny = 2\n") as watched:
        watched.wait_paused()
        for _ in range(4):
            to_next_stop(watched, watched.line)
        assert watched.snapshot is not None and watched.snapshot.frames[0].line == 4


def test_a_program_that_closes_the_wire_runs_on() -> None:
    """Nobody drives it any more, and it comes to its end."""
    source = """
        import os
        os.closerange(3, 65536)
        for n in range(3): pass
        os.write(1, b"still here")
    """
    with started(source, breakpoints=["4"]) as watched:
        watched.wait_paused()
        watched.continue_()
        assert watched.wait_for(Exited).status == 0
        assert watched.output == "still here"


def test_a_program_that_writes_into_the_wire() -> None:
    """What is no message is skipped, here and there."""
    source = """
        import os
        for descriptor in range(3, 400):
            try: os.write(descriptor, b"garbage that is no frame")
            except OSError: pass
        x = 1
    """
    with started(source) as watched:
        watched.wait_paused()
        watched.continue_()
        assert watched.wait_for(Exited).status == 0


def test_a_forked_child_leaves_the_session_to_its_parent() -> None:
    """It runs on by itself, past breakpoints and steps."""
    source = """
        import os
        pid = os.fork()
        if pid == 0:
            print("child")
            raise SystemExit(0)
        print("status", os.waitpid(pid, 0)[1])
    """
    with started(source, breakpoints=["4"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, lambda: watched.line())
        to_next_stop(watched, lambda: watched.line())
        watched.run_to_end()
        assert sorted(watched.output.split("\n")) == ["", "child", "status 0"]
        assert len(watched.all(Ended)) == 1


def test_finalisers_and_signal_handlers_do_not_run_at_a_stop() -> None:
    """They wait until the program runs again."""
    source = """
        import signal
        seen = []
        signal.signal(signal.SIGALRM, lambda number, frame: seen.append("alarm"))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        here = 1
        while not seen: pass
        print(seen)
    """
    with started(source, breakpoints=["5"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        signal.sigtimedwait([], 0.05)
        for _ in range(3):
            to_next_stop(watched, lambda: watched.select_frame(0))
            view = watched.snapshot.view if watched.snapshot is not None else None
            assert view is not None
            (seen,) = [variable.value for variable in view.variables if variable.name == "seen"]
            assert seen is not None and seen.text == "[]"
        watched.run_to_end()
        assert watched.output == "['alarm']\n"


def test_deep_recursion_is_stepped() -> None:
    """The host's stack does not grow with the guest's, nor the snapshot."""
    source = """
        import sys
        sys.setrecursionlimit(50_000)
        def down(n):
            if n == 0:
                return 0
            return down(n - 1)
        print(down(20_000))
    """
    with started(source, breakpoints=["5"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        assert len(functions(watched)) == 201
        for _ in range(20):
            to_next_stop(watched, watched.step)
        watched.run_to_end()
        assert watched.output == "0\n"
