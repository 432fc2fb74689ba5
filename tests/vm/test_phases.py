"""The phases of unwinding as stops: what each shows, and that who does not step sees none of them."""

from __future__ import annotations

from typing import Callable, List, Tuple

import pytest

from stepper.vm import HOST, VM, Stop
from tests.vm.driving import HAS_TABLE, IS_SUPPORTED, WHY_NOT, function, machine, step_until

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)

FAILS_TWICE = """\
def failing(seen):
    for item in [7]:
        try:
            seen + item
        except TypeError:
            1 / 0

try:
    failing("text")
except ArithmeticError as error:
    kind = type(error).__name__
"""
PHASES = ("raised", "dropped", "found", "cut", "unwinding")


def phases(vm: VM, step: Callable[[], Stop]) -> List[Tuple[str, str, int]]:
    """Of each stop in which an exception is on its way: reason, function, and depth of the stack."""
    seen = []
    while True:
        stop = step()
        if stop.frame is None:
            return seen
        assert stop.is_unwinding == (stop.reason in PHASES)
        if stop.is_unwinding:
            seen.append((stop.reason, function(stop), len(stop.frame.stack)))


def test_each_phase_shows_the_stack_as_it_is() -> None:
    with machine(FAILS_TWICE) as vm:
        seen = phases(vm, vm.step)

    iterator = 2 if HOST >= (3, 15) else 1
    first = [("found", "failing"), ("cut", "failing")]
    assert [each[:2] for each in seen[:3]] == [("raised", "failing"), *first]
    assert seen[2][2] == iterator
    left = [("unwinding", "failing"), ("raised", "<module>"), ("found", "<module>"), ("cut", "<module>")]
    if HAS_TABLE:  # the clause's own clean-up gets the second one: it is an entry of the table
        assert [each[:2] for each in seen[3:]] == [("raised", "failing"), *first, *left]
        assert seen[5][2] == iterator + 1  # and the exception that was handled before
    else:
        assert [each[:2] for each in seen[3:]] == [("raised", "failing"), ("dropped", "failing"), *left]
        assert seen[4][2] >= iterator + 3
        assert seen[5][2] == iterator  # what was handled before the clause is the handled one again
    assert vm.namespace["kind"] == "ZeroDivisionError"
    assert seen[-1][2] == 0


def test_next_does_not_stop_between_phases() -> None:
    with machine(FAILS_TWICE) as vm:
        seen = phases(vm, vm.next)

    assert [each[:2] for each in seen] == [("raised", "<module>")]
    assert vm.namespace["kind"] == "ZeroDivisionError"


@pytest.mark.parametrize("reason", PHASES)
def test_one_can_go_on_from_any_phase(reason: str) -> None:
    """What stepping has begun is finished by itself."""
    if reason == "dropped" and HAS_TABLE:
        pytest.skip("there is no block stack")
    with machine(FAILS_TWICE) as vm:
        step_until(vm, lambda stop: stop.reason == reason)
        assert vm.continue_().reason == "end"

    assert vm.exception is None
    assert vm.namespace["kind"] == "ZeroDivisionError"


def test_a_stop_tells_what_the_exception_has_come_out_of() -> None:
    with machine(FAILS_TWICE) as vm:
        here = step_until(vm, lambda stop: stop.reason == "raised")
        above = step_until(vm, lambda stop: stop.reason == "raised" and function(stop) == "<module>")

        assert (here.left, above.left) == ("", "failing")
        assert [reason.text for reason in above.reasons] == ["ZeroDivisionError comes out of failing"]
