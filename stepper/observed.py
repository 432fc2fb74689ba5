"""A process looked at from outside, without disturbing it: does it compute, or wait? Known on Linux only."""

from __future__ import annotations

import os
from typing import NamedTuple, Optional

_RUNS = "R"


class Observation(NamedTuple):
    """What the kernel says of a process."""

    computes: bool  # its main thread
    switches: int  # how often that has gone to sleep so far
    others_compute: bool  # another of its threads


def observe(pid: int) -> Optional[Observation]:
    """Look at a process; None where that can't be done, or when it is gone."""
    try:
        others = [task for task in os.listdir(f"/proc/{pid}/task") if task != str(pid)]
        status = _read(f"/proc/{pid}/status")
        switches = int(status.partition("voluntary_ctxt_switches:")[2].split(None, 1)[0])
        return Observation(_state(pid, pid) == _RUNS, switches, any(_state(pid, t) == _RUNS for t in others))
    except (OSError, ValueError, IndexError):
        return None


def _state(pid: int, task: object) -> str:
    """One letter; it comes after the name, which may hold anything, parentheses included."""
    return _read(f"/proc/{pid}/task/{task}/stat").rpartition(")")[2].split(None, 1)[0]


def _read(path: str) -> str:
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()
