"""The sixteen lessons on every CPython that is found, and what a check says about a bad one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import List

import pytest

from stepper.lessons.check import check, faults
from stepper.lessons.handout import handout, told
from stepper.lessons.library import LessonError, course, find, load, shipped
from stepper.lessons.reader import read
from stepper.lessons.rehearsal import rehearse
from stepper.lessons.talk import Talk
from tests.interpreters import Interpreter, supported
from tests.session.watching import PYTHON

PROGRAM = """\
# T
goal: g
```python
def f(a):
    b = a * 2
    print("mid")
    return b + a

print(f(3))
```
"""


def said(text: str, tmp_path: Path) -> List[str]:
    lesson, problems = read(text, str(tmp_path / "bad.md"))
    assert lesson is not None, problems
    return [str(problem).rpartition("bad.md:")[2] for problem in check(lesson, PYTHON)]


def test_there_are_sixteen() -> None:
    """Each with a goal, its minutes, and nothing a reader can find wrong."""
    lessons = [load(str(path)) for path in shipped()]

    assert [lesson.name[:2] for lesson, _ in lessons] == [f"{number:02}" for number in range(1, 17)]
    assert [str(problem) for _, problems in lessons for problem in problems] == []
    assert all(lesson.minutes and lesson.say and lesson.modify for lesson, _ in lessons)


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_lessons_are_without_fault(python: Interpreter) -> None:
    """Every stop is reached, the program gives every answer, and every question can be put with choices."""
    lessons = [load(str(path))[0] for path in shipped()]
    with ThreadPoolExecutor(3) as pool:
        rehearsals = list(pool.map(lambda lesson: rehearse(lesson, python.path), lessons))

    problems = [str(problem) for pair in zip(lessons, rehearsals) for problem in faults(*pair)]
    assert problems == []
    for lesson, rehearsal in zip(lessons, rehearsals):
        talk = Talk(lesson, rehearsal)
        assert talk.missing == ()
        for point in talk.points:
            assert len(point.ballots) == len(point.stop.asked(python.version)), (
                lesson.name,
                point.stop.heading,
            )
            assert all(len(ballot.choices) in (2, 3, 4) for ballot in point.ballots)


def test_faults_of_a_run(tmp_path: Path) -> None:
    """A stop that is not reached, one that comes too seldom, and answers that are not so."""
    lines = said(
        PROGRAM
        + "## at `a * 2`: LIST_APPEND\nN.\n"
        + "## at `a * 2`: multiply #2\nN.\n"
        + "## at `a * 2`: multiply\nN.\n? top: What?\n= 7\n! 6: no\n? handler: Where?\n"
        + '## at `print("mid")`: call\nN.\n? prints: What?\n= mid\n',
        tmp_path,
    )

    assert lines[0].startswith("11: this stop is never reached on Python 3")
    assert "; line 2 runs: LOAD_FAST" in lines[0]
    assert lines[1].startswith("13: this stop asks for #2, but on Python 3")
    assert lines[1].endswith("it comes 1 time")
    assert lines[2].startswith("17: the answer given is '7', but on Python 3") and lines[2].endswith(
        "says '6'"
    )
    assert lines[3].startswith("19: '6' is given as wrong, but on Python 3")
    assert lines[4].startswith("20: on Python 3") and lines[4].endswith("this instruction raises nothing")
    assert len(lines) == 5


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("a * 2", "a *", "5: the program does not compile: invalid syntax"),
        ("a * 2", "a * None", "4: on Python 3"),
        ("print(f(3))", "input()", "4: on Python 3"),
    ],
)
def test_programs_that_do_not_run_through(old: str, new: str, message: str, tmp_path: Path) -> None:
    """The line is the lesson file's."""
    lines = said(PROGRAM.replace(old, new) + "## at `def f(a)`: store\nN.\n", tmp_path)

    assert len(lines) == 1 and lines[0].startswith(message)


