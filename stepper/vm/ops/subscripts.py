"""Square brackets: items and slices, loaded, stored and deleted."""

from __future__ import annotations

from typing import Any, List

from ..frame import Frame
from ..opcodes import op
from ..operands import raw


@op("container, key -- item")
def BINARY_SUBSCR(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a container and a key with the item found there."""
    key = stack.pop()
    stack[-1] = stack[-1][key]


@op("value, container, key --")
def STORE_SUBSCR(frame: Frame, stack: List[Any], _: None) -> None:
    """Store a value in a container under a key."""
    key = stack.pop()
    container = stack.pop()
    container[key] = stack.pop()


@op("container, key --")
def DELETE_SUBSCR(frame: Frame, stack: List[Any], _: None) -> None:
    """Delete the item that a container has under a key."""
    key = stack.pop()
    del stack.pop()[key]


@op("container, start, stop -- slice")
def BINARY_SLICE(frame: Frame, stack: List[Any], _: None) -> None:
    """Replace a container and two bounds with the slice between them."""
    stop = stack.pop()
    start = stack.pop()
    stack[-1] = stack[-1][start:stop]


@op("value, container, start, stop --")
def STORE_SLICE(frame: Frame, stack: List[Any], _: None) -> None:
    """Store a value in place of the slice between two bounds of a container."""
    stop = stack.pop()
    start = stack.pop()
    container = stack.pop()
    container[start:stop] = stack.pop()


@op("start, stop, step if oparg == 3 -- slice", operand=raw)
def BUILD_SLICE(frame: Frame, stack: List[Any], count: int) -> None:
    """Replace two bounds, or two bounds and a step, with a slice object."""
    stack[-count:] = [slice(*stack[-count:])]
