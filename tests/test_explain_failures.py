"""The sentences of instructions that are certain to raise, and their stack pictures."""

from __future__ import annotations

from typing import Any, Sequence

import pytest

from stepper.protocol import Forecast, StackSlot
from tests.explaining import explained
from tests.records import NULL, slot

FIVE, PAIR = slot(5), slot("(1, 2)")
F = slot("<function f>")


@pytest.mark.parametrize(
    ("opname", "stack", "raises", "sentence"),
    [
        ("UNPACK_SEQUENCE", [FIVE], "TypeError", "No way to iterate over 5: raises TypeError."),
        ("UNPACK_SEQUENCE", [PAIR], "ValueError", "Not exactly 3 items in (1, 2): raises ValueError."),
        (
            "STORE_SUBSCR",
            [FIVE, PAIR, slot(0)],
            "TypeError",
            "Nothing can be stored in (1, 2) at 0: raises TypeError.",
        ),
        (
            "DELETE_SUBSCR",
            [slot("{}"), slot(0)],
            "KeyError",
            "Nothing to delete in {} at 0: raises KeyError.",
        ),
        ("CONTAINS_OP", [FIVE, FIVE], "TypeError", "Pop 5 and 5 for 5 not in 5: raises TypeError."),
        (
            "BEFORE_WITH",
            [FIVE],
            "TypeError",
            "No __enter__ and __exit__ in the class of 5: raises TypeError.",
        ),
        ("GET_ITER", [FIVE], "TypeError", "No way to iterate over 5: raises TypeError."),
        ("LOAD_FAST", [], "UnboundLocalError", "No local named x yet: raises UnboundLocalError."),
    ],
)
def test_what_is_certain_to_fail(opname: str, stack: Sequence[StackSlot], raises: str, sentence: str) -> None:
    shown = explained(
        opname,
        stack,
        Forecast(raises=raises),
        arg=3,
        argrepr="x",
        before=tuple(f"operand {number}" for number in range(len(stack))),
    )
    assert shown.sentence == sentence
    assert shown.flow == "next: the search for a handler"
    assert shown.effect == f"stack {len(stack)}"
    assert shown.picture.endswith(f" → {raises}")


def test_arguments_that_do_not_fit() -> None:
    given: Any = {"arg": 1, "before": ("callable", "self or NULL", "arg 1")}
    fails = Forecast(callee="guest", raises="TypeError")
    assert explained("CALL", [F, NULL, FIVE], fails, **given).sentence == (
        "Call f with (5), which it can't take: raises TypeError."
    )
    assert explained("CALL", [FIVE, NULL, FIVE], Forecast(raises="TypeError"), **given).sentence == (
        "Call 5 with (5): it can't be called, raises TypeError."
    )
