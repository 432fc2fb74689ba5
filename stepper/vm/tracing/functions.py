"""The functions of ``sys`` by which a program traces itself, answered for the guest."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Dict, Optional

from ..lookalikes import replace
from ..threads import current_machine, machine_here
from ..versions import HOST, PY311
from . import monitoring

if TYPE_CHECKING:
    from ..machine import Machine

_audit = sys.audit


def _guest(function: Any, hooks: str) -> Optional[Machine]:
    """The machine of the current thread, if that is the guest's.

    A new thread calls here before it runs anything of the guest's, to set what threading has a hook for. If
    that hook is the host's own, from before the guest, it is meant for the machine and not for the guest.
    """
    if machine_here() is None and (function is None or function is _hooks_of_host.get(hooks)):
        return None
    return current_machine()


def _settrace(native: Any, function: Any) -> None:
    machine = _guest(function, "_trace_hook")
    if machine is None:
        native(function)
        return
    _audit("sys.settrace")
    machine.tracing.set_trace(function)


def _setprofile(native: Any, function: Any) -> None:
    machine = _guest(function, "_profile_hook")
    if machine is None:
        native(function)
        return
    _audit("sys.setprofile")
    machine.tracing.set_profile(function)


def _gettrace(native: Any) -> Any:
    machine = machine_here()
    return native() if machine is None else machine.tracing.trace_function


def _getprofile(native: Any) -> Any:
    machine = machine_here()
    return native() if machine is None else machine.tracing.profile_function


def _call_tracing(native: Any, function: Any, arguments: Any) -> Any:
    machine = machine_here()
    if machine is None or type(arguments) is not tuple:
        return native(function, arguments)
    return machine.tracing.call_tracing(function, arguments)


def _settraceallthreads(native: Any, function: Any) -> None:
    machine = machine_here()
    if machine is None:
        native(function)
        return
    for each in machine.interpreter.live_machines():
        _audit("sys.settrace")
        each.tracing.set_trace(function)


def _setprofileallthreads(native: Any, function: Any) -> None:
    machine = machine_here()
    if machine is None:
        native(function)
        return
    for each in machine.interpreter.live_machines():
        _audit("sys.setprofile")
        each.tracing.set_profile(function)


_ANSWERS = (
    (_settrace, 1),
    (_setprofile, 1),
    (_gettrace, 0),
    (_getprofile, 0),
    (_call_tracing, 2),
    (_settraceallthreads, 1),
    (_setprofileallthreads, 1),
)
_hooks_of_host: Dict[str, Any] = {}


def replace_functions() -> None:
    """Put look-alikes in the place of sys.settrace and its like."""
    _hooks_of_host.update((name, getattr(threading, name, None)) for name in ("_trace_hook", "_profile_hook"))
    for answer, arity in _ANSWERS:
        name = answer.__name__[1:]
        name = name if hasattr(sys, name) else answer.__name__  # _settraceallthreads has an underscore
        native = getattr(sys, name, None)
        if native is not None:
            replace(sys, name, answer, arity)
    if HOST > PY311:
        monitoring.replace_functions()
