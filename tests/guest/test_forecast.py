"""Forecasts come true: every one of them, in programs that are stepped through; and they run no code."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, List, Optional, Tuple

import pytest

from stepper.guest.certain import binary, compare, contains, matches, subscript, truth, unary
from stepper.guest.forecast import forecast
from stepper.guest.saferepr import show
from stepper.protocol import Forecast
from stepper.vm import VM
from stepper.vm.frame import NULL
from stepper.vm.stops import Stop
from stepper.vm.versions import HOST, PY311

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))

VARIED = """
import math
class Point:
    kind = "2d"
    def __init__(self, x): self.x = x
    def __bool__(self): return False
class Plain: pass
class Odd(Exception): pass
def gen():
    yield 1
def outer(n):
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
def unbound(flag):
    if flag: value = 1
    return value
def use(): return len(text)
step = outer(3)
step(), step()
total = 7 // 2 + 2 ** 10 - (5 << 2) | 3
text = "ab" * 3 + "c"
part = text[1:4], text[0], [1, 2, 3][1], {"a": 1}["a"], (1, 2, 3)[::2]
checks = 1 < 2 <= 2, "a" in text, 3 not in (1, 2), total is None, None is None, [1, [2]] == [1, [2]]
signs = -total, ~total
for i in range(2): pass
for k in {"x": 1, "y": 2}: pass
for k, v in {"x": 1}.items(): pass
for c in "hé": pass
for s in {1}: pass
for n in gen(): pass
for r in reversed([1, 2]): pass
p = Point(4)
if p: pass
if Plain(): pass
if not []: pass
q = p.x, Point.kind, math.pi, p.kind
x = None
while x is None: x = 1
total and text or x
for attempt in ("1 / 0", "{}['a']", "[][5]", "1 + 'a'", "5 .x", "undefined_name", "iter(5)", "len(3)"):
    try:
        eval(attempt)
    except Exception as error:
        kind = type(error)
try: unbound(False)
except UnboundLocalError: pass
try: 1 / 0
except (KeyError, ZeroDivisionError): pass
try: missing
except NameError: pass
try: [1][2]
except LookupError: pass
five = 5
try: five()
except TypeError: pass
try:
    for z in 5: pass
except TypeError: pass
try: raise Odd
except Odd: pass
try:
    try: raise Odd("x")
    except KeyError: pass
    finally: pass
except Odd: pass
try: raise 5
except TypeError: pass
try: raise
except RuntimeError: pass
d = {1: 2}
try:
    for key in d: d[2] = 3
