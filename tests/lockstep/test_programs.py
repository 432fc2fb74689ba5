"""Every program runs the same instructions in the same order as natively, with the same value stack before
each, prints the same and leaves the same behind.

The little that is left out, because CPython itself does not report it, stands in native_steps.py. Where the
values can't be compared (a note in the program says why) the instructions are.
"""

from __future__ import annotations

import tokenize

import pytest

from tests.differential import programs
from tests.interpreters import Interpreter, supported
from tests.lockstep.client import worker

CASES = [
    pytest.param(python, program, id=f"{python.name}-{program.name}")
    for python in supported()
    for program in programs.collect()
    if program.lockstep and program.oldest <= python.version
]


@pytest.mark.parametrize(("python", "program"), CASES)
def test_same_steps(python: Interpreter, program: programs.Program) -> None:
    """The machine's steps are CPython's, one by one."""
    with tokenize.open(program.path) as file:
        source = file.read()

    answer = worker(python).run(
        source,
        file=str(program.path),
        stdin=program.stdin.decode(),
        args=program.args,
        stacks=program.stacks is not None and program.stacks <= python.version,
    )

    assert not answer.difference, answer.difference
    assert answer.steps or not source
