"""The comparison sees failure: what differs in one thing only is told apart."""

from __future__ import annotations

from typing import Any, Dict, Generator

import pytest

from tests.lockstep.realstack import UnexpectedFrame, value_stack
from tests.lockstep.record import Record, Step, difference
from tests.lockstep.values import text_of

STEP = Step("f", 1, 4, "LOAD_FAST", ("1",))
RECORD = Record([STEP, STEP._replace(offset=6)], "printed", "", {"x": "1"})

OTHERS: Dict[str, Record] = {
    "one step more": RECORD._replace(steps=[*RECORD.steps, STEP]),
    "one step less": RECORD._replace(steps=RECORD.steps[:1]),
    "another step": RECORD._replace(steps=[STEP, STEP]),
    "another value on the stack": RECORD._replace(steps=[STEP, RECORD.steps[1]._replace(stack=("2",))]),
    "a value more on the stack": RECORD._replace(steps=[STEP, RECORD.steps[1]._replace(stack=("1", "NULL"))]),
    "another output": RECORD._replace(output="printed "),
    "an exception": RECORD._replace(exception="ValueError"),
    "another value of a name": RECORD._replace(namespace={"x": "2"}),
    "a name more": RECORD._replace(namespace={"x": "1", "y": "1"}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_difference_is_seen(name: str) -> None:
    assert difference(RECORD, RECORD) == ""
    assert difference(RECORD, OTHERS[name]) != ""


def waiting() -> Generator[Any, Any, Any]:
    """A generator that waits with a list and a number on its stack."""
    return ([1], 2, (yield))


def test_the_stack_of_a_waiting_frame_is_read() -> None:
    generator = waiting()
    next(generator)
    assert value_stack(generator.gi_frame, 2) == [[1], 2]


def test_another_depth_than_cpythons_is_found() -> None:
    generator = waiting()
    next(generator)
    with pytest.raises(UnexpectedFrame, match="has 2 values, not 3"):
        value_stack(generator.gi_frame, 3)


def test_values_are_told_apart_without_running_their_code() -> None:
    class Loud:
        def __getattribute__(self, name: str) -> Any:
            raise AssertionError(name)

        __repr__ = __eq__ = __hash__ = None  # type: ignore[assignment]

    values = [1, True, 1.0, "1", b"1", [1], (1,), {1}, {1: 1}, iter([1]), iter([1, 2]), int, len, [].append]
    texts = [text_of(value) for value in [*values, Loud()]]

    assert len(set(texts)) == len(texts)
    assert text_of([[[[[1]]]]]) == text_of([[[[[2]]]]])  # to a depth
