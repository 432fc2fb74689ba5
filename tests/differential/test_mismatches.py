"""The runner sees failure: programs made to differ in one way are told apart in that way and no other.

Of each pair one is run in the machine and the other natively, from the same path, so that nothing differs
by accident.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential import runner
from tests.differential.programs import Program
from tests.interpreters import supported

pytestmark = pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")

PAIRS = {
    "one character of output": ("print('right')", "print('wrong')", {"stdout"}),
    "a line end": ("print('x')", "print('x', end='')", {"stdout"}),
    "order of output": ("print(1); print(2)", "print(2); print(1)", {"stdout"}),
    "one stream for the other": (
        "import sys; print('x')",
        "import sys; print('x', file=sys.stderr)",
        {"stdout", "stderr"},
    ),
    "exit status": ("raise SystemExit(1)", "raise SystemExit(2)", {"status"}),
    "exit status by exception": (
        "raise SystemExit('boom')",
        "import sys; print('boom', file=sys.stderr)",
        {"status"},
    ),
    "text of an exception": ("raise ValueError('a')", "raise ValueError('b')", {"stderr"}),
    "line in a traceback": ("x = 1\n\n1 / 0", "x = 1\n1 / 0\n", {"stderr"}),
    "carets in a traceback": ("1 / 0 + 1", "1 + 1 / 0", {"stderr"}),
    "frames of a traceback": (
        "def f():\n    1 / 0\n\nf()",
        "def g():\n    1 / 0\n\ng()",
        {"stderr"},
    ),
    "a cause": (
        "try:\n    1 / 0\nexcept Exception:\n    raise KeyError from None",
        "try:\n    1 / 0\nexcept Exception:\n    raise KeyError\n",
        {"stderr"},
    ),
    "a signal": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        {"status"},
    ),
}

STEPS = {
    "the other branch": ("x = 1\ny = 2 if x else 3", "x = 0\ny = 2 if x else 3"),
    "one turn more": ("for i in range(2): pass", "for i in range(3): pass"),
    "another name": ("def f(): pass\nf()", "def g(): pass\ng()"),
}


def program_at(path: Path, text: str) -> Program:
    path.write_text(text + "\n", encoding="utf-8")
    return Program(path)


@pytest.mark.parametrize("name", PAIRS)
def test_a_difference_is_seen(name: str, tmp_path: Path) -> None:
    """What differs is named, and the same program run both ways differs in nothing."""
    first, second, expected = PAIRS[name]
    python = supported()[-1]

    program = program_at(tmp_path / "program.py", first)
    interpreted = runner.run(runner.interpreted(python, program), program)
    same = runner.run(runner.native(python, program), program)
    program = program_at(tmp_path / "program.py", second)
    other = runner.run(runner.native(python, program), program)

    assert runner.differences(same, interpreted) == {}
    assert set(runner.differences(other, interpreted)) == expected


@pytest.mark.parametrize("name", STEPS)
def test_another_step_is_seen(name: str, tmp_path: Path) -> None:
    """Two sequences of instructions that part are told apart though their programs print the same."""
    first, second = STEPS[name]
    python = supported()[-1]

    program = program_at(tmp_path / "program.py", first)
    same = runner.native_steps(python, program, tmp_path)
    interpreted = runner.interpreted_steps(python, program, tmp_path, same)
    program = program_at(tmp_path / "program.py", second)
    other = runner.native_steps(python, program, tmp_path)

    assert runner.first_difference(same.steps, interpreted) == ""
    assert "step" in runner.first_difference(other.steps, interpreted)
