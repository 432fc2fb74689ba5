"""Threads of a real debuggee: stops, pauses and interrupts in one of several."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
from typing import Any, List

import pytest

from stepper.protocol import Ended, Stopped
from stepper.session import Exited
from tests.session.watching import Watched, session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are about POSIX processes")

WORKER = """
    import threading

    go = threading.Event()

    def work(n):
        go.wait()
        total = n + 1
        print("worked", total)

    worker = threading.Thread(target=work, args=(1,), name="worker")
    worker.start()
    go.set()
    {main}
"""
WORKS, SETS = 6, 11  # lines


def started(source: str, **more: Any) -> Any:
    return session(textwrap.dedent(source).lstrip(), **more)


def to_next_stop(watched: Watched, request: Any) -> str:
    """Go on to the next stop; returns its thread, or the state of a program that has ended."""
    count = len(watched.all(Stopped))
    request()
    watched.wait_until(lambda: len(watched.all(Stopped)) > count or watched.state == "ended", "stop")
    return thread(watched) if watched.state == "paused" else watched.state


def thread(watched: Watched) -> str:
    assert watched.snapshot is not None
    return watched.snapshot.thread


def place(watched: Watched) -> Any:
    assert watched.snapshot is not None and watched.snapshot.view is not None
    header = watched.snapshot.view.header
    return header.qualname, header.line


def kinds(watched: Watched) -> List[str]:
    assert watched.snapshot is not None
    return [reason.kind for reason in watched.snapshot.reasons]


def test_a_breakpoint_in_a_thread_is_stepped_from_while_the_main_one_waits() -> None:
    with started(WORKER.format(main="worker.join()"), breakpoints=[str(WORKS)]) as watched:
        watched.wait_paused()
        assert to_next_stop(watched, watched.continue_) == "worker"
        assert (place(watched), kinds(watched)) == (("work", WORKS), ["breakpoint"])
        assert watched.snapshot is not None and watched.snapshot.threads == 2
        assert to_next_stop(watched, watched.line) == "worker"
        assert place(watched) == ("work", WORKS + 1)
        assert to_next_stop(watched, watched.finish) == "ended"
        assert watched.output == "worked 2\n"


def test_a_step_of_the_main_thread_is_not_taken_for_one_of_another() -> None:
    source = WORKER.format(main="worker.join()\n    print('joined')")
    with started(source, breakpoints=[str(SETS)]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        stops = []
        while watched.state == "paused":
            stops.append(thread(watched))
            to_next_stop(watched, watched.next)
        assert set(stops) == {"MainThread"}
        assert watched.output == "worked 2\njoined\n"


def test_a_thread_is_stepped_after_the_main_one_has_ended() -> None:
    with started(WORKER.format(main="pass"), breakpoints=[str(WORKS)]) as watched:
        watched.wait_paused()
        assert to_next_stop(watched, watched.continue_) == "worker"
        while not watched.all(Ended):
            assert to_next_stop(watched, watched.step) == "worker"
        assert to_next_stop(watched, watched.line) == "worker"
        assert to_next_stop(watched, watched.finish) == "ended"
        assert watched.output == "worked 2\n"
        assert watched.wait_for(Exited).status == 0


def test_a_pause_after_the_main_thread_has_ended() -> None:
    with started("""
        import threading

        def spin():
            while True:
                pass

        threading.Thread(target=spin, name="spinning").start()
    """) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_for(Ended)
        assert to_next_stop(watched, watched.pause) == "spinning"
        assert kinds(watched) == ["pause"]


def test_a_pause_while_the_main_thread_waits_for_another() -> None:
    with started("""
        import threading

        def spin():
            print("spins")
            while True:
                pass

        threading.Thread(target=spin, name="spinning", daemon=True).start()
        threading.Event().wait()
    """) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_until(lambda: watched.output, "output")
        while to_next_stop(watched, watched.pause) != "spinning":  # the main thread is on its way to wait()
            assert thread(watched) == "MainThread"
            watched.continue_()


def test_an_interrupt_at_a_stop_of_a_thread_is_the_main_threads() -> None:
    source = """
        import threading

        def work():
            begun.set()
            while not over:
                pass

        begun, over = threading.Event(), False
        try:
            threading.Thread(target=work, name="worker").start()
            begun.wait()
            while True:
                pass
        except KeyboardInterrupt:
            print("interrupted", threading.current_thread().name)
        over = True
    """
    with started(source, breakpoints=["5"]) as watched:
        watched.wait_paused()
        assert to_next_stop(watched, watched.continue_) == "worker"
        os.kill(watched.pid, signal.SIGINT)
        to_next_stop(watched, lambda: watched.select_frame(0))  # it answers, and the handler has had its time
        assert watched.output == ""
        assert to_next_stop(watched, watched.line) == "worker"
        watched.remove_breakpoint(watched.breakpoints[0])
        assert watched.run_to_end().status == 0
        assert watched.output == "interrupted MainThread\n"


def test_a_thread_that_forks_while_another_is_stepped() -> None:
    source = """
        import os, threading, warnings
        warnings.simplefilter("ignore")  # 3.12 and later warn of forking with threads

        def fork():
            pid = os.fork()
            if pid == 0:
                print("child", sum(n for n in range(10)))
                os._exit(0)
            print("status", os.waitpid(pid, 0)[1])

        def step():
            forking = threading.Thread(target=fork)
            forking.start()
            forking.join()

        step()
    """
    with started(source, breakpoints=["12"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        while watched.state == "paused":
            to_next_stop(watched, watched.next)
        assert sorted(watched.output.splitlines()) == ["child 45", "status 0"]
