"""The machine runs itself: pystep's own ``--run`` of a program as the guest of another, both interpreted.

``pystep --run PROGRAM`` replaces its process by a debuggee, the program that is started here as the guest.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, List

import pytest

from stepper import launcher
from stepper.arguments import parse
from stepper.wire import to_json
from tests.differential import programs, runner
from tests.differential.programs import ROOT, Program
from tests.interpreters import Interpreter, supported

MACHINE = ROOT / "stepper"
PATIENCE = 600.0  # seconds; a step of the inner machine is some hundred of the outer one's
QUICK = ("examples/factorial", "programs/uncaught_in_generator")


def cases() -> List[Any]:
    """A few programs under each interpreter; where there is time all of them."""
    return [
        pytest.param(
            python,
            program,
            id=f"{python.name}-{program.name}",
            marks=() if program.name in QUICK else pytest.mark.slow,
        )
        for python in supported()
        for program in programs.collect()
        if program.oldest <= python.version and (program.name in QUICK or "examples/" in program.name)
    ]


def debuggee(python: Interpreter, program: Program) -> List[str]:
    """What follows the interpreter's name in the command that ``pystep --run`` of a program becomes."""
    launch = parse(["--run", str(program.path), *program.args]).launch
    return launcher.command(python.path, to_json(launch))[1:]


def of_itself(python: Interpreter, program: Program, *options: str, of: Path = MACHINE) -> List[str]:
    """The command in which a machine runs the machine that runs the program; ``of``: all or a part of it."""
    *outer, _ = runner.interpreted(python, program._replace(args=()), *options)
    return [*outer, "--include", str(of), *debuggee(python, program)]


@pytest.mark.parametrize(("python", "program"), cases())
def test_same_outcome(python: Interpreter, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Output, tracebacks and status come through both levels unchanged."""
    monkeypatch.setattr(runner, "DEADLINE", PATIENCE)

    expected, got = runner.run_both(
        runner.native(python, program), of_itself(python, program, "--run"), program
    )

    different = runner.differences(expected, got)
    assert not different, "\n".join(f"{field}:\n{text}" for field, text in different.items())


@pytest.mark.parametrize("python", supported()[-1:], ids=lambda python: python.name)
def test_both_levels_are_interpreted(
    python: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outer machine runs the inner one's loop, and sees nothing of the program, which that one runs."""
    monkeypatch.setattr(runner, "DEADLINE", PATIENCE)
    program = programs.read(ROOT / "examples" / "factorial.py")
    trace = tmp_path / "trace.jsonl"

    options = ("--trace=json", "-o", str(trace))
    # Enough of it to see, for a trace of all takes long.
    outcome = runner.run(of_itself(python, program, *options, of=MACHINE / "vm" / "machine.py"), program)

    assert (outcome.stdout, outcome.status) == (b"[1, 1, 2, 6, 24, 120]\n", 0), outcome.stderr.decode()
    rows = [json.loads(row) for row in trace.read_text(encoding="utf-8").splitlines()]
    loop = [row for row in rows if row["code"] == "Machine._run"]
    assert len(loop) > 500
    assert {Path(row["file"]).name for row in loop} == {"machine.py"}
    assert not [row for row in rows if row["file"] == str(program.path)]
