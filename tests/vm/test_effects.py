"""The stack pictures: how they read, and that they agree with what CPython's own ``dis`` says."""

from __future__ import annotations

import pytest

from stepper.vm.effects import parse
from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, lines_of, name_of


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_pictures_agree_with_dis(host: Interpreter) -> None:
    *differences, summary = lines_of(host, "tests.vm.declared_effects")
    assert differences == []
    assert int(summary.split()[0]) > 600


def test_a_size_follows_the_oparg() -> None:
    effect = parse("callable, args[oparg] -- result")
    assert [effect.pops(oparg) for oparg in (0, 1, 300)] == [1, 2, 301]
    assert effect.delta(2) == -2
    assert effect.input_names(2) == ("callable", "arg 1", "arg 2")


def test_a_condition_follows_the_oparg() -> None:
    effect = parse("object -- value, null if oparg & 1")
    assert effect.output_names(6) == ("value",)
    assert effect.output_names(7) == ("value", "NULL")


def test_an_instruction_may_do_nothing_to_the_stack() -> None:
    effect = parse("--")
    assert (effect.pops(3), effect.pushes(3), effect.input_names(3)) == (0, 0, ())


@pytest.mark.parametrize("picture", ["value", "two words -- value", "args[oparg + -- value", "1 -- value"])
def test_a_picture_that_says_nothing_is_refused(picture: str) -> None:
    with pytest.raises((ValueError, SyntaxError)):
        parse(picture)
