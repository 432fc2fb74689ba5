"""The functions of sys.monitoring, answered for the guest (Python/instrumentation.c, ``monitoring_*``)."""

from __future__ import annotations

import operator
import sys
from types import CodeType
from typing import Any, Dict

from ..lookalikes import replace
from ..threads import machine_here
from ..versions import HOST, PY314
from .monitoring_events import CALL, LOCAL, MONITORING, NAMES, NUMBERS
from .monitors import PROFILE, Monitors

_audit, _index = sys.audit, operator.index
_C_RETURNS = 1 << NUMBERS["C_RETURN"] | 1 << NUMBERS["C_RAISE"]
_C_CALLS = _C_RETURNS | 1 << CALL
_BRANCH = 1 << NUMBERS["BRANCH"] if HOST >= PY314 else 0
_BOTH_BRANCHES = (1 << NUMBERS["BRANCH_LEFT"] | 1 << NUMBERS["BRANCH_RIGHT"]) if HOST >= PY314 else 0


class _Branch:
    """A callback for BRANCH, which is two events from 3.14 on."""

    def __init__(self, callback: Any) -> None:
        self.callback = callback

    def __call__(self, *arguments: Any) -> Any:
        return self.callback(*arguments)


def _tool(tool: Any) -> int:
    number = _c_int(tool)
    if not 0 <= number < PROFILE:
        raise ValueError(f"invalid tool {number} (must be between 0 and 5)")
    return number


def _c_int(value: Any) -> int:
    number = _index(value)
    if not -(1 << 31) <= number < 1 << 31:
        raise OverflowError(
            f"Python int too {'large' if number > 0 else 'small'} to convert to C int"
            if -(1 << 63) <= number < 1 << 63
            else "Python int too large to convert to C long"
        )
    return number


def _in_use(monitors: Monitors, tool: int) -> None:
    if monitors.names[tool] is None:
        raise ValueError(f"tool {tool} is not in use")


def use_tool_id(monitors: Monitors, tool: Any, name: Any) -> None:
    number = _tool(tool)
    if not isinstance(name, str):
        raise ValueError("tool name must be a str")
    if monitors.names[number] is not None:
        raise ValueError(f"tool {number} is already in use")
    monitors.names[number] = name


def clear_tool_id(monitors: Monitors, tool: Any) -> None:
    number = _tool(tool)
    if monitors.names[number] is not None:
        monitors.clear(number)


def free_tool_id(monitors: Monitors, tool: Any) -> None:
    number = _tool(tool)
    if HOST >= PY314 and monitors.names[number] is not None:
        monitors.clear(number)
    monitors.names[number] = None


def get_tool(monitors: Monitors, tool: Any) -> Any:
    return monitors.names[_tool(tool)]


def register_callback(monitors: Monitors, tool: Any, event: Any, function: Any) -> Any:
    number, bit = _c_int(tool), _c_int(event)
    _tool(number)
    if bin(bit & 0xFFFFFFFF).count("1") != 1:
        raise ValueError("The callback can only be set for one event at a time")
    which = (bit & 0xFFFFFFFF).bit_length() - 1
    if which not in NAMES:
        raise ValueError(f"invalid event {bit}")
    _audit("sys.monitoring.register_callback", function)
    callbacks = monitors.callbacks[number]
    if bit == _BRANCH:
        left, right = NUMBERS["BRANCH_LEFT"], NUMBERS["BRANCH_RIGHT"]
        before = callbacks[left]
        callbacks[left] = callbacks[right] = None if function is None else _Branch(function)
    else:
        before, callbacks[which] = callbacks[which], function
    return before.callback if type(before) is _Branch else before


def get_events(monitors: Monitors, tool: Any) -> int:
    return monitors.events(_tool(tool))


def _events(events: Any) -> int:
    if events & _C_RETURNS and events & _C_CALLS != _C_CALLS:
        raise ValueError("cannot set C_RETURN or C_RAISE events independently")
    events &= ~_C_RETURNS
    if events & _BRANCH:
        events = events & ~_BRANCH | _BOTH_BRANCHES
    return int(events)


def set_events(monitors: Monitors, tool: Any, events: Any) -> None:
    number, wanted = _c_int(tool), _c_int(events)
    _tool(number)
    if not 0 <= wanted < 1 << len(NUMBERS):
        raise ValueError(f"invalid event set 0x{wanted & 0xFFFFFFFF:x}")
    wanted = _events(wanted)
    _in_use(monitors, number)
    monitors.set_events(number, wanted)


def get_local_events(monitors: Monitors, tool: Any, code: Any) -> int:
    number = _c_int(tool)
    _require_code(code)
    return monitors.local_events(monitors.named(code), _tool(number))


def set_local_events(monitors: Monitors, tool: Any, code: Any, events: Any) -> None:
    number, wanted = _c_int(tool), _c_int(events)
    _require_code(code)
    _tool(number)
    wanted = _events(wanted)
    if not 0 <= wanted < 1 << LOCAL:
        raise ValueError(f"invalid local event set 0x{wanted & 0xFFFFFFFF:x}")
    _in_use(monitors, number)
    monitors.set_local(monitors.named(code), number, wanted)


def _require_code(code: Any) -> None:
    if not isinstance(code, CodeType):
        raise TypeError("code must be a code object")


def restart_events(monitors: Monitors) -> None:
    monitors.restart()


def _all_events(monitors: Monitors) -> Dict[str, int]:
    return {NAMES[event]: tools for event, tools in enumerate(monitors.everywhere) if tools}


_ANSWERS = (
    (use_tool_id, 2),
    (clear_tool_id, 1),
    (free_tool_id, 1),
    (get_tool, 1),
    (register_callback, 3),
    (get_events, 1),
    (set_events, 2),
    (get_local_events, 2),
    (set_local_events, 3),
    (restart_events, 0),
    (_all_events, 0),
)


def _for_guest(answer: Any) -> Any:
    def call(native: Any, *arguments: Any) -> Any:
        machine = machine_here()
        return native(*arguments) if machine is None else answer(machine.interpreter.monitors, *arguments)

    return call


def replace_functions() -> None:
    """Put look-alikes in the place of the functions of sys.monitoring."""
    for answer, arity in _ANSWERS:
        if hasattr(MONITORING, answer.__name__):
            replace(MONITORING, answer.__name__, _for_guest(answer), arity)
