"""The library face: each method of VM, on calls, recursion, callbacks from C, generators and exceptions."""

from __future__ import annotations

import operator
import sys
import threading
import time
from pathlib import Path
from typing import List

import pytest

from stepper.vm import NULL, VM
from tests.vm.driving import (
    CALL,
    CATCHING,
    HAS_TABLE,
    IS_SUPPORTED,
    WHY_NOT,
    function,
    into,
    line,
    lines_by,
    machine,
    opname,
    step_until,
    where,
)

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)

CALLS = """\
def fact(n):
    if n < 2:
        return 1
    return n * fact(n - 1)

x = fact(4)
y = x + 1
"""
CALLBACK = """\
def key(v):
    w = -v
    return w

y = sorted([3, 1, 2], key=key)
z = 1
"""
GENERATOR = """\
def walk():
    a = yield 1
    b = yield 2
    return 3

total = 0
for v in walk():
    total += v
done = 1
"""
RAISES = """\
def inner():
    raise ValueError("no")

def outer():
    inner()

try:
    outer()
except ValueError as error:
    caught = error.args
after = 1
"""


def test_load_runs_nothing_and_sets_argv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys\nargs = list(sys.argv)\n")
    monkeypatch.setattr(sys, "argv", ["before"])
    vm = VM.load(script, argv=["script.py", "-x"])
    assert vm.stop is None
    assert vm.continue_().reason == "end"
    assert vm.namespace["args"] == ["script.py", "-x"]
    assert vm.namespace["__file__"] == str(script)


def test_step_runs_one_instruction_and_goes_into_calls() -> None:
    vm = machine(CALLS)
    stop = vm.step()
    assert stop.frame is not None
    assert stop.index == stop.frame.program.instructions[0].index + 1
    stop = into(vm, "fact")
    assert stop.index == 0
    assert stop.frame is not None and stop.frame.back is not None
    assert stop.frame.back.code.co_name == "<module>"
    assert stop.frame.locals == [4]


def test_a_stop_shows_the_value_stack_with_null() -> None:
    vm = machine(CALLS)
    into(vm, "fact")
    stop = step_until(vm, lambda stop: opname(stop) == CALL)
    assert stop.frame is not None
    stack = stop.frame.stack
    assert stack[0] == 4 and stack[-1] == 3
    assert any(item is NULL for item in stack) == HAS_TABLE and repr(NULL) == "NULL"


def test_next_goes_over_a_recursive_call() -> None:
    vm = machine(CALLS)
    frame = into(vm, "fact").frame
    step_until(vm, lambda stop: opname(stop) == CALL, vm.next)
    stop = vm.next()
    assert stop.frame is frame
    assert frame is not None and frame.stack == [4, 6]


def test_next_over_a_callback_from_c_stays_in_its_frame() -> None:
    vm = machine(CALLBACK)
    step_until(vm, lambda stop: line(stop) == 5 and opname(stop).startswith("CALL"))
    stop = vm.next()
    assert function(stop) == "<module>" and stop.frame is not None
    assert stop.frame.stack == [[3, 2, 1]]


def test_next_out_of_a_callback_from_c_stops_in_the_guest_caller() -> None:
    vm = machine(CALLBACK)
    into(vm, "key")
    stop = step_until(vm, lambda stop: function(stop) != "key", vm.next)
    assert where(stop) == ("<module>", 5)
    assert stop.returned == -3


def test_next_on_a_yield_stops_in_the_consumer() -> None:
    vm = machine(GENERATOR)
    step_until(vm, lambda stop: opname(stop) == "YIELD_VALUE")
    stop = vm.next()
    assert where(stop) == ("<module>", 7)
    assert stop.frame is not None and stop.frame.stack[-1] == 1


def test_next_tells_of_an_exception_and_goes_on_in_the_handler() -> None:
    vm = machine(RAISES)
    stop = step_until(vm, lambda stop: stop.reason == "raised", vm.next)
    assert where(stop) == ("<module>", 8)
    assert isinstance(stop.exception, ValueError)
    stop = vm.next()
    assert opname(stop) == CATCHING


def test_finish_shows_the_returned_value() -> None:
    vm = machine(CALLS)
    into(vm, "fact")
    stop = vm.finish()
    assert stop.reason == "returned"
    assert (function(stop), stop.has_returned, stop.returned) == ("<module>", True, 24)


def test_finish_of_an_inner_recursion_leaves_that_frame_only() -> None:
    vm = machine(CALLS)
    into(vm, "fact")
    outer = vm.stop.frame if vm.stop else None
    step_until(vm, lambda stop: function(stop) == "fact" and stop.frame is not outer)
    stop = vm.finish()
    assert stop.frame is outer and stop.returned == 6


def test_finish_of_a_caller() -> None:
    vm = machine(CALLS)
    into(vm, "fact")
    outer = vm.stop.frame if vm.stop else None
    step_until(vm, lambda stop: function(stop) == "fact" and stop.frame is not outer)
    stop = vm.finish(outer)
    assert function(stop) == "<module>" and stop.returned == 24


