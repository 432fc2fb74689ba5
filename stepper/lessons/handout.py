"""A lesson as a page to print, for the class's version of Python, with blanks for the predictions.

The parts of it that others may lay out in another way have names of their own.
"""

from __future__ import annotations

import re
from typing import Iterator, List

from stepper.lessons.choices import choices, letters
from stepper.lessons.lesson import Lesson, Question, Stop
from stepper.lessons.rehearsal import Rehearsal
from stepper.lessons.words import HIDDEN, argument_of, word_for
from stepper.protocol import Listing

_BOXES = 5  # of an empty stack, to draw in
_MARKUP = re.compile(r"(?<![`\w])(<\w[\w ]*>|__\w+__(?:\(\))?|_\w+_)(?![`\w])")


def handout(lesson: Lesson, rehearsal: Rehearsal, teacher: bool = False) -> str:
    """The page. For a teacher it has the answers, what to say to the wrong ones, and how versions differ."""
    return "\n".join(_page(lesson, rehearsal, teacher)).rstrip() + "\n"


def _page(lesson: Lesson, rehearsal: Rehearsal, teacher: bool) -> Iterator[str]:
    yield f"# {lesson.title}"
    yield ""
    minutes = f" {lesson.minutes} minutes." if lesson.minutes else ""
    yield f"{told(lesson.goal)}{minutes} Python {rehearsal.python}."
    yield ""
    yield from program(lesson)
    yield "## Instructions"
    yield ""
    yield from instructions(lesson, rehearsal)
    yield "## Stops"
    for number, (step, stop) in enumerate(rehearsal.reached, 1):
        yield from _stop(number, step, stop, rehearsal, teacher)
    for heading, text, shown in (
        ("Say", lesson.say, teacher),
        ("Modify", lesson.modify, True),
        ("Versions", lesson.versions, teacher),
        ("Teacher", lesson.teacher, teacher),
    ):
        if text and shown:
            yield from (f"## {heading}", "", told(text), "")


def program(lesson: Lesson) -> Iterator[str]:
    """The program as a block of Markdown, its lines numbered."""
    yield "```python"
    for number, text in enumerate(lesson.program.splitlines(), 1):
        yield f"{number:3}  {text}".rstrip()
    yield from ("```", "")


def instructions(lesson: Lesson, rehearsal: Rehearsal) -> Iterator[str]:
    """The listings of all code that has run, as a class sees them, each a block of Markdown."""
    for listing in _ours(lesson, rehearsal):
        yield from _listing(listing)


def _ours(lesson: Lesson, rehearsal: Rehearsal) -> List[Listing]:
    """The code objects of the program that have run, in the order of the source, the module first."""
    ran = {step.function for step in rehearsal.run.steps}
    found = [
        one
        for one in rehearsal.listings.values()
        if one.qualname in ran and one.file.endswith(f"{lesson.name}.py")
    ]
    return sorted(found, key=lambda one: (one.qualname != "<module>", one.first_line))


def _listing(listing: Listing) -> Iterator[str]:
    yield f"`{listing.qualname}`"
    yield ""
    yield "```text"
    line = None
    for row in listing.rows:
        if row.opname in HIDDEN:
            continue
        shown = "" if row.line is None or row.line == line else str(row.line)
        line = row.line
        yield f"{shown:>4} {row.offset:>5}  {row.opname:<28}{argument_of(row):<22} {word_for(row)}".rstrip()
    yield "```"
    yield ""


def _stop(number: int, at: int, stop: Stop, rehearsal: Rehearsal, teacher: bool) -> Iterator[str]:
    yield ""
    yield from stop_itself(number, at, stop, rehearsal)
    if teacher:
        yield from stack(at, rehearsal)
    questions = stop.asked(rehearsal.version)
    for question in questions:
        yield from _question(question, at, rehearsal, teacher)
    if not teacher and any(question.kind in ("top", "depth") for question in questions):
        yield from ("```text", *_empty_stack(), "```", "")


def stop_itself(number: int, at: int, stop: Stop, rehearsal: Rehearsal) -> Iterator[str]:
    """Where a stop is and what is said there."""
    step = rehearsal.run.steps[at]
    source = rehearsal.run.source
    yield from (f"### {number}. {place(at, rehearsal)}", "")
    if step.line is not None and 0 < step.line <= len(source):
        yield from (f"Line {step.line}: `{source[step.line - 1].strip()}`", "")
    note = stop.note(rehearsal.version)
    if note:
        yield from (told(note), "")


def place(at: int, rehearsal: Rehearsal) -> str:
    """Which instruction of which function is about to run."""
    step = rehearsal.run.steps[at]
    instruction = f"{step.row.opname} {argument_of(step.row)}".rstrip()
    return f"`{step.function}`, before `{instruction}`"


def told(text: str) -> str:
    """A sentence in which Markdown takes no name for emphasis or for a tag."""
    return _MARKUP.sub(r"`\1`", text)


def stack(at: int, rehearsal: Rehearsal) -> Iterator[str]:
    """The value stack at a step."""
    values = ", ".join(f"`{value}`" for value in rehearsal.run.steps[at].values)
    yield from (f"Stack, top last: {values or 'empty'}", "")


def _question(question: Question, at: int, rehearsal: Rehearsal, teacher: bool) -> Iterator[str]:
    offered = choices(question, rehearsal.run, at, rehearsal.version)
    yield f"**{told(question.text)}**"
    yield ""
    for letter, choice in zip(letters(len(offered)), offered):
        text = f"- {letter}) `{choice.text}`"
        if teacher and choice.right:
            text += " **right**"
        elif teacher and choice.comment:
            text += f" {told(choice.comment)}"
        yield text
    yield ""
    if not teacher:
        yield from ("My prediction: ______    What happened: ______", "")


def _empty_stack() -> Iterator[str]:
    """Boxes to draw the stack in: paper is the best place to predict on."""
    for number in range(_BOXES):
        yield "+----------------------+" + ("  <- top" if number == 0 else "")
        yield "|                      |"
    yield "+----------------------+"
