"""Running a function in a process of its own, forked off from this one."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from typing import Callable, TypeVar

T = TypeVar("T")


class ChildFailed(Exception):
    """The process has ended without a result; the text says how."""


def in_a_child(run: Callable[[], T]) -> T:
    """What a function returns there. ChildFailed when it raises, exits or is killed."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _be_the_child(run, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as results:
        told = results.read()
    status = os.waitpid(child, 0)[1]
    if not told:
        killed = os.WIFSIGNALED(status)
        how = f"by signal {os.WTERMSIG(status)}" if killed else f"with status {os.WEXITSTATUS(status)}"
        raise ChildFailed(f"ended {how}, without a result")
    result: T = pickle.loads(told)
    if isinstance(result, ChildFailed):
        raise result
    return result


def _be_the_child(run: Callable[[], T], writing: int) -> None:
    """Nothing of what has been begun here goes on behind this, nor is there anything after it."""
    pickled, written, kill, own = (
        pickle.dumps,
        os.write,
        os.kill,
        os.getpid,
    )  # the program may change anything
    try:
        try:
            result: object = run()
        except BaseException:
            result = ChildFailed(traceback.format_exc())
        told = pickled(result)
        while told:
            told = told[written(writing, told) :]
    finally:
        kill(own(), signal.SIGKILL)
