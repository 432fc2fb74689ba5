"""Modules of the standard library run the same instructions in the same order as natively, with the same
value stacks, and leave the same behind: imported anew and put to use by the programs in ``library``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential import programs
from tests.interpreters import Interpreter, supported
from tests.lockstep.client import worker

PROGRAMS = [programs.read(path) for path in sorted(Path(__file__).with_name("library").glob("*.py"))]
FAST = ("bisect", "contextlib", "fnmatch", "graphlib", "heapq")

CASES = [
    pytest.param(
        python,
        program,
        id=f"{python.name}-{program.path.stem}",
        marks=() if program.path.stem in FAST else pytest.mark.slow,
    )
    for python in supported()
    for program in PROGRAMS
    if program.oldest <= python.version
]


@pytest.mark.parametrize(("python", "program"), CASES)
def test_same_steps(python: Interpreter, program: programs.Program) -> None:
    """The machine's steps are CPython's, one by one."""
    source = program.path.read_text(encoding="utf-8")

    answer = worker(python).run(
        source,
        file=f"<{program.path.stem}>",
        modules=program.modules,
        without=program.without,
        stacks=program.stacks is not None and program.stacks <= python.version,
    )

    assert not answer.difference, answer.difference
    assert not answer.ended
    assert answer.steps > 100
