"""What the mixins of the app and of the server leave to the class that takes them in is all there."""

from __future__ import annotations

import inspect
from typing import Callable, Iterator, Tuple

import pytest

from stepper.actions.past import LookingBack
from stepper.app import PystepApp
from stepper.guest.server import Server


def methods(cls: type) -> Iterator[Tuple[str, Callable[..., object]]]:
    """Our own functions among the attributes of *cls*, wherever it has them from."""
    for name in dir(cls):
        found = inspect.getattr_static(cls, name)
        if inspect.isfunction(found) and found.__module__.startswith("stepper."):
            yield name, found


def left_open(cls: type) -> list[str]:
    """The methods that only say that another class has them."""
    return [name for name, method in methods(cls) if "raise NotImplementedError" in inspect.getsource(method)]


@pytest.mark.parametrize("cls", [PystepApp, Server])
def test_nothing_is_left_open(cls: type) -> None:
    assert left_open(cls) == []


def test_a_mixin_alone_leaves_something_open() -> None:
    """Else the test above could not fail."""
    assert left_open(LookingBack) != []
