"""The meter: it counts what runs, and what runs does not notice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.differential.programs import ROOT
from tests.interpreters import Interpreter, supported

PROGRAMS = ROOT / "tests" / "vm" / "programs"
RUN = ROOT / "tests" / "vm" / "metered_run.py"
# Calls, exceptions, generators, callbacks from C, references that must die in time.
METERED = (
    "callbacks",
    "exceptions_nested",
    "generator_throw_and_close",
    "operators_overloaded",
    "reference_counts",
    "weak_references",
)


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_a_measured_program_does_the_same(python: Interpreter) -> None:
    """Under a meter that is never off, every program prints what it prints under CPython."""
    for name in METERED:
        path = str(PROGRAMS / f"{name}.py")
        native = subprocess.run([python.path, path], capture_output=True, text=True, cwd=ROOT)
        metered = subprocess.run([python.path, str(RUN), path], capture_output=True, text=True, cwd=ROOT)
        told = metered.stderr.splitlines()

        assert metered.stdout == native.stdout, name
        assert told and told[-1].startswith("samples: "), (name, metered.stderr)


@pytest.mark.parametrize("python", supported()[-1:], ids=lambda python: python.name)
def test_it_counts(python: Interpreter, tmp_path: Path) -> None:
    """A loop of a known length gives about as many samples as there is to count."""
    script = tmp_path / "loop.py"
    script.write_text("n = 0\nwhile n < 20000:\n    n += 1\n")
    metered = subprocess.run([python.path, str(RUN), str(script)], capture_output=True, text=True)
    samples = int(metered.stderr.split()[-1])

    # Eight instructions a round or a few less, 512 a sample; a slow machine ends some before they are full.
    assert samples > 20000 * 5 // 512 * 0.8
