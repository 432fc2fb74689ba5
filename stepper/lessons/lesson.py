"""A lesson as records: what the file says, nothing of any run."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

from stepper.lessons.ranges import EVERY, Range, Version


class Guarded(NamedTuple):
    """A piece of text that holds on some versions."""

    text: str
    range: Range
    line: int


class Wrong(NamedTuple):
    """A choice that is wrong, and what to say to those who chose it."""

    choice: str
    comment: str
    range: Range
    line: int


class Question(NamedTuple):
    """Something to predict at a stop."""

    kind: str  # one of answers.KINDS, or "choice"
    text: str
    range: Range
    answers: Tuple[Guarded, ...]  # what the author expects; the program has the last word
    wrong: Tuple[Wrong, ...]
    line: int

    def expected(self, version: Version) -> Optional[str]:
        """The answer the file gives for a version."""
        return next((answer.text for answer in self.answers if answer.range.holds(version)), None)


class Place(NamedTuple):
    """Where a stop is: the instruction that is about to run, never an offset."""

    way: str  # "at", "in", "enter", "leave", "caught"
    line: int = 0  # of the program, for "at"
    function: str = ""  # for all but "at"
    word: str = ""  # of words.py, or an opcode name in capitals; "" for "enter", "leave", "caught"
    argument: Optional[str] = None
    nth: int = 1  # the N-th time in the run
    when: Optional[Tuple[str, str]] = None  # a name and the text of its value


class Stop(NamedTuple):
    """A place with what is said and asked there."""

    heading: str
    place: Place
    range: Range
    notes: Tuple[Guarded, ...]
    questions: Tuple[Question, ...]
    line: int

    def note(self, version: Version) -> str:
        """What is said on a version."""
        return " ".join(note.text for note in self.notes if note.range.holds(version))

    def asked(self, version: Version) -> Tuple[Question, ...]:
        """What is asked on a version."""
        return tuple(question for question in self.questions if question.range.holds(version))


class Lesson(NamedTuple):
    """One lesson."""

    name: str  # of the file, without .md
    file: str
    title: str
    goal: str
    minutes: Optional[int]
    python: Range
    arguments: Tuple[str, ...]
    input: str
    program: str
    program_line: int  # of the file, where the program's first line is
    stops: Tuple[Stop, ...]
    say: str = ""
    modify: str = ""
    versions: str = ""
    teacher: str = ""
    shows_all: bool = False  # also NULL, RESUME and the like: the lesson is about them

    def stops_on(self, version: Version) -> Tuple[Stop, ...]:
        """The stops there are on a version."""
        return tuple(stop for stop in self.stops if stop.range.holds(version))


class Problem(NamedTuple):
    """Something wrong with a lesson, as editors understand it."""

    file: str
    line: int
    text: str
    grade: str = (
        "error"  # the file can't be used; "fault": it says what isn't so; "warning": it could be better
    )

    def __str__(self) -> str:
        prefix = "warning: " if self.grade == "warning" else ""
        return f"{self.file}:{self.line}: {prefix}{self.text}"


__all__ = ["EVERY", "Guarded", "Lesson", "Place", "Problem", "Question", "Stop", "Wrong"]
