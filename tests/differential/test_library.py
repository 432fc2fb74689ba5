"""The standard library as a guest: programs that use most of it, with all of it interpreted."""

from __future__ import annotations

from typing import Any, List

import pytest

from tests.differential import programs, runner
from tests.differential.programs import ROOT
from tests.interpreters import Interpreter, supported

PROGRAMS = sorted((ROOT / "tests" / "vm" / "library").glob("*.py"))
SCOPES = ("user", "all")


def cases() -> List[Any]:
    """One program with its own code interpreted; where there is time all, in both scopes."""
    return [
        pytest.param(
            python,
            programs.read(path),
            scope,
            id=f"{python.name}-{path.stem}-{scope}",
            marks=() if (path.stem, scope) == ("data", "user") else pytest.mark.slow,
        )
        for python in supported()
        for path in PROGRAMS
        for scope in SCOPES
    ]


@pytest.mark.parametrize(("python", "program", "scope"), cases())
def test_same_outcome(
    python: Interpreter, program: programs.Program, scope: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does what it does natively, down to the last byte."""
    monkeypatch.setattr(runner, "DEADLINE", 600.0)

    expected, got = runner.run_both(
        runner.native(python, program),
        runner.interpreted(python, program, "--run", "--scope", scope),
        program,
    )

    assert expected.status == 0, expected.stderr.decode()
    different = runner.differences(expected, got)
    assert not different, "\n".join(f"{field}:\n{text}" for field, text in different.items())


def test_programs_are_found() -> None:
    """They use so many modules that most of what a guest may meet is among them."""
    imported = {
        line.split()[1]
        for path in PROGRAMS
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("import ")
    }

    assert len(imported) >= 120
