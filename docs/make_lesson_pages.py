"""Writes the pages of the course below docs/lessons/, with pictures of the real screen at some stops.

python -m docs.make_lesson_pages [NAME ...]   all of them, or some, with their pictures
python -m docs.make_lesson_pages --check      whether the texts are still what the lessons say
"""

from __future__ import annotations

import asyncio
import difflib
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from docs import make_pictures
from docs.make_pictures import ROOT, VERSION
from stepper.lessons import handout
from stepper.lessons.lesson import Lesson
from stepper.lessons.library import load, shipped
from stepper.lessons.rehearsal import Rehearsal, rehearse_in, written
from stepper.lessons.talk import Ballot, Point, Talk
from stepper.session import Session

FOLDER = ROOT / "docs" / "lessons"
PICTURES = "pictures"
PYTHON = "Python {}.{}".format(*VERSION)

_HOW = f"""
`pystep --lesson {{number}}` gives this lesson on the screen, on your version of Python; this page was made
with {PYTHON}. Read the program, and answer each question before you open what is below it.
"""
_COURSE = f"""
Sixteen lessons on how CPython runs a program, {{total}} minutes in all. Each is a short program with a few
stops, notes and questions, and the program itself gives the answers. `pystep --lesson` lists them,
`pystep --lesson 08` gives one on the screen; [Lessons](../lessons.md) tells how, and how to write one.
These pages show them as they are on {PYTHON}.
"""
_CHOICE = """
For 90 minutes take 01, 04, 05, 08 and 11; for a talk of 45 minutes 01, 05 and 08; for a demonstration 01.
"""

# The stops that are shown in pictures, counted from 1: those that a lesson is about.
SHOWN: Dict[str, Tuple[int, ...]] = {
    "01-expr": (3, 4),
    "02-codeobj": (2, 6),
    "03-names": (4, 5),
    "04-loop": (1, 5),
    "05-calls": (1, 4),
    "06-recursion": (2, 3),
    "07-closure": (2, 4),
    "08-except": (3, 5),
    "09-finally": (2, 4),
    "10-with": (1, 4),
    "11-generator": (1, 3),
    "12-delegate": (1, 3),
    "13-build": (3, 7),
    "14-comprehension": (1, 3),
    "15-stream": (2, 6),
    "16-breaker": (4, 5),
}


class Given(NamedTuple):
    """A lesson whose program has run."""

    lesson: Lesson
    rehearsal: Rehearsal
    session: Session


def give(name: str, python: str) -> Given:
    """Run the program of a lesson."""
    lesson, _ = load(name)
    with written(lesson) as launch:
        session = Session(launch, python)
        return Given(lesson, rehearse_in(session, lesson), session)


# ---- text ----


def page(given: Given, names: Sequence[str]) -> str:
    """A lesson as a page, its answers folded away."""
    lesson, rehearsal, _ = given
    return "\n".join(_page(lesson, rehearsal, names)).rstrip() + "\n"


def _page(lesson: Lesson, rehearsal: Rehearsal, names: Sequence[str]) -> Iterator[str]:
    number = lesson.name[:2]
    yield from (f"# {number} {lesson.title}", "")
    yield from (f"{handout.told(lesson.goal)} {lesson.minutes} minutes.", "")
    yield from (_filled(_HOW.format(number=number)), "")
    yield from (_neighbours(lesson.name, names), "", "## Program", "")
    yield from handout.program(lesson)
    yield from ("<details><summary>Its instructions</summary>", "")
    yield from handout.instructions(lesson, rehearsal)
    yield from ("</details>", "", "## Stops", "")
    for index, point in enumerate(Talk(lesson, rehearsal).points, 1):
        yield from _stop(index, point, lesson, rehearsal)
    for heading, text in (
        ("What to keep", lesson.say),
        ("What to try next", lesson.modify),
        ("How versions differ", lesson.versions),
        ("For the teacher", lesson.teacher),
    ):
        if text:
            yield from (f"## {heading}", "", *_paragraphs(text), "")
    yield _neighbours(lesson.name, names)


def _paragraphs(text: str) -> Iterator[str]:
    """The lines of a section, one sentence's worth each: a list where there are several."""
    lines = handout.told(text).splitlines()
    yield from (f"- {line}" for line in lines) if len(lines) > 1 else lines


def _neighbours(name: str, names: Sequence[str]) -> str:
    at = names.index(name)
    links = ["[The course](README.md)"]
    if at > 0:
        links.append(f"before: [{names[at - 1]}]({names[at - 1]}.md)")
    if at + 1 < len(names):
        links.append(f"next: [{names[at + 1]}]({names[at + 1]}.md)")
    return " · ".join(links)


