"""asyncio, which runs natively, says where a task is that runs: by the frame of the program's coroutine.

A native generator or coroutine that runs has a frame which stands on its first line, in the machine.
"""

from __future__ import annotations

from types import FrameType
from typing import Any, Callable, Dict, Tuple

from .lookalikes import HIDDEN_MODULE
from .views import view_of_generators

_FRAMES = ("cr_frame", "gi_frame", "ag_frame")


class _Shown:
    """A coroutine, or a task, to a function that looks at its frame."""

    __slots__ = ("_shown",)
    __module__ = HIDDEN_MODULE

    def __init__(self, shown: Any) -> None:
        self._shown = shown

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._shown)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._shown, name)
        if name in _FRAMES and type(value) is FrameType:
            return view_of_generators(value, self._shown)
        return _Shown(value) if name == "_coro" else value


def _showing(native: Callable[..., Any]) -> Callable[..., Any]:
    def show(shown: Any, *arguments: Any) -> Any:
        return native(_Shown(shown), *arguments)

    return show


# By module: the functions that are given a task or a coroutine, and look at its frame.
LOOKING: Dict[str, Tuple[str, ...]] = {
    "asyncio.base_tasks": ("_task_get_stack",),
    "asyncio.coroutines": ("_format_coroutine",),
}


def looking(namespace: Dict[str, Any]) -> Dict[str, Callable[..., Any]]:
    """What functions of a module shall be replaced with when it has been run."""
    names = LOOKING.get(namespace.get("__name__", ""), ())
    return {name: _showing(namespace[name]) for name in names if name in namespace}
