"""The reader: a good file is read whole, and of a bad one everything is said at once."""

from __future__ import annotations

from typing import List

import pytest

from stepper.lessons.lesson import Lesson, Place
from stepper.lessons.ranges import EVERY, Range, RangeError, read_range
from stepper.lessons.reader import read

GOOD = """\
# The title
goal: Know it.
minutes: 12
python: 3.9+
args: one 'two three'

```python
def f(a):
    b = a * 2
    return b + a

print(f(3))
```

## at `a * 2`: multiply
[-3.10] The old way.
[3.11+] The new way.
Both of them.
? top: What is on top?
= 6
! 9: that is the sum
? [3.12+] branch: Which line?
! 1: it was the first
! `{'a': 1}`: a dictionary

## at line 3: load b #2 when a == 3 [3.9-3.11]
A note.

## in f: return
A note.

## enter f
A note.

## Say
One sentence.

## Modify
Change it.

## Versions
None.
"""


def lesson_of(text: str) -> Lesson:
    lesson, problems = read(text, "dir/good.md")
    assert problems == []
    assert lesson is not None
    return lesson


def said(text: str) -> List[str]:
    return [str(problem) for problem in read(text, "bad.md")[1]]


def with_stop(*lines: str) -> str:
    """A lesson whose program is that of GOOD and whose first stop begins on line 10."""
    head = "# T\ngoal: g\n```python\ndef f(a):\n    b = a * 2\n    return b + a\n\nprint(f(3))\n```\n"
    return head + "\n".join(lines) + "\n"


def test_head_and_program() -> None:
    """What stands above the stops."""
    lesson = lesson_of(GOOD)

    assert (lesson.name, lesson.title, lesson.goal, lesson.minutes) == ("good", "The title", "Know it.", 12)
    assert lesson.python == Range((3, 9), None)
    assert lesson.arguments == ("one", "two three")
    assert lesson.program.splitlines()[1] == "    b = a * 2"
    assert GOOD.splitlines()[lesson.program_line - 1] == "def f(a):"
    assert (lesson.say, lesson.modify, lesson.versions) == ("One sentence.", "Change it.", "None.")


def test_places() -> None:
    """Each form of a heading."""
    first, second, third, fourth = lesson_of(GOOD).stops

    assert first.place == Place("at", 2, "", "multiply")
    assert second.place == Place("at", 3, "", "load", "b", 2, ("a", "3"))
    assert (second.range, first.range) == (Range((3, 9), (3, 11)), EVERY)
    assert third.place == Place("in", 0, "f", "return")
    assert fourth.place == Place("enter", 0, "f")


def test_notes_and_questions_by_version() -> None:
    """A line that begins with a range is there on those versions only."""
    stop = lesson_of(GOOD).stops[0]

    assert stop.note((3, 10)) == "The old way. Both of them."
    assert stop.note((3, 11)) == "The new way. Both of them."
    assert [question.kind for question in stop.asked((3, 11))] == ["top"]
    top, branch = stop.asked((3, 12))
    assert top.expected((3, 12)) == "6"
    assert [(wrong.choice, wrong.comment) for wrong in top.wrong] == [("9", "that is the sum")]
    assert [wrong.choice for wrong in branch.wrong] == ["1", "{'a': 1}"]


@pytest.mark.parametrize("text", ["3.11+", "-3.10", "3.12", "3.9-3.11"])
def test_ranges(text: str) -> None:
    """They are written back as they were read."""
    assert str(read_range(text)) == text


@pytest.mark.parametrize("text", ["", "3.12-3.9", "+3.9", "3.11-"])
def test_no_ranges(text: str) -> None:
    """What looks like one is not taken for one."""
    with pytest.raises(RangeError):
        read_range(text)


def test_everything_wrong_is_said_at_once() -> None:
    """In the order of the lines, so that an editor can go through them."""
    bad = with_stop(
        "## on line 2: multiply",
        "Note.",
        "## at `a`: multiply",
        "Note.",
        "? stack: What is on the stack?",
        "## at `a * 2`: mutliply",
        "Note.",
        "= 7",
    ).replace("goal: g", "gaol: g")

    assert [line.split(":")[1] for line in said(bad)] == ["1", "2", "10", "12", "14", "15", "17"]


