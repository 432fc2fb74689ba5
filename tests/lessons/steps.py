"""Hand-made steps of a run."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from stepper.lessons.answers import Run
from stepper.lessons.steps import Step
from tests.records import row


def step(opname: str, argrepr: str = "", **given: Any) -> Step:
    """One step; give what the test is about."""
    fields: Dict[str, Any] = {
        "number": 0,
        "frame": 1,
        "function": "<module>",
        "line": 1,
        "row": row(opname, argrepr=argrepr),
        "raising": False,
        "values": (),
        "names": (),
        "chain": ("<module>",),
        "printed": 0,
    }
    fields.update(given)
    return Step(**fields)


def run(steps: Sequence[Step], output: str = "", source: str = "") -> Run:
    """A run of these steps, numbered in order."""
    numbered: List[Step] = [one._replace(number=number) for number, one in enumerate(steps)]
    return Run(numbered, output, source.splitlines())
