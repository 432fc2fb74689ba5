"""A lesson about the program of tests/app/program.py, its run made of records: the same on every Python."""

from __future__ import annotations

from typing import List, Tuple

from stepper.lessons.answers import Run
from stepper.lessons.lesson import Stop
from stepper.lessons.places import Finder
from stepper.lessons.reader import read
from stepper.lessons.rehearsal import Rehearsal
from stepper.lessons.steps import Step, step_of
from stepper.lessons.talk import Talk
from tests.app import program
from tests.app.fake import FakeSession

VERSION = (3, 13)
TEXT = f"""\
# A loop that builds on itself
goal: See a subscript, a product and a branch share one small stack.
minutes: 5

```python
{program.SOURCE}```

## at `facts.append`: subscript
The list and the index lie on top; below them wait the method, its list, and the iterator of the loop.

## at `facts.append`: multiply
Multiply pops two values and pushes one. It does not know that one of them came out of a list.
? top: What is on top after this instruction?
= 6
! 9: the left side is facts[2], which is 2
! 23: no digits are put side by side
? depth: How many values are there then?

## at `for i in range`: next
Asked again, the iterator has another number, or none.
? branch: Which line runs next?
! 11: there is a number left

## at `break`: pop
Nothing overflows in this run.

## at `break`: LIST_APPEND
No Python has that here.

## Say
"Every operator finds its operands on top and leaves its result there."

## Modify
Write facts[i - 2]. Which exception comes, and at which instruction?
"""


def given() -> Tuple[FakeSession, Talk]:
    """A session that has played its stops to the end, and the lesson to be given with it."""
    lesson, problems = read(TEXT, "15-loop.md")
    assert lesson is not None, problems
    session, finder = FakeSession(), Finder(lesson.stops_on(VERSION))
    steps: List[Step] = []
    reached: List[Tuple[int, Stop]] = []
    for number, snapshot in enumerate(session.stops):
        session.history.record(snapshot)
        step = step_of(snapshot, session.listings, number, 0)
        assert step is not None
        steps.append(step)
        reached += [(number, stop) for stop in finder.feed(step)]
    session.state, session.snapshot = "ended", session.stops[-1]
    run = Run(steps, "[1, 1, 2, 6, 24, 120]\n", program.SOURCE.splitlines())
    times = {stop.line: finder.times(stop) for stop in lesson.stops}
    rehearsal = Rehearsal(VERSION, "3.13.0", run, tuple(reached), times, session.listings, "")
    return session, Talk(lesson, rehearsal)
