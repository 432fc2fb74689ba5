"""Recursion limits: the guest's own, which the machine keeps, and the host's, which ends runaway native code.

The guest's counts its frames, as CPython does; a frame of the guest needs none of the host's. But C code that
calls the guest makes the machine nest on the host's stack. So the host's limit is the guest's and what the
machine may need itself, more of it the deeper it nests.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Optional

from .frame import Frame
from .versions import HOST, PY311

if TYPE_CHECKING:
    from .interpreter import Interpreter
    from .machine import Machine

RECURSION_TEXT = "maximum recursion depth exceeded"

_RESERVE = 200  # host frames for what the machine and its controller do within one run
# What a run that C code has asked for takes of the host's limit. Up to 3.10 that counts calls of C functions.
_PER_RUN = 12 if HOST >= PY311 else 16
_STEP = 8  # so many runs at a time the limit is moved for, since that takes a while
SPARE_RUNS = 3 * _STEP  # more than that it shall not be set for in vain
_getframe, _get_limit, _set_limit = sys._getframe, sys.getrecursionlimit, sys.setrecursionlimit


class HostLimit:
    """The host's recursion limit while a guest runs."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._before = _get_limit()
        self._depth = _host_depth()
        interpreter.recursion_limit = self._before
        self.set()

    def set(self) -> None:
        """Set it for the guest's limit as it is now, and for how deep its threads nest."""
        runs = sum(machine.provided_runs for machine in self._interpreter.live_machines())
        _set_limit(self._depth + self._interpreter.recursion_limit + _RESERVE + _PER_RUN * runs)

    def restore(self) -> None:
        """Set it to what it was before."""
        _set_limit(self._before)


def _host_depth() -> int:
    depth = 0
    frame = _getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        depth += 1
    return depth


def provide_runs(machine: Machine) -> None:
    """A machine nests deeper than the host's limit was set for, or much less deep."""
    machine.provided_runs = machine.runs // _STEP * _STEP + 2 * _STEP
    with suppress(RecursionError):  # it would be too low for now
        machine.interpreter.set_host_limit()


def is_too_deep(machine: Machine) -> bool:
    """Whether C code may not call the guest any more, when its depth is such that it has to be looked at."""
    return machine.depth + (_c_levels(machine.frame) if HOST <= PY311 else 0) >= machine.recursion_limit


def deepest(limit: int) -> int:
    """From which depth on a frame that is pushed has to be looked at."""
    return limit - 1 if HOST <= PY311 else limit


def depth_to_look_at(limit: int) -> int:
    """From which depth on ``is_too_deep`` can be true."""
    return limit // 2 if HOST <= PY311 else limit


def _c_levels(frame: Optional[Frame]) -> int:
    """How many levels the C code between the guest's frames counts for, up to 3.11.

    That is one where it is a function or a comparison that calls the guest (``cfunction_enter_call``,
    ``PyObject_RichCompare``), none for other operators.
    """
    levels = 0
    while frame is not None:
        opname = frame.program.instructions[frame.pc - 1].opname
        levels += opname.startswith("CALL") or opname == "COMPARE_OP"
        while frame is not None and not frame.is_entry:
            frame = frame.back
        frame = None if frame is None else frame.back
    return levels
