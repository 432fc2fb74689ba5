"""Where traps stand, and that a function of many instructions is gone through once, not at every stop."""

from __future__ import annotations

import pytest

from stepper.vm.link import Program, trap
from stepper.vm.traps import entries_with_traps, leaving
from tests.vm.driving import IS_SUPPORTED, WHY_NOT, into, machine, step_until, where

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)

LEAF = """\
def leaf(n):
    if n:
        return n + 1
    return 0

x = leaf(1)
y = leaf(0)
"""


def test_traps_stand_at_the_stops_and_what_leaves_tells_so() -> None:
    program = _leaf()
    entries = entries_with_traps(program, (1,))
    for index, (instruction, entry) in enumerate(zip(program.instructions, entries)):
        if index == 1:
            assert entry == (trap, None, 1)
        elif "RETURN" in instruction.opname:
            assert entry[0] is leaving
        else:
            assert entry is program.originals[index]


def test_breakpoints_are_among_the_stops_and_gone_the_next_time() -> None:
    program = _leaf()
    program.breakpoints.add(2)
    assert [entry[0] for entry in entries_with_traps(program, ())].count(trap) == 1
    program.breakpoints.clear()
    assert trap not in [entry[0] for entry in entries_with_traps(program, ())]


def test_traps_everywhere_are_made_once() -> None:
    program = _leaf()
    everywhere = range(len(program.instructions))
    entries = entries_with_traps(program, everywhere)
    assert list(entries) == [(trap, None, index) for index in everywhere]
    assert entries_with_traps(program, everywhere) is entries


def test_two_frames_of_one_function_are_gone_on_in_one_after_the_other() -> None:
    vm = machine(LEAF)
    into(vm, "leaf")
    step_until(vm, lambda stop: where(stop) == ("<module>", 6), vm.next)
    step_until(vm, lambda stop: where(stop) == ("leaf", 2))
    assert where(vm.line()) == ("leaf", 4)
    assert where(vm.finish()) == ("<module>", 7)


def _leaf() -> Program:
    stop = into(machine(LEAF), "leaf")
    assert stop.frame is not None
    return stop.frame.program
