"""Kinds of stack slots: what is foretold without running is what the stack holds when it runs."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from stepper.guest.slotkinds import kinds_at
from stepper.vm import VM
from stepper.vm.frame import NULL

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))

MANAGERS = """
class Manager:
    def __enter__(self): return self
    def __exit__(self, *error): return True
def inner():
    try:
        yield 1
    finally:
        yield 2
def outer():
    values = [1, 2, (yield from inner())]
    yield values
def failing():
    try:
        try:
            raise KeyError
        except ValueError:
            pass
        finally:
            with Manager():
                raise OSError
    except KeyError as error:
        kept = [error]
    for n in (1, 2):
        with Manager() as m, Manager():
            {}[n]
    return [n for n in (1, 2) if n]
failing()
generator = outer()
next(generator)
generator.throw(KeyError)
try:
    next(generator)
except KeyError:
    pass
"""


def follow(vm: VM) -> int:
    """Step to the end; how many slots were found that hold no ordinary object."""
    special = 0
    with vm:
        stop = vm.step()
        while stop.frame is not None:
            if stop.exception is None:
                kinds, stack = kinds_at(stop.frame.program, stop.index), stop.frame.stack
                assert len(kinds) == len(stack), stop.instruction
                for kind, value in zip(kinds, stack):
                    if kind == "lasti":
                        assert type(value) is int
                    elif kind == "position":
                        assert value is NULL or type(value) is int
                    elif kind == "exception":
                        # Up to 3.10 with its type and traceback, and NULL where there is none.
                        known = (BaseException, type(None), type, TracebackType)
                        assert value is NULL or isinstance(value, known)
                    special += kind != "object"
            stop = vm.step()
    return special


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_kinds_in_the_examples(example: Path, capsys: Any, monkeypatch: Any) -> None:
    """The depth agrees everywhere, and so do the kinds that can be told from a value."""
    monkeypatch.setattr("builtins.input", lambda prompt="": "somebody")

    follow(VM.load(example))


def test_kinds_under_exceptions() -> None:
    """Handlers, finally, with and delegation leave more than objects on the stack."""
    assert follow(VM(compile(MANAGERS, "managers.py", "exec"))) > 50
