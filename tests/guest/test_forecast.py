"""Forecasts come true: every one of them, in programs that are stepped through; and they run no code."""

from __future__ import annotations

import time
from typing import Any

import pytest

from stepper.guest.certain import binary, compare, contains, matches, subscript, truth, unary
from stepper.vm import VM
from stepper.vm.frame import NULL
from tests.guest.foretold import VARIED, step_through
from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, lines_of, name_of


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_forecasts_come_true(host: Interpreter) -> None:
    """Whatever is foretold happens in the next step, on every version."""
    *complaints, counts = lines_of(host, "tests.guest.foretold")
    told, foreseen = map(int, counts.split())

    assert complaints == []
    assert told > 3000 and foreseen > told / 2


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
        "AttributeError",
        "ValueError",
        "KeyError",
    }
    entered = {said.enters.rpartition(".")[2] for _, said in told}
    assert entered >= {"both", "__getattr__", "__add__", "__iadd__", "__neg__", "__lt__", "__getitem__"}
    assert entered >= {"__setitem__", "__delitem__", "__contains__", "__iter__", "__next__", "__call__"}
    assert entered >= {
        "__enter__",
        "__exit__",
        "__format__",
        "__repr__",
        "__len__",
        "__init__",
        "Body",
        "gen",
    }
    assert {said.callee for _, said in told} >= {"guest", "native", "class", "generator"}
    places = {place.where for _, said in told for place in said.lookup if place.holds}
    assert places >= {"builtins", "cell", "namespace", "globals", "fast slot", "class", "own dict", "module"}
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
    assert matches(ValueError, loud) is None


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
