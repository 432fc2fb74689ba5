"""What ``pystep`` does with lessons without a screen: list them, check them, print a handout."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, List, Optional, Sequence, Tuple

from stepper.lessons.check import check
from stepper.lessons.handout import handout
from stepper.lessons.lesson import Lesson, Problem
from stepper.lessons.library import LessonError, load
from stepper.lessons.rehearsal import NotRehearsed, rehearse

FAULTY, UNUSABLE = 1, 2  # exit status
_AT_ONCE = 2  # programs that run at the same time

Say = Callable[[str], None]


def check_lessons(names: Sequence[str], pythons: Sequence[Optional[str]], say: Say) -> int:
    """Check lessons on interpreters, and say all that is wrong; the exit status."""
    lessons: List[Lesson] = []
    status = 0
    for name in names:
        try:
            lesson, problems = load(name)
        except LessonError as error:
            say(str(error))
            status = UNUSABLE
            continue
        lessons.append(lesson)
        status = max(status, _tell(problems, say))
    if status == UNUSABLE:
        return status
    pairs = [(lesson, python) for lesson in lessons for python in pythons]
    said: List[str] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for problems in pool.map(lambda pair: check(*pair), pairs):
            status = max(status, _tell([p for p in problems if str(p) not in said], say))
            said += map(str, problems)
    if not status:
        on = f" on {len(pythons)} interpreters" if len(pythons) > 1 else ""
        say(f"{len(lessons)} lesson{'s' * (len(lessons) > 1)} without fault{on}")
    return status


def _tell(problems: Sequence[Problem], say: Say) -> int:
    for problem in problems:
        say(str(problem))
    grades = {problem.grade for problem in problems}
    return UNUSABLE if "error" in grades else FAULTY if "fault" in grades else 0


def print_lesson(name: str, python: Optional[str], teacher: bool) -> str:
    """The handout of a lesson for an interpreter; LessonError when there is none."""
    lesson, _ = load(name)
    try:
        rehearsal = rehearse(lesson, python)
    except NotRehearsed as error:
        raise LessonError(str(error)) from None
    return handout(lesson, rehearsal, teacher)


__all__: Tuple[str, ...] = ("check_lessons", "print_lesson")
