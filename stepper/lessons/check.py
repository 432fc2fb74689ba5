"""Checks a lesson against the machine: every stop is reached, and the program gives every answer."""

from __future__ import annotations

import re
from typing import Dict, Iterator, List, Optional

from stepper.lessons import words
from stepper.lessons.answers import NoAnswer, agrees, answer
from stepper.lessons.lesson import Lesson, Problem, Question, Stop
from stepper.lessons.places import is_function
from stepper.lessons.ranges import Version
from stepper.lessons.rehearsal import NotRehearsed, Rehearsal, rehearse

_SHOWN = 7  # instructions named when a stop is not reached


def check(lesson: Lesson, python: Optional[str] = None) -> List[Problem]:
    """What is wrong with a lesson on an interpreter."""
    try:
        rehearsal = rehearse(lesson, python)
    except NotRehearsed as error:
        return [_refused(lesson, str(error))]
    return sorted(faults(lesson, rehearsal), key=lambda problem: problem.line)


def faults(lesson: Lesson, rehearsal: Rehearsal) -> Iterator[Problem]:
    """What a run of its program says about a lesson."""
    version = rehearsal.version
    on = f"on Python {'{}.{}'.format(*version)}"
    if not lesson.python.holds(version):
        text = f"not checked {on}: the lesson is for {lesson.python}"
        yield Problem(lesson.file, 1, text, "warning")
        return
    if rehearsal.ending:
        text = f"{on} the program {rehearsal.ending}"
        yield Problem(lesson.file, lesson.program_line, text, "fault")
    for stop in lesson.stops_on(version):
        number = rehearsal.step_of(stop)
        if number is None:
            yield Problem(lesson.file, stop.line, _not_reached(stop, rehearsal, on), "fault")
            continue
        for question in stop.asked(version):
            for line, text in _wrong_answers(question, rehearsal, number, version, on).items():
                yield Problem(lesson.file, line, text, "fault")


def _refused(lesson: Lesson, text: str) -> Problem:
    """A program that does not compile: the line is the lesson file's."""
    match = re.match(rf".*{re.escape(lesson.name)}\.py:(\d+): (.*)", text)
    if match is None:
        return Problem(lesson.file, lesson.program_line, text.splitlines()[0], "error")
    line = lesson.program_line + int(match[1]) - 1
    return Problem(lesson.file, line, f"the program does not compile: {match[2]}", "error")


def _not_reached(stop: Stop, rehearsal: Rehearsal, on: str) -> str:
    times = rehearsal.times[stop.line]
    if times:
        return f"this stop asks for #{stop.place.nth}, but {on} it comes {times} time{'s' * (times > 1)}"
    text = f"this stop is never reached {on}"
    place = stop.place
    if place.way == "at":
        steps = [step for step in rehearsal.run.steps if step.line == place.line and not step.raising]
        where = f"line {place.line}"
    else:
        steps = [s for s in rehearsal.run.steps if is_function(place.function, s) and not s.raising]
        where = place.function
    ran = list(dict.fromkeys(f"{step.row.opname} {step.row.argrepr}".strip() for step in steps))
    if not ran:
        return f"{text}; {where} does not run"
    ours = [name for name in ran if name.split()[0] not in words.HIDDEN]
    more = ", ..." if len(ours) > _SHOWN else ""
    return f"{text}; {where} runs: {', '.join(ours[:_SHOWN])}{more}"


def _wrong_answers(
    question: Question, rehearsal: Rehearsal, number: int, version: Version, on: str
) -> Dict[int, str]:
    """What is wrong with the answers the file gives, by their lines."""
    if question.kind == "choice":
        return {}
    expected = question.expected(version)
    try:
        true = answer(question.kind, rehearsal.run, number)
    except NoAnswer as error:
        return {question.line: f"{on} this question has no answer: {error}"}
    found: Dict[int, str] = {}
    if expected is not None and not agrees(question.kind, expected, true):
        found[question.line] = f"the answer given is '{expected}', but {on} the program says '{true}'"
    for wrong in question.wrong:
        if wrong.range.holds(version) and _is_right(question.kind, wrong.choice, true):
            found[wrong.line] = f"'{wrong.choice}' is given as wrong, but {on} the program says '{true}'"
    return found


def _is_right(kind: str, choice: str, true: str) -> bool:
    if kind in ("branch", "handler") and choice.isdigit():
        return true.startswith(f"{choice}:")
    return choice == true