def _stop(number: int, point: Point, lesson: Lesson, rehearsal: Rehearsal) -> Iterator[str]:
    yield from handout.stop_itself(number, point.step, point.stop, rehearsal)
    if number in SHOWN[lesson.name]:
        state = "the question is open" if point.ballots else "with its note"
        yield from (_picture(number, "", f"{handout.place(point.step, rehearsal)}; {state}", lesson), "")
    else:
        yield from handout.stack(point.step, rehearsal)
    for index, ballot in enumerate(point.ballots, 1):
        yield from _question(ballot)
        if number in SHOWN[lesson.name] and index == len(point.ballots):
            yield from (_picture(number, "-answer", "what has come of it, beside the prediction", lesson), "")
        yield from ("</details>", "")


def _question(ballot: Ballot) -> Iterator[str]:
    yield from (f"**{handout.told(ballot.question.text)}**", "")
    yield from (f"- {ballot.letter(choice)}) `{choice.text}`" for choice in ballot.choices)
    yield from ("", "<details><summary>The answer</summary>", "")
    yield from (f"**{ballot.letter(ballot.right)}) `{ballot.right.text}`**", "")
    wrong = [choice for choice in ballot.choices if choice.comment]
    yield from (f"- not {ballot.letter(choice)}): {handout.told(choice.comment)}" for choice in wrong)
    yield from [""] if wrong else []


def _picture(number: int, which: str, text: str, lesson: Lesson) -> str:
    return f"![Stop {number}: {text}]({PICTURES}/{lesson.name}-{number}{which}.svg)"


def contents(lessons: Sequence[Lesson]) -> str:
    """The page of the course."""
    total = sum(lesson.minutes or 0 for lesson in lessons)
    rows = [
        f"| [{one.name[:2]}]({one.name}.md) | {one.title} | {handout.told(one.goal)} | {one.minutes} |"
        for one in lessons
    ]
    table = ["| | lesson | what you can do afterwards | minutes |", "| --- | --- | --- | --: |", *rows]
    parts = ["# The course", _filled(_COURSE.format(total=total)), "\n".join(table), _filled(_CHOICE)]
    return "\n\n".join(parts) + "\n"


def _filled(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


# ---- pictures ----


async def pictures(given: Given) -> Dict[str, str]:
    """The pictures of a lesson by file name: each stop shown, and the same when all is uncovered."""
    lesson, rehearsal, session = given
    found: Dict[str, str] = {}
    for number in SHOWN[lesson.name]:
        ballots = Talk(lesson, rehearsal).points[number - 1].ballots
        asked: List[str] = []
        for ballot in ballots:
            asked += [*(["space"] if asked else []), ballot.letter(ballot.right), "enter"]
        for which, keys in (("", []), ("-answer", asked)) if ballots else (("", []),):
            svg = await make_pictures.take_stop(session, Talk(lesson, rehearsal), number, keys)
            found[f"{lesson.name}-{number}{which}.svg"] = svg
    return found


# ---- all of it ----


def texts(all_given: Sequence[Given]) -> Dict[Path, str]:
    """The pages of some lessons and that of the course."""
    lessons = [load(str(path))[0] for path in shipped()]
    names = [lesson.name for lesson in lessons]
    pages = {FOLDER / f"{given.lesson.name}.md": page(given, names) for given in all_given}
    return {**pages, FOLDER / "README.md": contents(lessons)}


def check(all_given: Sequence[Given]) -> int:
    """Say which pages are not what they should be; the exit status."""
    status = 0
    for path, text in texts(all_given).items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old != text:
            status = 1
            name = str(path.relative_to(ROOT))
            print(
                *difflib.unified_diff(old.splitlines(), text.splitlines(), name, name, lineterm=""), sep="\n"
            )
    return status


def main(words: Sequence[str]) -> Optional[int]:
    """Write the pages and pictures, or check the pages."""
    make_pictures.forget_settings()
    python = make_pictures.python()
    names = [word for word in words if word != "--check"] or [str(path) for path in shipped()]
    with ThreadPoolExecutor(2) as pool:
        all_given = list(pool.map(lambda name: give(name, python), names))
    if "--check" in words:
        return check(all_given)
    for path, text in texts(all_given).items():
        make_pictures.write(path, text)
    for given in all_given:
        for name, svg in asyncio.run(pictures(given)).items():
            make_pictures.write(FOLDER / PICTURES / name, svg)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
