"""Every program does under pystep what it does natively: same output, same errors, same exit status."""

from __future__ import annotations

import pytest

from tests.differential import programs, runner
from tests.interpreters import Interpreter, supported

CASES = [
    pytest.param(python, program, id=f"{python.name}-{program.name}")
    for python in supported()
    for program in programs.collect()
    if program.oldest <= python.version
]


@pytest.mark.parametrize(("python", "program"), CASES)
def test_same_outcome(python: Interpreter, program: programs.Program) -> None:
    """The VM and CPython can't be told apart by what they print and return."""
    expected, got = runner.run_both(runner.native(python, program), runner.debuggee(python, program), program)

    different = runner.differences(expected, got)
    assert not different, "\n".join(f"{field}:\n{text}" for field, text in different.items())


def test_programs_are_found() -> None:
    """An empty folder would pass every comparison."""
    names = [program.path.parent.name for program in programs.collect()]

    assert names.count("examples") >= 8
    assert names.count("programs") >= 60
