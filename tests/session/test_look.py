"""What a session says of a program that runs: the real debuggee, looked at from outside and asked."""

from __future__ import annotations

import os
import time
from typing import Callable

import pytest

from stepper.activity import LOOK, Activity
from stepper.protocol import Progress
from stepper.session import Exited
from tests.interpreters import Interpreter, supported
from tests.session.watching import TIMEOUT, Watched, session

pytestmark = pytest.mark.skipif(
    not os.path.exists("/proc/self/status"), reason="the system does not list processes"
)

SPIN = "def spin():\n    n = 0\n    while n < 10 ** 9:\n        n += 1\n\nspin()\n"


def look_until(watched: Watched, holds: Callable[[Activity], object]) -> Activity:
    """Look as often as the screen does, until something is so."""
    end = time.monotonic() + TIMEOUT
    activity = None
    while time.monotonic() < end:
        activity = watched.look()
        if activity is not None and holds(activity):
            return activity
        time.sleep(LOOK)
    raise AssertionError(f"last seen: {activity}")


@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_speed_and_place(interpreter: Interpreter) -> None:
    with session(SPIN, python=interpreter.path) as watched:
        watched.wait_paused()
        assert watched.look() is None
        watched.continue_()
        activity = look_until(watched, lambda seen: seen.rate)
        watched.pause()
        watched.wait_for(Progress)
        watched.wait_paused()

        assert activity.rate is not None and 1e3 < activity.rate < 1e9
        assert activity.place.startswith("spin, line ")
        assert not activity.stuck
        assert watched.look() is None


def test_c_code_that_computes_is_told_and_can_be_killed() -> None:
    with session("print(sum(range(10 ** 12)))\n") as watched:
        watched.wait_paused()
        watched.continue_()
        activity = look_until(watched, lambda seen: seen.stuck)
        assert activity.in_c >= 1.0
        assert not activity.waits
        assert not watched.all(Progress)
        watched.kill()

        assert watched.wait_for(Exited).text == "killed by SIGKILL"


def test_c_code_that_waits_is_told_and_not_disturbed() -> None:
    """signal.pause() would return if the program were asked by a signal."""
    program = "import signal, time\ntime.sleep(1.5)\nprint('slept')\nsignal.pause()\nprint('woken')\n"
    with session(program) as watched:
        watched.wait_paused()
        watched.continue_()
        watched.wait_until(lambda: "slept" in watched.output, "output")
        time.sleep(1.0)  # until it waits for sure: who computes is asked by a signal, which would wake it
        activity = look_until(watched, lambda seen: seen.in_c > 2.0)

        assert activity.waits
        assert watched.output == "slept\n"
