"""What was predicted and what came, a row a question, in a file that spreadsheets read."""

from __future__ import annotations

import csv
from datetime import datetime

from stepper.lessons.talk import Ballot

FIELDS = (
    "time",  # local, ISO 8601
    "program",  # the lesson's name, or the program's
    "python",
    "place",  # "stop 3" of a lesson; without one, "step 12"
    "question",
    "first",  # what was said before the discussion: "c", or "a 12, c 7"
    "vote",  # what was said last
    "predicted",  # by most; empty without a vote
    "answer",
    "right",  # yes, no, or empty without a vote
)


class PredictionLog:
    """Rows added at the end of a CSV file (RFC 4180, UTF-8), so that several lessons may share it.

    The file is opened for each row: what was written is there whatever happens next. When it can't be written
    both methods raise OSError.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        with open(path, "a", encoding="utf-8", newline="") as stream:
            if not stream.tell():
                csv.writer(stream).writerow(FIELDS)

    def add(self, program: str, python: str, place: str, ballot: Ballot) -> None:
        """Write down a question that has been answered."""
        chosen = ballot.chosen
        row = (
            datetime.now().astimezone().isoformat(timespec="seconds"),
            program,
            python,
            place,
            ballot.question.text,
            ballot.first,
            ballot.vote_text,
            chosen.text if chosen is not None else "",
            ballot.right.text,
            {True: "yes", False: "no", None: ""}[chosen.right if chosen is not None else None],
        )
        with open(self.path, "a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(row)
