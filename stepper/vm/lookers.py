"""Functions of native modules that look at the program's frames and code, and shall find no stand-ins.

asyncio says where a task is: the native frame of a coroutine that runs stands on its first line, in the
machine. inspect tells the arguments of a frame in a traceback, whose code has others (pytest asks for them).
"""

from __future__ import annotations

import functools
from types import FrameType
from typing import Any, Callable, Dict
from weakref import WeakSet

from .codeobjects import taking_originals
from .generators import GENERATOR_FRAMES
from .lookalikes import HIDDEN_MODULE
from .views import view_of_generators


class _Shown:
    """A coroutine, or a task, to a function that looks at its frame."""

    __slots__ = ("_shown",)
    __module__ = HIDDEN_MODULE

    def __init__(self, shown: Any) -> None:
        self._shown = shown

    __class__: Any = property(lambda self: type(self._shown))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._shown, name)
        if name in GENERATOR_FRAMES and type(value) is FrameType:
            return view_of_generators(value, self._shown)
        return _Shown(value) if name == "_coro" else value


def _showing(native: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(native)
    def show(shown: Any, *arguments: Any) -> Any:
        return native(_Shown(shown), *arguments)

    return show


_made: WeakSet[Callable[..., Any]] = WeakSet()
# By module and name: what makes of a function one that looks at the program's own.
LOOKING: Dict[str, Dict[str, Callable[..., Any]]] = {
    "asyncio.base_tasks": {"_task_get_stack": _showing},
    "asyncio.coroutines": {"_format_coroutine": _showing},
    "inspect": {"getargs": taking_originals},
}


def looking(namespace: Dict[str, Any]) -> Dict[str, Callable[..., Any]]:
    """What functions of a module shall be replaced with when it has been run.

    Not those that have been, for another program that runs in this process: two would show each other's.
    """
    found = {}
    for name, make in LOOKING.get(namespace.get("__name__", ""), {}).items():
        if name in namespace and namespace[name] not in _made:
            found[name] = make(namespace[name])
            _made.add(found[name])
    return found
