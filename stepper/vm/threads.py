"""Which machine runs the guest on the current thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Optional

from .link import VMError

if TYPE_CHECKING:
    from .interpreter import Interpreter
    from .machine import Machine


class _Failed:
    """The type of FAILED."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "FAILED"


# What a nested run gives when an exception left it; ``take_failure`` gives the exception.
FAILED: Any = _Failed()


class _PerThread(threading.local):
    machine: Optional[Machine] = None


_local = _PerThread()
_latest: Optional[Interpreter] = None


def current_machine() -> Machine:
    """The current thread's machine; a thread the guest has started gets one of the interpreter begun last."""
    machine = _local.machine
    if machine is None:
        if _latest is None:
            raise VMError("a guest function was called, but no interpreter has been made")
        machine = _local.machine = _latest.new_machine()
    return machine


def machine_here() -> Optional[Machine]:
    """The current thread's machine, or None if it has not run anything of the guest's yet."""
    return _local.machine


def take_failure() -> BaseException:
    """The exception that left the nested run which has just given FAILED."""
    machine = current_machine()
    failure, machine.failure = machine.failure, None
    assert failure is not None
    return failure


def take_failure_apart() -> Any:
    """The same as RERAISE wants it up to 3.10."""
    return taken_apart(take_failure())


def taken_apart(failure: BaseException) -> Any:
    """An exception as RERAISE wants it up to 3.10: its type, itself, its traceback."""
    try:
        return type(failure), failure, failure.__traceback__
    finally:
        del failure


def adopt(machine: Machine) -> Optional[Machine]:
    """Make a machine the current thread's; returns the one before."""
    global _latest
    _latest = machine.interpreter
    before, _local.machine = _local.machine, machine
    return before


def release(before: Optional[Machine]) -> None:
    """Undo ``adopt``."""
    _local.machine = before
