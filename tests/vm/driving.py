"""Driving a VM in tests: make one from source, step it somewhere, say where it stands."""

from __future__ import annotations

import textwrap
from typing import Callable, List, Optional, Tuple

from stepper.vm import HOST, SUPPORTED, VM, Stop

IS_SUPPORTED = HOST in SUPPORTED
HAS_TABLE = HOST >= (3, 11)  # exceptions are one value and a table; calls have a NULL, operators a number
CATCHING = "PUSH_EXC_INFO" if HAS_TABLE else "DUP_TOP"  # what an except clause begins with
ADD = "BINARY_OP" if HAS_TABLE else "BINARY_ADD"
CALL = "CALL" if HAS_TABLE else "CALL_FUNCTION"
WHY_NOT = "not an instruction set that the machine knows"
FILE = "<guest>"


def machine(source: str) -> VM:
    """A VM for a program; nothing has run yet."""
    return VM(compile(textwrap.dedent(source), FILE, "exec", dont_inherit=True))


def function(stop: Stop) -> str:
    """The function a stop is in."""
    assert stop.frame is not None
    return stop.frame.code.co_name


def line(stop: Stop) -> Optional[int]:
    """The line a stop is on."""
    assert stop.frame is not None
    return stop.frame.program.lines[stop.index]


def opname(stop: Stop) -> str:
    """The instruction about to run."""
    assert stop.instruction is not None
    return stop.instruction.opname


def where(stop: Stop) -> Tuple[str, Optional[int]]:
    """Function and line."""
    return function(stop), line(stop)


def step_until(vm: VM, wanted: Callable[[Stop], bool], step: Optional[Callable[[], Stop]] = None) -> Stop:
    """Step until a stop is as wanted; fails at the end of the program."""
    while True:
        stop = (step or vm.step)()
        assert stop.frame is not None, "the program has ended before the wanted stop"
        if wanted(stop):
            return stop


def into(vm: VM, name: str) -> Stop:
    """Step until the innermost frame is a call of a function."""
    return step_until(vm, lambda stop: function(stop) == name)


def lines_by(step: Callable[[], Stop]) -> List[Tuple[str, Optional[int]]]:
    """Function and line of every stop up to the end of the program."""
    seen = []
    while True:
        stop = step()
        if stop.reason == "end":
            return seen
        seen.append(where(stop))
