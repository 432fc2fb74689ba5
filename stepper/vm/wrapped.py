"""The mark an asynchronous generator puts on a value it yields to its consumer.

A coroutine machinery between the two yields as well, to the event loop; the mark tells them apart (CPython:
``_PyAsyncGenValueWrapperNew``, Objects/genobject.c).
"""

from __future__ import annotations

from typing import Any


class Wrapped:
    """A value on its way from an ``async def``'s ``yield`` to whoever iterates over it."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Wrapped({self.value!r})"