except RuntimeError: pass
use()
b = b"ab"[0] + len(b"x" * 3)
l = [1]; l += [2]; l *= 2
"""


def expect(said: Forecast, before: Stop, after: Stop, index: int) -> None:
    """Compare a forecast with the stop that followed."""
    frame, instruction = before.frame, before.frame.program.instructions[index] if before.frame else None
    assert frame is not None and instruction is not None
    raised = after.is_unwinding
    if said.raises:
        assert raised and type(after.exception).__name__ == said.raises
        return
    if said.callee == "generator" and HOST < PY311:  # the call makes it, and runs nothing of its own
        assert raised or after.frame is frame
        return
    if said.callee in ("guest", "generator"):
        assert raised or (after.frame is not None and after.frame.back is frame)
        return
    if said.result is not None:
        assert after.frame is frame and not raised
        shown = [show(value)[:2] for value in frame.stack[-2:]]
        assert said.result[:2] in shown, (said, shown)
    if said.jumps is not None:
        assert after.frame is frame and not raised
        reached = frame.program.instructions[after.index]
        to_the_next = frame.program.instructions[index + 1].start == said.target  # 3.9 compiles such jumps
        assert to_the_next or (reached.start == said.target) == said.jumps
        assert said.jumps or after.index == index + 1


def step_through(vm: VM) -> List[Tuple[str, Forecast]]:
    """Step to the end, holding each forecast against what happens."""
    told = []
    with vm:
        stop = vm.step()
        while stop.frame is not None:
            said: Optional[Forecast] = None
            index = stop.index
            if not stop.is_unwinding:
                said = forecast(stop.frame)
                told.append((stop.frame.instruction.opname, said))
            following = vm.step()
            if said is not None:
                expect(said, stop, following, index)
            stop = following
    return told


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_forecasts_come_true_in_the_examples(example: Path, capsys: Any, monkeypatch: Any) -> None:
    """Whatever is foretold happens in the next step."""
    monkeypatch.setattr("builtins.input", lambda prompt="": "somebody")

    told = step_through(VM.load(example))

    assert sum(said != Forecast() for _, said in told) > len(told) / 4


def test_forecasts_come_true_for_every_kind_of_instruction() -> None:
    """Among them certain exceptions, exhausted iterators and attributes."""
    told = step_through(VM(compile(VARIED, "varied.py", "exec")))

    raising = {said.raises for _, said in told} - {""}
    assert raising >= {
        "ZeroDivisionError",
        "NameError",
        "UnboundLocalError",
        "IndexError",
        "TypeError",
        "Odd",
        "RuntimeError",
    }
    assert {said.callee for _, said in told} >= {"guest", "native", "class", "generator"}
    assert {said.found for _, said in told} >= {"builtins", "cell", "namespace", "globals", "fast slot 0"}
    assert {said.jumps for _, said in told} == {True, False, None}
    foreseen = {name.replace("_BORROW", "") for name, said in told if said.result is not None}
    assert foreseen & {"BINARY_OP", "BINARY_ADD"}
    assert foreseen >= {"COMPARE_OP", "CONTAINS_OP", "IS_OP", "UNARY_NEGATIVE", "FOR_ITER"}
    assert foreseen >= {"LOAD_ATTR", "LOAD_CONST", "LOAD_NAME", "LOAD_FAST", "LOAD_DEREF", "LOAD_GLOBAL"}


# ---- operators ----


class Loud:
    """An operand with code of its own."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"{name} was asked for")

    def _run(self, *args: Any) -> Any:
        raise AssertionError("an operator was run")

    __add__ = __radd__ = __eq__ = __hash__ = __bool__ = __len__ = __getitem__ = __contains__ = _run
    __index__ = __mul__ = __rmul__ = __lt__ = __gt__ = __neg__ = _run


def test_what_is_not_certain_is_not_computed() -> None:
    """Operands of the program's own types, and containers of them."""
    import operator

    loud = Loud()

    assert binary(operator.add, 1, loud) is None
    assert binary(operator.mul, [1], loud) is None
    assert compare(operator.eq, [loud], [loud]) is None
    assert subscript([1], loud) is None
    assert subscript({1: 2}, loud) is None
    assert contains(loud, [1]) is None
    assert contains(1, [loud]) is None
    assert contains(1, {1, loud} if False else [loud]) is None
    assert truth(loud) is None
    assert unary(operator.neg, loud) is None
    assert unary(operator.invert, True) is None
    assert binary(operator.mod, "%s", 5) is None
    assert matches(ValueError(), loud) is None


def test_what_is_large_is_not_computed() -> None:
    """Neither time nor memory is spent on a forecast."""
    import operator

    huge, text, start = 1 << 100_000, "a" * 100_000, time.perf_counter()

    assert binary(operator.pow, 10, 10**8) is None
    assert binary(operator.lshift, 1, 10**9) is None
    assert binary(operator.mul, "a", 10**9) is None
    assert binary(operator.mul, [0], 10**9) is None
    assert binary(operator.mul, huge, huge) is None
    assert binary(operator.add, text, text) is None
    assert compare(operator.eq, [0] * 10**6, [0] * 10**6) is None
    assert contains(-1, [0] * 10**6) is None
    assert subscript(text, slice(0, 50_000)) is None
    assert time.perf_counter() - start < 0.5


def test_an_operator_in_place_does_not_change_its_operand() -> None:
    """It is computed as the plain one."""
    import operator

    numbers = [1]
    outcome = binary(operator.iadd, numbers, [2])

    assert outcome is not None and outcome.value == [1, 2]
    assert numbers == [1]


def test_an_exception_is_foretold_by_its_name() -> None:
    """What the operator would raise, it raises here."""
    import operator

    outcome = binary(operator.truediv, 1, 0)

    assert outcome is not None
    assert outcome.raises == "ZeroDivisionError"
    assert outcome.value is NULL
