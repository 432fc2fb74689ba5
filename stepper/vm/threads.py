"""Which machine runs the guest on the current thread."""

from __future__ import annotations

import os
import threading
import weakref
from _thread import get_ident
from typing import TYPE_CHECKING, Any, Dict, NamedTuple, Optional

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


per_thread = _PerThread()
_active: Dict[int, threading.Thread] = getattr(threading, "_active")  # noqa: B009
_latest: Optional[Interpreter] = None
interpreters: weakref.WeakSet[Interpreter] = weakref.WeakSet()


class Start(NamedTuple):
    """How a thread was started."""

    interpreter: weakref.ref[Interpreter]  # whose guest has started it
    is_pooled: bool  # one of concurrent.futures' own, which may wait for work that never comes


starts: weakref.WeakKeyDictionary[threading.Thread, Start] = weakref.WeakKeyDictionary()


def current_machine() -> Machine:
    """The current thread's machine; made when guest code is first called on it."""
    machine = per_thread.machine
    if machine is None:
        machine = per_thread.machine = _interpreter_here().new_machine()
    return machine


def _interpreter_here() -> Interpreter:
    """The one whose guest has started this thread, as far as that is known; else the one begun last."""
    thread = _active.get(get_ident())
    start = None if thread is None else starts.get(thread)
    interpreter = _latest if start is None else start.interpreter()
    if interpreter is None:
        raise VMError("a guest function was called, but no interpreter has been made")
    return interpreter


def machine_here() -> Optional[Machine]:
    """The current thread's machine, if it has one."""
    return per_thread.machine


def name_of(ident: int) -> Optional[str]:
    """The name of a thread as ``threading`` knows it; None for one that it does not know.

    ``threading.current_thread()`` would make such a thread known, which the guest could see, and ``name`` may
    be a property of the guest's own.
    """
    thread = _active.get(ident)
    name = None if thread is None else vars(thread).get("_name")
    return name if type(name) is str else None


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
    before, per_thread.machine = per_thread.machine, machine
    return before


def _after_fork() -> None:
    for interpreter in list(interpreters):
        machine = per_thread.machine
        mine = machine is not None and machine.interpreter is interpreter
        interpreter.after_fork(machine if mine else None)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def release(before: Optional[Machine] = None) -> None:
    """Undo ``adopt``, or forget the machine that guest code called from here has made."""
    per_thread.machine = before
