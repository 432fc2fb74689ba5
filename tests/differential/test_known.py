"""The known differences are still there: a program for each of docs/differences.md that can be shown by one.

When one of these fails, the machine has become better, and the page is out of date.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential import programs, runner
from tests.differential.programs import ROOT
from tests.interpreters import supported

pytestmark = pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")

KNOWN = sorted((ROOT / "tests" / "differential" / "known").glob("*.py"))


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_still_differs(path: Path) -> None:
    """It runs both ways without a crash, and prints something else."""
    python, program = supported()[-1], programs.read(path)
    expected, got = runner.run_both(
        runner.native(python, program), runner.interpreted(python, program), program
    )

    assert expected.status == 0, expected.stderr.decode()
    assert "stdout" in runner.differences(expected, got)


def test_known_differences_are_few() -> None:
    """Different from CPython is a defect; what can't be helped is a short list."""
    assert 1 <= len(KNOWN) <= 12
