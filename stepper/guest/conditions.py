"""Conditions of breakpoints: told in the frame that has come there, without disturbing the program.

Most say something about plain values, which is told at once. What would run code of the program's is told by
a copy of the process, with a deadline.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..vm.frame import Frame
from . import inspector
from .expressions import Unknown, Wrong, truth_of, value_of
from .spec import check_condition


class Verdict(NamedTuple):
    """Whether to stop. A condition that can't be told counts as true, with the reason why."""

    holds: bool
    problem: str = ""


class Condition:
    """An expression; WhereError when it is none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tree: Any = check_condition(text)

    def verdict(self, frame: Frame) -> Verdict:
        """What it says in a frame."""
        try:
            return Verdict(truth_of(value_of(self._tree, frame)))
        except Wrong as error:
            return Verdict(True, str(error))
        except Unknown:
            pass
        except Exception:  # a namespace has changed under our hands
            pass
        answer = inspector.evaluated(self._text, frame, lambda value: "true" if value else "")
        return Verdict(bool(answer.problem or answer.text), answer.problem)