@pytest.mark.parametrize(
    "lines, message",
    [
        (["## on line 2: multiply", "N."], "10: cannot read the heading 'on line 2: multiply'"),
        (["## at `a`: load", "N."], "10: 'a' is on 3 lines of the program (1, 2, 3)"),
        (
            ["## at `b = a *2`: load", "N."],
            "10: 'b = a *2' is on no line of the program; the closest is line 2",
        ),
        (["## at line 9: load", "N."], "10: the program has no line 9; it has 5 lines"),
        (["## at `a * 2`: mutliply", "N."], "10: unknown word 'mutliply', did you mean 'multiply'?"),
        (["## enter g", "N."], "10: the program defines no 'g'"),
        (["## at `a * 2`: load #0", "N."], "10: #N counts from #1"),
        (["## at `a * 2`: load when a = 3", "N."], "10: cannot read the condition 'when a = 3'"),
        (["## at `a * 2`: load [3.12-3.9]", "N."], "10: cannot read the range [3.12-3.9]"),
        (["## enter f"], "10: this stop has neither a note nor a question"),
        (["## enter f", "N.", "? stack: What?"], "12: unknown kind of question 'stack'; the kinds are top,"),
        (["## enter f", "N.", "? tpo: What?"], "12: unknown kind of question 'tpo', did you mean 'top'?"),
        (["## enter f", "N.", "? What?"], "12: cannot read the question 'What?'"),
        (["## enter f", "N.", "? top: What?", "! 3"], "13: a wrong answer has a comment"),
        (["## enter f", "N.", "? choice: What?"], "12: a question of kind choice needs its answer"),
        (["## enter f", "= 7"], "11: '= 7' belongs to no question"),
        (["## enter f", "? top: What?", "N."], "12: a note stands before the questions"),
        (["## enter f", "N.", "```python", "x", "```"], "12: a lesson has one block, the program"),
        (["## enter f", "word " * 26], "10: the note has 26 words, 129 characters; two lines hold 25 words"),
        (["## Modfy", "N."], "10: cannot read the heading 'Modfy'"),
    ],
)
def test_each_fault_has_its_sentence(lines: List[str], message: str) -> None:
    """With file and line in front."""
    assert any(line.startswith(f"bad.md:{message}") for line in said(with_stop(*lines))), said(
        with_stop(*lines)
    )


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("# T", "T", "1: the first line is the title"),
        ("goal: g", "goal: ", "1: the goal is missing"),
        ("goal: g", "goal: g\nminuets: 3", "3: unknown key 'minuets', did you mean 'minutes'?"),
        ("goal: g", "goal: g\nminutes: ten", "3: minutes: 'ten' is not a number"),
        ("goal: g", "goal: g\ngoal: h", "3: 'goal' is there twice"),
        ("goal: g", "goal: g\npython: new", "3: cannot read the range [new]"),
        ("goal: g", "goal: g\nargs: 'a", "3: args: No closing quotation"),
        ("goal: g", "goal: g\nshow: some", "3: show: 'some' is not known"),
        ("goal: g", "goal: g\nwords", "3: cannot read 'words'"),
        ("```python", "```", "3: the program is missing"),
        ("```\n", "", "3: the block of the program has no end"),
        ("print(f(3))", "print(f(3))  " + "#" * 70, "8: warning: this line has 83 characters"),
        ("print(f(3))", "\n" * 20, "3: warning: the program has 25 lines"),
    ],
)
def test_each_fault_of_head_and_program(old: str, new: str, message: str) -> None:
    """The head is read as strictly as the stops."""
    lines = said(with_stop("## enter f", "N.").replace(old, new))

    assert any(line.startswith(f"bad.md:{message}") for line in lines), lines


def test_faults_and_warnings_leave_a_lesson_that_can_be_used() -> None:
    """A note that is too long is no reason not to open the file."""
    lesson, problems = read(with_stop("## enter f", "word " * 26), "long.md")

    assert lesson is not None
    assert [problem.grade for problem in problems] == ["fault"]
