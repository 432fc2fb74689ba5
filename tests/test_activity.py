"""What is said of a running program: its speed, and since when it has been in C code."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Optional

import pytest

from stepper.activity import Activity, Watch
from stepper.observed import Observation, observe
from stepper.protocol import Progress

COMPUTES, SLEEPS = Observation(True, 3, False), Observation(False, 3, False)


def test_a_program_that_answers_runs() -> None:
    watch = Watch(10.0)
    assert watch.look(10.0, COMPUTES)
    watch.answer(Progress(500, 250, "fib, line 3"), 10.1)

    assert watch.look(12.0, COMPUTES)
    assert watch.activity(12.0) == Activity(2.0, 2_000_000.0, "fib, line 3")
    assert watch.activity(12.0).summary == "2.0 M instr/s"


def test_one_that_does_not_answer_is_in_c() -> None:
    """It is asked once, and its age counts from then."""
    watch = Watch(10.0)
    watch.answer(Progress(500, 250, "fib, line 3"), 11.0)
    assert watch.look(11.5, COMPUTES)
    assert not watch.look(12.0, COMPUTES)
    assert not watch.activity(12.0).stuck
    assert not watch.look(15.5, COMPUTES)

    activity = watch.activity(15.5)
    assert activity == Activity(5.5, None, "fib, line 3", 4.0, "last seen")
    assert activity.summary == "4 s"
    assert activity.sentence(False).startswith("The program has been in C code for 4 s: ")
    assert "pauses when that returns" in activity.sentence(True)


def test_one_that_sleeps_is_left_in_peace() -> None:
    """No signal is sent to a program that waits: some calls would end by it."""
    watch = Watch(10.0)
    assert not watch.look(10.0, SLEEPS)
    assert not watch.look(11.5, SLEEPS)
    assert watch.activity(11.5).in_c == 1.5
    assert watch.activity(11.5).waits
    assert not watch.look(12.0, SLEEPS._replace(switches=4))  # it woke up in between, and sleeps again
    assert not watch.activity(12.0).stuck
    assert not watch.look(12.5, SLEEPS._replace(switches=4, others_compute=True))
    assert watch.activity(12.5) == Activity(2.5)


def test_where_nothing_can_be_seen_nothing_is_said() -> None:
    watch = Watch(10.0)
    assert not watch.look(99.0, None)

    assert watch.activity(99.5) == Activity(89.5)
    assert watch.activity(99.5).details == "for 1 min 30 s"


def test_a_program_that_traces_itself_has_a_place_and_no_speed() -> None:
    watch = Watch(10.0)
    watch.answer(Progress(0, 0, "fib"), 10.5)

    assert watch.activity(11.0) == Activity(1.0, None, "fib")


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(0.25, "0.2 instr/s"), (42.0, "42 instr/s"), (12_345.0, "12 k instr/s"), (None, "")],
)
def test_speed_in_two_words(rate: Optional[float], shown: str) -> None:
    assert Activity(1.0, rate).summary == shown


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the system does not list processes")
def test_observing() -> None:
    """A process that computes is told from one that sleeps, and one that is gone from both."""
    code = (
        "import sys, time\nprint(1, flush=True)\nsys.stdin.readline()\nprint(2, flush=True)\nwhile True: pass"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        time.sleep(0.3)
        sleeping = observe(process.pid)
        process.stdin.write("\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        computing = observe(process.pid)
        process.kill()

    assert sleeping is not None and not sleeping.computes and not sleeping.others_compute
    assert computing is not None and computing.computes
    assert observe(process.pid) is None
