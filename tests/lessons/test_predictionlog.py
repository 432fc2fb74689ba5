"""The file of predictions: a head once, a row a question, nothing lost of what was there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Dict, List

import pytest

from stepper.lessons.choices import Choice
from stepper.lessons.lesson import Question
from stepper.lessons.predictionlog import FIELDS, PredictionLog
from stepper.lessons.ranges import EVERY
from stepper.lessons.talk import Ballot

OFFERED = (Choice("8", True, ""), Choice('a, "b"', False, "no"))


def ballot(*votes: str) -> Ballot:
    made = Ballot(Question("top", "What is on top?", EVERY, (), (), 1), OFFERED, 2)
    for vote in votes:
        made.vote(vote) if vote != "v" else made.vote_again()
    return made


def rows(path: Path) -> List[Dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_a_question(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    PredictionLog(str(path)).add("01-expr", "3.12.1", "stop 3", ballot("a", "v", "b"))
    PredictionLog(str(path)).add("02-codeobj", "3.12.1", "stop 1", ballot())

    first, second = rows(path)
    assert tuple(first) == FIELDS
    assert [first[name] for name in FIELDS[1:]] == [
        *("01-expr", "3.12.1", "stop 3", "What is on top?", "a", "b", 'a, "b"', "8", "no")
    ]
    assert (second["vote"], second["predicted"], second["right"]) == ("", "", "")
    assert first["time"][10] == "T" and first["time"][-6] in "+-"


def test_a_right_one(tmp_path: Path) -> None:
    PredictionLog(str(tmp_path / "x")).add("p", "3.9.18", "step 7", ballot("a"))
    assert rows(tmp_path / "x")[0]["right"] == "yes"


def test_what_can_not_be_written_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        PredictionLog(str(tmp_path))