def test_program_ended_and_input_are_told(tmp_path: Path) -> None:
    """In the words that help."""
    stop = "## at `def f(a)`: store\nN.\n"
    ended = said(PROGRAM.replace("a * 2", "a * None") + stop, tmp_path)
    waiting = said(PROGRAM.replace("print(f(3))", "input()") + stop, tmp_path)
    given = PROGRAM.replace("print(f(3))", "print(input())").replace("goal: g", "goal: g\ninput: hello")

    assert "the program ended with TypeError: unsupported operand" in ended[0]
    assert "the program waits for input; the head has a line for it" in waiting[0]
    assert said(given + stop, tmp_path) == []


def test_files_are_told_by_their_names_alone(tmp_path: Path) -> None:
    """In warnings and tracebacks: where a lesson's program is kept for its run is nobody's business."""
    program = PROGRAM.replace("print(f(3))", "import warnings\nwarnings.warn('careful')\nprint(f(3) + None)")
    lesson, _ = read(program + "## at `print(f(3)`: call\nN.\n? prints: What?\n= mid\n", "careful.md")
    assert lesson is not None
    run = rehearse(lesson, PYTHON).run

    assert "careful.py:7: UserWarning: careful" in run.output.splitlines()[0]
    assert 'File "careful.py", line 8, in <module>' in run.output
    assert "pystep-lesson" not in run.output
    last = run.steps[-1].printed
    assert run.output[:last].endswith("mid\n")  # what is printed is counted anew


def test_another_version_is_not_checked(tmp_path: Path) -> None:
    """And that is said: silence would mean it is right."""
    text = PROGRAM.replace("goal: g", "goal: g\npython: -3.8") + "## enter f\nN.\n"

    (line,) = said(text, tmp_path)
    assert line.startswith("1: warning: not checked on Python 3") and line.endswith("the lesson is for -3.8")


@pytest.mark.parametrize("name", ["08", "8", "except", "08-except"])
def test_a_lesson_is_found_by_number_and_by_name(name: str) -> None:
    """As people say it."""
    assert find(name).name == "08-except.md"


def test_no_such_lesson(tmp_path: Path) -> None:
    """What was meant, or where to look."""
    with pytest.raises(LessonError, match="there is no lesson lop; did you mean loop"):
        find("lop")
    with pytest.raises(LessonError, match="there is no file nowhere"):
        find("nowhere.md")
    latin = tmp_path / "latin.md"
    latin.write_bytes(b"# caf\xe9\n")
    with pytest.raises(LessonError, match="not UTF-8 text"):
        load(str(latin))


def test_course_lists_goal_and_minutes() -> None:
    """What ``--lesson`` prints."""
    text = course()

    assert "08-except" in text and "20 min" in text and "Predict where control goes" in text
    assert "16 lessons, 252 minutes." in text


def test_course_fits_a_classroom() -> None:
    """All sixteen stay in sight at 80x24; with more rows their goals are there, too, none cut in a word."""
    small, large = course(80, 24).splitlines(), course(80, 100).splitlines()

    assert len(small) < 24 and all(len(line) <= 80 for line in small + large)
    assert [line[:2] for line in small[:16]] == [f"{number:02}" for number in range(1, 17)]
    words = " ".join(line.strip() for line in large)
    assert "Say when the loop looks up from its work, and why total += i is not one step." in words


def test_handout() -> None:
    """For the class it has blanks and no answer; for the teacher it has the answers and what to say."""
    lesson = load("01")[0]
    rehearsal = rehearse(lesson, PYTHON)
    page, teacher = handout(lesson, rehearsal), handout(lesson, rehearsal, teacher=True)

    assert "  2      return a + b * c" in page
    assert "before `BINARY" in page
    assert "My prediction: ______" in page and "**right**" not in page and "## Versions" not in page
    assert "- c) `12` **right**" in teacher and "you added first" in teacher and "## Versions" in teacher
    assert "Stack, top last: `2`, `3`, `4`" in teacher
    assert "NULL" not in page and "RESUME" not in page


def test_names_are_no_markup() -> None:
    """Double underscores would be bold, and <module> a tag that nobody sees."""
    assert told("__exit__ is called by <module>.") == "`__exit__` is called by `<module>`."
    assert told("STORE_FAST, a * b * c and `__init__`") == "STORE_FAST, a * b * c and `__init__`"
