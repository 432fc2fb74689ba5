"""The threads a guest has started in a process that is not its own, where other threads run beside it.

``threading`` starts a thread by a function in its own namespace. While VMs have guests another function
stands in its place, which knows by its caller whose thread it will be. (In the debuggee every thread is the
guest's.)
"""

from __future__ import annotations

import _thread
import threading
import weakref
from time import sleep as _sleep
from typing import TYPE_CHECKING, Any, List

from .threads import Start, machine_here, starts

if TYPE_CHECKING:
    from .interpreter import Interpreter

STACK_SIZE = 64 * 1024 * 1024  # bytes; nested calls through C code use the host's stack
POLL = 0.002  # seconds
_NAME = "_start_joinable_thread" if hasattr(threading, "_start_joinable_thread") else "_start_new_thread"
_Thread, _is_alive = threading.Thread, threading.Thread.is_alive
_stack_size = _thread.stack_size
_native: Any = getattr(threading, _NAME)
_lock = threading.RLock()
_noting = 0  # VMs that have a guest


def begin_noting() -> None:
    """From now on note who starts threads, until ``end_noting`` has been called as often as this."""
    global _native, _noting
    with _lock:
        _noting += 1
        if _noting == 1:
            _native = getattr(threading, _NAME)
            setattr(threading, _NAME, _start_noting)


def end_noting() -> None:
    """Undo ``begin_noting``."""
    global _noting
    with _lock:
        _noting -= 1
        if _noting == 0 and getattr(threading, _NAME) is _start_noting:
            setattr(threading, _NAME, _native)


def _start_noting(function: Any, *arguments: Any, **keywords: Any) -> Any:
    machine, thread = machine_here(), getattr(function, "__self__", None)
    if machine is None or machine.is_outside or not isinstance(thread, _Thread):
        return _native(function, *arguments, **keywords)
    module = getattr(getattr(thread, "_target", None) or type(thread), "__module__", "")
    starts[thread] = Start(weakref.ref(machine.interpreter), str(module).startswith("concurrent.futures."))
    if "daemon" in keywords:  # from 3.13 on; ``let_go`` is for before
        keywords["daemon"] = True
    with _lock:  # the size is one for all threads of the process
        before = _stack_size()
        _stack_size(max(before, STACK_SIZE))
        try:
            return _native(function, *arguments, **keywords)
        finally:
            _stack_size(before)


def alive(interpreter: Interpreter) -> List[threading.Thread]:
    """The threads that the interpreter's guest has started and that have not ended."""
    return [
        thread
        for thread, start in list(starts.items())
        if start.interpreter() is interpreter and _is_alive(thread)
    ]


def let_go(thread: threading.Thread) -> None:
    """Have the process not wait at its end for a thread that can't be ended."""
    locks = getattr(threading, "_shutdown_locks", None)
    if locks is not None:
        locks.discard(getattr(thread, "_tstate_lock", None))


def wait_for_others(interpreter: Interpreter) -> None:
    """Wait at the end of the main thread for those that are no daemons, as CPython does before it exits.

    Not for the threads of a pool that have nothing to do: CPython sends these home then.
    """
    while not interpreter.is_ending and any(_holds_up(interpreter, thread) for thread in alive(interpreter)):
        _sleep(POLL)


def _holds_up(interpreter: Interpreter, thread: threading.Thread) -> bool:
    if thread.daemon:
        return False
    if not starts[thread].is_pooled:
        return True
    return any(machine.ident == thread.ident and machine.frame for machine in interpreter.live_machines())