def test_finish_of_a_generator_does_not_take_a_yield_for_a_return() -> None:
    vm = machine(GENERATOR)
    step_until(vm, lambda stop: line(stop) == 2)
    stop = vm.finish()
    assert function(stop) == "<module>" and stop.returned == 3
    assert vm.namespace["total"] == 3


def test_finish_of_a_frame_that_an_exception_leaves() -> None:
    vm = machine(RAISES)
    into(vm, "inner")
    stop = vm.finish()
    assert function(stop) in ("outer", "<module>")
    assert not stop.has_returned
    vm.continue_()
    assert vm.namespace["caught"] == ("no",)


def test_line_stops_once_a_line() -> None:
    assert lines_by(machine(CALLS).line)[-2:] == [("<module>", 6), ("<module>", 7)]


def test_line_in_a_loop_stops_in_every_round() -> None:
    vm = machine("total = 0\nfor i in range(2):\n    total += i\nend = 1\n")
    assert [number for _, number in lines_by(vm.line)][-5:] == [3, 2, 3, 2, 4]


def test_line_at_the_end_of_a_function_goes_to_its_caller() -> None:
    vm = machine(CALLS)
    step_until(vm, lambda stop: where(stop) == ("fact", 3))
    assert where(vm.line()) == ("fact", 4)


def test_until_stops_at_an_offset_of_the_same_frame() -> None:
    vm = machine(GENERATOR)
    stop = into(vm, "walk")
    assert stop.frame is not None
    offset = stop.frame.program.instructions[-1].offset
    returns = [i.offset for i in stop.frame.program.instructions if i.opname == "YIELD_VALUE"]
    step_until(vm, lambda stop: line(stop) == 2)
    stop = vm.until(returns[1])
    assert (function(stop), stop.reason, opname(stop)) == ("walk", "until", "YIELD_VALUE")
    with pytest.raises(ValueError, match="no instruction of walk is at offset"):
        vm.until(offset + 1)


def test_until_before_anything_has_run() -> None:
    vm = machine(CALLS)
    with pytest.raises(ValueError, match="no instruction of <module> is at offset 1"):
        vm.until(1)
    assert vm.until(vm.program.instructions[2].offset).index == 2


def test_until_stops_in_the_caller_when_the_frame_is_left_before() -> None:
    vm = machine(CALLS)
    into(vm, "fact")
    step_until(vm, lambda stop: stop.frame is not None and stop.frame.locals == [1])
    stop = vm.until(stop_offset_of_multiplication(vm))
    assert (function(stop), stop.returned) == ("fact", 1)


def stop_offset_of_multiplication(vm: VM) -> int:
    assert vm.stop is not None and vm.stop.frame is not None
    return next(i.offset for i in vm.stop.frame.program.instructions if i.operand is operator.mul)


def test_continue_runs_to_the_end() -> None:
    vm = machine(CALLS)
    stop = vm.continue_()
    assert (stop.reason, stop.frame) == ("end", None)
    assert vm.namespace["y"] == 25
    with pytest.raises(RuntimeError, match="ended"):
        vm.step()


def test_an_uncaught_exception_is_the_end() -> None:
    vm = machine("def f():\n    return 1 / 0\nf()\n")
    stop = vm.continue_()
    assert stop.reason == "end"
    assert isinstance(stop.exception, ZeroDivisionError)
    trace = stop.exception.__traceback__
    names = []
    while trace is not None:
        names.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    assert names == [("<module>", 3), ("f", 2)]
    assert vm.exception is stop.exception


def test_stepping_an_exception_shows_each_phase() -> None:
    vm = machine(RAISES)
    into(vm, "inner")
    seen: List[str] = []
    step_until(vm, lambda stop: seen.append(f"{stop.reason} {function(stop)}") or opname(stop) == CATCHING)  # type: ignore[func-returns-value]
    assert [text for text in seen if not text.startswith("step")] == [
        "raised inner",
        "unwinding inner",
        "raised outer",
        "unwinding outer",
        "raised <module>",
        "found <module>",
        "cut <module>",
    ]


def test_pause_stops_an_endless_loop() -> None:
    vm = machine("n = 0\nwhile True:\n    n += 1\n")
    timer = threading.Timer(0.05, vm.pause)
    timer.start()
    stop = vm.continue_()
    timer.join()
    assert [reason.kind for reason in stop.reasons] == ["pause"]
    assert vm.namespace["n"] > 0
    vm.close()


def test_close_ends_a_guest_that_has_not_ended() -> None:
    before = threading.active_count()
    vm = machine("while True:\n    try:\n        pass\n    finally:\n        pass\n")
    for _ in range(20):
        vm.step()
    vm.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.001)
    assert threading.active_count() == before


def test_two_machines_can_be_stepped_in_turn() -> None:
    with machine(CALLBACK) as one, machine(CALLBACK) as other:
        assert into(one, "key").frame is not into(other, "key").frame
        assert one.continue_().reason == other.continue_().reason == "end"
        assert one.namespace["y"] == other.namespace["y"] == [3, 2, 1]
