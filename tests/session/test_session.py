"""The session's requests, its state and its events, against a debuggee that has no machine."""

from __future__ import annotations

import threading
from typing import Any, List

import pytest

from stepper import protocol
from stepper.protocol import Breakpoint, BreakpointsChanged, Launch, RequestRefused, Resumed, Stopped
from stepper.session import Exited, Session, SessionError
from tests.session.fake_debuggee import FILE, LISTING
from tests.session.watching import Watched, exists, session

POINT = Breakpoint("<module>@4", FILE, "<module>", 1, 4, 0, ((1, 4),))


def test_start_to_first_stop() -> None:
    """The events come in the order the protocol promises, and the state follows them."""
    with session("pass", fake=True, breakpoints=["1"]) as watched:
        watched.wait_paused()

        kinds = [type(event).__name__ for event in watched.events]
        assert kinds == ["Ready", "SourceSent", "Listed", "BreakpointsChanged", "Stopped"]
        assert watched.snapshot is not None and watched.snapshot.number == 1
        assert watched.listings == {1: LISTING}
        assert watched.sources == {FILE: "pass"}
        assert [point.where for point in watched.breakpoints] == ["1"]
        assert watched.python_version and watched.wait_started() is None
        assert exists(watched.pid)


def test_each_way_to_go_on() -> None:
    """Every request is one Resume; the session is running from then on, until it is told of the stop."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        for number, go in enumerate((watched.step, watched.next, watched.line), 2):
            go()
            watched.wait_for(Stopped, number)
            assert watched.state == "paused"

        reasons = [stop.snapshot.reasons[0].kind for stop in watched.all(Stopped)]
        assert reasons == ["start", "step", "next", "line"]
        assert len(watched.all(Resumed)) == 3


def test_pause() -> None:
    """A running program can be paused, and only a running one."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        with pytest.raises(SessionError, match="not running"):
            watched.pause()
        watched.finish()
        assert watched.state == "running"

        watched.pause()

        assert watched.wait_for(Stopped, 2).snapshot.reasons[0].kind == "pause"


def test_requests_that_need_a_stop_are_refused_while_running() -> None:
    """One clear sentence, and nothing is sent."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        watched.finish()

        for request in (watched.step, watched.continue_, lambda: watched.select_frame(0)):
            with pytest.raises(SessionError, match="the program is running"):
                request()


def test_a_refused_resume_leaves_the_session_paused() -> None:
    """The debuggee has not moved, so the next request is possible."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        watched.until(3)
        assert watched.wait_for(RequestRefused).text == "no instruction is at 3"
        assert watched.state == "paused"

        watched.step()

        watched.wait_for(Stopped, 2)


def test_select_frame_brings_another_snapshot() -> None:
    """The session stays paused."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        watched.select_frame(0)

        assert watched.wait_for(Stopped, 2).snapshot.selected == 0


def test_breakpoints_are_kept_over_a_restart() -> None:
    """The new life has them before it is asked for anything else."""
    with session("pass", fake=True, breakpoints=["1"]) as watched:
        watched.wait_paused()
        watched.add_breakpoint(POINT)
        watched.wait_until(lambda: len(watched.breakpoints) == 2, "second breakpoint")
        watched.remove_breakpoint(watched.breakpoints[0])
        watched.wait_until(lambda: len(watched.breakpoints) == 1, "removal")
        first = watched.pid
        watched.events.clear()

        watched.restart()

        watched.wait_until(lambda: watched.breakpoints == (POINT._replace(places=()),), "breakpoints")
        watched.wait_paused()
        assert watched.pid != first
        assert not exists(first)
        assert not watched.all(Exited)


def test_restart_after_the_end() -> None:
    """A program that has ended can be run again; what the last life showed is forgotten."""
    with session("print('x')", fake=True) as watched:
        watched.run_to_end()
        with pytest.raises(SessionError, match="has ended"):
            watched.step()
        watched.events.clear()

        watched.restart()
        watched.run_to_end()

        assert watched.output == "x\n"


def test_restart_from_a_thread_the_listener_waits_for() -> None:
    """A listener that hands its work to the thread that restarts does not block the restart."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        keep, release, entered = watched.listener, threading.Event(), threading.Event()
        assert keep is not None

        def waiting(event: Any) -> None:
            entered.set()
            release.wait()
            keep(event)

        watched.listener = waiting
        watched.step()
        assert entered.wait(10)

        watched.restart()

        release.set()
        watched.wait_until(lambda: watched.state == "paused", "stop of the second life")


def test_a_breakpoint_that_names_nothing() -> None:
    """The debuggee's refusal is an event; the breakpoints stay as they are."""
    with session("pass", fake=True) as watched:
        watched.wait_paused()
        watched.add_breakpoint(POINT._replace(where="nowhere@0"))

        assert watched.wait_for(RequestRefused).text == "nowhere@0 names nothing"
        assert watched.breakpoints == ()
        assert watched.state == "paused"


def test_refused() -> None:
    """A program that can't be started gives its reason to whoever waits for the start."""
    with session("refuse", fake=True) as watched:
        assert watched.wait_started() == "there is nothing to run"
        watched.wait_for(Exited)
        assert watched.state == "ended"


def test_a_debuggee_of_another_version_is_refused() -> None:
    """Records that may have changed are not guessed at."""
    with session("other version", fake=True) as watched:
        assert "version 99" in (watched.wait_started() or "")


def test_an_interpreter_that_can_not_be_started() -> None:
    """start() says so in one sentence, and there is nothing to close."""
    broken = Session(Launch("code", "pass", (), "wire"), python="/nonexistent/python")

    with pytest.raises(SessionError, match="no interpreter /nonexistent/python"):
        broken.start()
    assert broken.state == "ended"
    broken.close()


def test_events_wait_for_a_listener() -> None:
    """A front end that comes late hears everything from the beginning, in order."""
    with session("print('x')", fake=True) as watched:
        watched.run_to_end()
        early = list(watched.events)
    late: List[Any] = []
    silent = Watched(Launch("code", "pass", (), "wire"))
    silent.listener = None
    silent._waiting_events = list(early)

    silent.listener = late.append

    assert late == early


def test_a_session_starts_once() -> None:
    """restart() is the way to start again."""
    with session("pass", fake=True) as watched, pytest.raises(SessionError, match="already"):
        watched.start()


def test_every_message_to_the_session_is_an_event() -> None:
    """The events are the protocol's past-tense records and the session's own two."""
    from stepper.life import Event

    names = {kind.__name__ for kind in Event.__args__}  # type: ignore[attr-defined]
    assert {"Output", "Exited", "Crashed", "BreakpointsChanged"} <= names
    assert all(hasattr(protocol, name) for name in names - {"Output", "Exited"})
    assert BreakpointsChanged.__name__ in names
