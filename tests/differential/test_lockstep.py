"""The trace that users see has the instructions that CPython runs, in the same order.

Compared are qualified name and offset, one by one. The little that is left out, because CPython itself
does not report it, stands in native_steps.py. All programs are compared, more closely, in tests/lockstep.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential import programs, runner
from tests.interpreters import Interpreter, supported

CASES = [
    pytest.param(python, program, id=f"{python.name}-{program.name}")
    for python in supported()
    for program in programs.collect()
    if program.path.parent.name == "examples"
]


@pytest.mark.parametrize(("python", "program"), CASES)
def test_same_steps(python: Interpreter, program: programs.Program, tmp_path: Path) -> None:
    """The machine's trace is CPython's, instruction by instruction."""
    expected = runner.native_steps(python, program, tmp_path)
    got = runner.interpreted_steps(python, program, tmp_path, expected)

    assert not runner.first_difference(expected.steps, got), runner.first_difference(expected.steps, got)
