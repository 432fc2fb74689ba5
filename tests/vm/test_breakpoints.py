"""Breakpoints on instructions: free until met, and met in every instance of the code."""

from __future__ import annotations

from types import CodeType
from typing import List

import pytest

from stepper.vm import VM, Interpreter, Resume, Stop
from stepper.vm.link import link
from tests.vm.driving import ADD, IS_SUPPORTED, WHY_NOT, function, machine

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)


def code_named(vm: VM, name: str) -> CodeType:
    """The code object of a function, wherever it is nested; it need not have been made yet."""
    todo: List[CodeType] = [vm.program.code]
    while todo:
        code = todo.pop()
        if code.co_name == name:
            return code
        todo += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    raise AssertionError(name)


def offset_of(code: CodeType, opname: str) -> int:
    return next(i.offset for i in link(code).instructions if i.opname.startswith(opname))


def hits(vm: VM) -> int:
    count = 0
    while True:
        stop = vm.continue_()
        if stop.reason == "end":
            return count
        assert stop.reason == "breakpoint"
        count += 1


def test_a_function_that_does_not_exist_yet() -> None:
    vm = machine("def f():\n    return 1 + g()\ndef g():\n    return 2\nx = f()\n")
    code = code_named(vm, "g")
    vm.break_at(code, offset_of(code, "RETURN"))
    stop = vm.continue_()
    assert function(stop) == "g" and stop.reason == "breakpoint"
    assert vm.continue_().reason == "end"
    assert vm.namespace["x"] == 3


def test_every_instance_of_a_nested_function() -> None:
    vm = machine(
        "def make(n):\n    def add(x):\n        return x + n\n    return add\nmake(1)(1); make(2)(2)\n"
    )
    code = code_named(vm, "add")
    vm.break_at(code, offset_of(code, ADD))
    assert hits(vm) == 2


def test_in_a_generator_and_in_a_callback_from_c() -> None:
    vm = machine(
        "def g(n):\n    for i in range(n):\n        yield i\nlist(g(3)); sum(map(lambda v: v, g(2)))\n"
    )
    code = code_named(vm, "g")
    vm.break_at(code, offset_of(code, "YIELD_VALUE"))
    assert hits(vm) == 5


def test_clearing_one() -> None:
    vm = machine("for i in range(3):\n    i\n")
    offset = offset_of(vm.program.code, "STORE_NAME")
    vm.break_at(vm.program.code, offset)
    vm.continue_()
    vm.clear_break(vm.program.code, offset)
    assert hits(vm) == 0
    assert list(vm.program.entries) == list(vm.program.originals)


def test_a_stop_carries_all_its_reasons_and_stops_once() -> None:
    vm = machine("a = 1\nb = 2\n")
    vm.step()
    stop = vm.step()
    assert stop.frame is not None
    after = stop.frame.program.instructions[stop.index + 1].offset
    vm.break_at(vm.program.code, after)
    stop = vm.step()
    assert [reason.kind for reason in stop.reasons] == ["breakpoint", "step"]
    stop = vm.step()
    assert stop.reason == "step"


def test_next_and_finish_are_stopped_by_one() -> None:
    vm = machine("def f():\n    return g()\ndef g():\n    return 2\nx = f()\n")
    code = code_named(vm, "g")
    vm.break_at(code, offset_of(code, "RETURN"))
    stop = vm.step()
    while stop.reason != "breakpoint":
        stop = vm.next()
    assert function(stop) == "g"


class SetsOneWhileRunning:
    """Lets the first frame finish, and sets a breakpoint in it when it is asked for attention meanwhile."""

    def __init__(self, code: CodeType) -> None:
        self.program = link(code)
        self.kinds: List[str] = []

    def stopped(self, stop: Stop) -> Resume:
        self.kinds += [reason.kind for reason in stop.reasons]
        return Resume("finish" if len(self.kinds) == 1 else "continue")

    def attend(self) -> bool:
        self.program.set_breakpoint(self.program.instructions[-1].index)
        return False

    def input_wanted(self, prompt: str) -> None:
        raise AssertionError("nothing is read")

    def input_done(self) -> None:
        raise AssertionError("nothing is read")


def test_one_that_is_set_while_its_frame_is_being_finished() -> None:
    code = compile("ask()\n", "<guest>", "exec")
    controller = SetsOneWhileRunning(code)
    interpreter = Interpreter(controller)
    interpreter.run_main(code, {"ask": interpreter.request_attention})
    assert controller.kinds == ["start", "breakpoint", "end"]


def test_no_instruction_at_the_offset() -> None:
    vm = machine("a = 1\n")
    with pytest.raises(ValueError, match="no instruction of <module> is at offset 1"):
        vm.break_at(vm.program.code, 1)
