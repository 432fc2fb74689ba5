"""Where lessons are: those shipped with pystep, by name or number, and any file."""

from __future__ import annotations

import difflib
import os
import re
import textwrap
from pathlib import Path
from typing import List, Tuple

from stepper.lessons.lesson import Lesson, Problem
from stepper.lessons.reader import read

_INDENT = "    "  # of goals in the list


class LessonError(Exception):
    """There is no such lesson, or it can't be used; the text is for the user, a line for each problem."""


def directory() -> Path:
    """Where the shipped lessons are: in the wheel inside the package; a checkout has them beside it."""
    packed = Path(__file__).parent / "files"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "lessons"


def shipped() -> List[Path]:
    """The files of the course, in its order."""
    return sorted(directory().glob("*.md"))


def find(name: str) -> Path:
    """The file of a lesson that is named as ``04``, ``loop`` or ``04-loop``, or by its path."""
    if name.endswith(".md") or "/" in name or os.sep in name:
        path = Path(name)
        if not path.is_file():
            raise LessonError(f"there is no file {name}")
        return path
    names = {path.stem: path for path in shipped()}
    for stem, path in names.items():
        number, _, word = stem.partition("-")
        if name in (stem, number, word) or (name.isdigit() and int(name) == int(number)):
            return path
    words = [re.sub(r"^\d+-", "", stem) for stem in names]
    near = difflib.get_close_matches(name, words, 1)
    raise LessonError(
        f"there is no lesson {name}"
        + (f"; did you mean {near[0]}?" if near else "; pystep --lesson lists them, and a file ends with .md")
    )


def load(name: str) -> Tuple[Lesson, List[Problem]]:
    """A lesson and what could be better about it; LessonError with every reason why it can't be used."""
    path = find(name)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LessonError(f"{path}: not UTF-8 text: {error.reason} at byte {error.start}") from None
    except OSError as error:
        raise LessonError(f"can't read {path}: {error.strerror}") from None
    lesson, problems = read(text, str(path))
    if lesson is None:
        raise LessonError("\n".join(str(problem) for problem in problems if problem.grade == "error"))
    return lesson, problems


def course(columns: int = 0, rows: int = 0) -> str:
    """The shipped lessons with goal and minutes, as text for a terminal of that size; 0 is without limit.

    Where the rows are too few for the goals they are left out, so that no lesson scrolls away.
    """
    lessons = [load(str(path))[0] for path in shipped()]
    width = max((len(lesson.name) for lesson in lessons), default=0)
    wide = columns or 1000
    titles, goals = [], []
    for lesson in lessons:
        titles.append(_cut(f"{lesson.name:<{width}}  {lesson.minutes or '?':>3} min  {lesson.title}", wide))
        goals.append(textwrap.wrap(lesson.goal, wide, initial_indent=_INDENT, subsequent_indent=_INDENT))
    total = f"{len(lessons)} lessons, {sum(lesson.minutes or 0 for lesson in lessons)} minutes."
    last = ["", f"{total}   pystep --lesson NAME opens one."]
    full = [line for title, goal in zip(titles, goals) for line in (title, *goal)]
    if rows and len(full) + len(last) >= rows:  # the prompt that follows takes one
        full = titles
        last.append("pystep --lesson | more   shows what each of them is for.")
    return "\n".join([*full, *last]) + "\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
