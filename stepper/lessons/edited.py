"""A lesson whose program somebody has changed: its stops are looked for anew, and some may be gone."""

from __future__ import annotations

from stepper.lessons.headings import HeadingError, read_heading
from stepper.lessons.lesson import Lesson


def with_program(lesson: Lesson, program: str) -> Lesson:
    """The lesson with another program."""
    lines = program.splitlines()
    stops = []
    for stop in lesson.stops:
        try:
            place, versions = read_heading(stop.heading, lines)
        except HeadingError:
            continue
        stops.append(stop._replace(place=place, range=versions))
    return lesson._replace(program=program, stops=tuple(stops))
