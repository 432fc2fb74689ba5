"""Which of two parts a slot plays in a call."""

from __future__ import annotations

from typing import List

import pytest

from stepper.explain.parts import parts_played
from stepper.protocol import StackSlot
from tests.records import NULL, slot


def roles(*stack: StackSlot) -> List[str]:
    return [one.role for one in parts_played(stack)]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (NULL._replace(role="method or NULL"), ["no method", "callable", "arg 1"]),
        (slot("append", "method or NULL"), ["method", "self", "arg 1"]),
    ],
    ids=["function", "method"],
)
def test_up_to_312_the_method_is_first(first: StackSlot, expected: List[str]) -> None:
    assert roles(first, slot([], "callable or self"), slot(1, "arg 1")) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [(NULL._replace(role="self or NULL"), "no self"), (slot([], "self or NULL"), "self")],
    ids=["function", "method"],
)
def test_from_313_on_the_callable_is_first(second: StackSlot, expected: str) -> None:
    assert roles(slot("f", "callable"), second, slot(1, "arg 1")) == ["callable", expected, "arg 1"]


def test_other_roles_stay() -> None:
    assert roles(slot(1), slot(2, "left"), NULL, slot(3, "right")) == ["", "left", "", "right"]
