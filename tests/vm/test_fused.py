"""What runs often runs as functions made of several instructions, and nobody can tell."""

from __future__ import annotations

import threading
import time
from types import CodeType
from typing import Any, Dict

import pytest

from stepper.vm import VM, Interpreter, fused
from stepper.vm.bodies import body_of
from stepper.vm.link import link
from stepper.vm.opcodes import DECLARED
from tests.vm.driving import FILE, IS_SUPPORTED, WHY_NOT

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)

LOOP = """
total = 0
for i in range(COUNT):
    if i % 3:
        total += i * 2
    else:
        total -= 1
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is fused when it has run for the third time."""
    monkeypatch.setattr(fused, "OFTEN", 2)
    monkeypatch.setattr(fused, "SOON", 1)


def compiled(source: str) -> CodeType:
    return compile(source, FILE, "exec", dont_inherit=True)


def run(code: CodeType, interpreter: Interpreter, **namespace: Any) -> Dict[str, Any]:
    namespace["__name__"] = "guest"
    interpreter.run_main(code, namespace)
    return namespace


def fused_entries(code: CodeType) -> int:
    """How many places of a code object hold a function for several instructions."""
    return sum(map(fused.is_fused, link(code).entries))


def test_a_loop_is_fused_and_does_the_same() -> None:
    code = compiled(LOOP)
    done, expected = run(code, Interpreter(), COUNT=1000), {"COUNT": 1000}
    exec(LOOP, expected)
    assert done["total"] == expected["total"]
    assert fused_entries(code) >= 2  # the loop, and a way through it


def test_a_for_loop_is_one_function_that_goes_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one that begins behind FOR_ITER, and ends there."""
    monkeypatch.setattr(fused, "OFTEN", 20)
    monkeypatch.setattr(fused, "SOON", 20)
    code = compiled("total = 0\nfor i in range(COUNT):\n    total += i\n")
    assert run(code, Interpreter(), COUNT=1000)["total"] == sum(range(1000))
    program = link(code)
    begin = [each.opname for each in program.instructions if fused.is_fused(program.entries[each.index])]
    assert begin == ["FOR_ITER"]


CALLS = """
def double(n):
    return n * 2
total = 0
for i in range(COUNT):
    total += CALLED(i)
"""


@pytest.mark.parametrize(("called", "goes_on"), [("abs", True), ("double", False)])
def test_a_run_goes_on_behind_native_calls_only(
    monkeypatch: pytest.MonkeyPatch, called: str, goes_on: bool
) -> None:
    monkeypatch.setattr(fused, "SOON", 5)  # until then is seen what is called
    code = compiled(CALLS.replace("CALLED", called))
    done = run(code, Interpreter(), COUNT=100)
    assert done["total"] == sum(range(100)) * (1 if goes_on else 2)
    functions = [entry[0] for entry in link(code).entries if fused.is_fused(entry)]
    assert any("signal_" in each.__code__.co_varnames for each in functions) == goes_on


def test_both_ways_of_a_condition_are_in_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is gone through now and then does not begin a function of its own."""
    monkeypatch.setattr(fused, "OFTEN", 20)
    monkeypatch.setattr(fused, "SOON", 20)
    code = compiled(LOOP)
    run(code, Interpreter(), COUNT=1000)
    assert 1 <= fused_entries(code) <= 2


def test_no_function_is_made_where_somebody_looks() -> None:
    code = compiled(LOOP)
    vm = VM(code, {"COUNT": 1000})
    assert vm.continue_().frame is None
    assert fused_entries(code) == 0


def test_no_function_runs_over_a_breakpoint() -> None:
    code = compiled(LOOP)
    run(code, Interpreter(), COUNT=1000)
    program = link(code)
    program.set_breakpoint(len(program.instructions) - 1)
    assert fused_entries(code) == 0


def test_no_function_is_made_in_the_hearing_of_an_audit_hook() -> None:
    code = compiled("import sys\nsys.addaudithook(hook)\n" + LOOP)
    run(code, Interpreter(), COUNT=1000, hook=lambda *_: None)
    assert fused_entries(code) == 0


@pytest.mark.parametrize("loop", ["while True:\n    n += 1\n", "while True:\n    f()\n"])
def test_an_interrupt_ends_a_fused_loop(loop: str) -> None:
    interpreter = Interpreter()
    timer = threading.Timer(0.3, lambda: interpreter.interrupt(KeyboardInterrupt()))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        run(compiled(f"n = 0\ndef f():\n    global n\n    n += 1\n{loop}"), interpreter)
    timer.join()


def test_another_thread_that_only_looks_gets_its_turn() -> None:
    """Fused functions give way to the loop, also where a loop's condition is no bool."""
    interpreter = Interpreter()
    called = []

    def ask() -> None:
        time.sleep(0.2)
        interpreter.call_soon(lambda frame: called.append(frame.code.co_name))

    asking = threading.Thread(target=ask)
    asking.start()
    run(compiled("n = 0\nwhile not called:\n    n += 1\n"), interpreter, called=called)
    asking.join()
    assert called == ["<module>"]


# Their functions end otherwise than by their last statement, or use what the text of another can't.
CALLED = frozenset(
    """ASYNC_GEN_WRAP BEFORE_ASYNC_WITH BEFORE_WITH BUILD_INTERPOLATION BUILD_STRING BUILD_TEMPLATE
    COPY_DICT_WITHOUT_KEYS DELETE_NAME DICT_MERGE DICT_UPDATE FORMAT_VALUE GET_AITER GET_ANEXT
    GET_AWAITABLE IMPORT_FROM IMPORT_NAME LIST_EXTEND LOAD_BUILD_CLASS MAKE_FUNCTION MATCH_CLASS MATCH_KEYS
    MATCH_MAPPING MATCH_SEQUENCE PREP_RERAISE_STAR RAISE_VARARGS SETUP_ANNOTATIONS SETUP_WITH
    SET_FUNCTION_ATTRIBUTE UNPACK_EX UNPACK_SEQUENCE""".split()
)


def test_bodies_can_be_moved() -> None:
    """The way a body is written down must not keep it from being fused."""
    assert {op.name for op in DECLARED if body_of(op.handler) is None} == CALLED
