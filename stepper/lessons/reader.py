"""The text of a lesson → the lesson, and everything that is wrong with it, at once.

The form is Markdown with fixed meaning: a head of ``key: value`` lines, one block of Python, a ``##`` heading
for each stop with its note and questions, and a tail. ``docs/lessons.md`` has the rules for authors.
"""

from __future__ import annotations

import difflib
import os
import shlex
from typing import Dict, List, Optional, Tuple

from stepper.lessons.answers import KINDS
from stepper.lessons.headings import HeadingError, read_heading
from stepper.lessons.lesson import Guarded, Lesson, Place, Problem, Question, Stop, Wrong
from stepper.lessons.ranges import EVERY, Range, RangeError, read_range, take_guard

HEAD = ("goal", "minutes", "python", "args", "input", "show")
TAIL = ("say", "modify", "versions", "teacher")
NOTE_WORDS, NOTE_CHARACTERS = 25, 156  # two lines of 78
PROGRAM_LINES, PROGRAM_WIDTH = 20, 74
_VERSIONS = tuple((3, minor) for minor in range(9, 16))


def read(text: str, file: str) -> Tuple[Optional[Lesson], List[Problem]]:
    """The lesson, unless there is an error among the problems; these are in the order of their lines."""
    reader = _Reader(text, file)
    lesson = reader.read()
    problems = sorted(reader.problems, key=lambda problem: problem.line)
    return (None if any(problem.grade == "error" for problem in problems) else lesson), problems


class _Reader:
    """Goes through the lines once; what it can't use it notes, and goes on behind it."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: List[Problem] = []
        self._file = file
        self._lines = list(enumerate(text.splitlines(), 1))
        self._head: Dict[str, Tuple[str, int]] = {}
        self._program: List[str] = []
        self._program_line = 0
        self._stops: List[Stop] = []
        self._tail: Dict[str, List[str]] = {}

    def read(self) -> Lesson:
        title = self._read_title()
        self._read_head()
        self._read_program()
        while self._lines:
            self._read_section()
        name = os.path.basename(self._file)
        tail = {key: "\n".join(lines).strip() for key, lines in self._tail.items()}
        lesson = Lesson(
            name[:-3] if name.endswith(".md") else name,
            self._file,
            title,
            self._head.get("goal", ("", 0))[0],
            self._minutes(),
            self._python(),
            self._arguments(),
            self._input(),
            "\n".join(self._program) + "\n",
            self._program_line,
            tuple(self._stops),
            shows_all=self._shows_all(),
            **tail,
        )
        self._look_over(lesson)
        return lesson

    def _say(self, line: int, text: str, grade: str = "error") -> None:
        self.problems.append(Problem(self._file, line, text, grade))

    # ---- the head ----

    def _read_title(self) -> str:
        while self._lines and not self._lines[0][1].strip():
            del self._lines[0]
        if not self._lines or not self._lines[0][1].startswith("# "):
            self._say(self._lines[0][0] if self._lines else 1, "the first line is the title: # Title")
            return ""
        return self._lines.pop(0)[1][2:].strip()

    def _read_head(self) -> None:
        while self._lines and not self._lines[0][1].startswith(("```", "## ")):
            line, text = self._lines.pop(0)
            if not text.strip():
                continue
            key, joint, value = (part.strip() for part in text.partition(":"))
            if not joint:
                self._say(line, f"cannot read '{text.strip()}'; the head has lines of the form key: value")
            elif key not in HEAD:
                self._say(line, f"unknown key '{key}'{_meant(key, HEAD)}")
            elif key in self._head:
                self._say(line, f"'{key}' is there twice")
            else:
                self._head[key] = value, line
        if not self._head.get("goal", ("", 0))[0]:
            self._say(1, "the goal is missing: goal: what they can do afterwards")

    def _minutes(self) -> Optional[int]:
        text, line = self._head.get("minutes", ("", 0))
        if line and not text.isdigit():
            self._say(line, f"minutes: '{text}' is not a number")
            return None
        return int(text) if line else None

    def _python(self) -> Range:
        text, line = self._head.get("python", ("", 0))
        if not line:
            return EVERY
        try:
            return read_range(text.strip("[]"))
        except RangeError as error:
            self._say(line, str(error))
            return EVERY

    def _arguments(self) -> Tuple[str, ...]:
        text, line = self._head.get("args", ("", 0))
        try:
            return tuple(shlex.split(text))
        except ValueError as error:
            self._say(line, f"args: {error}")
            return ()

    def _input(self) -> str:
        text = self._head.get("input", ("", 0))[0]
        return text.replace("\\n", "\n") + "\n" if text else ""

    def _shows_all(self) -> bool:
        text, line = self._head.get("show", ("", 0))
        if line and text != "all":
            self._say(line, f"show: '{text}' is not known; show: all shows what a class need not see")
        return text == "all"

    # ---- the program ----

    def _read_program(self) -> None:
        if not self._lines or self._lines[0][1].strip() != "```python":
            self._say(
                self._lines[0][0] if self._lines else 1,
                "the program is missing: a block that begins ```python",
            )
            return
        fence, _ = self._lines.pop(0)
        self._program_line = fence + 1
        while self._lines and not self._lines[0][1].startswith("```"):
            self._program.append(self._lines.pop(0)[1])
        if not self._lines:
            self._say(fence, "the block of the program has no end: ```")
            return
        del self._lines[0]
        if len(self._program) > PROGRAM_LINES:
            text = f"the program has {len(self._program)} lines; more than {PROGRAM_LINES} are hard to follow"
            self._say(fence, text, "warning")
        for number, text in enumerate(self._program, self._program_line):
            if len(text) > PROGRAM_WIDTH:
                wide = f"this line has {len(text)} characters; {PROGRAM_WIDTH} fit a small screen"
                self._say(number, wide, "warning")

    # ---- stops and tail ----

    def _read_section(self) -> None:
        line, text = self._lines.pop(0)
        if text.startswith("## "):
            heading = text[3:].strip()
            if heading.lower() in TAIL:
                self._tail[heading.lower()] = [text for _, text in self._take_body()]
            else:
                self._read_stop(heading, line)
        elif text.startswith("```"):
            self._say(line, "a lesson has one block, the program")
            while self._lines and not self._lines.pop(0)[1].startswith("```"):
                pass
        elif text.strip():
            self._say(line, f"'{text.strip()[:30]}' belongs to no stop; a stop begins with ## ")

    def _take_body(self) -> List[Tuple[int, str]]:
        body: List[Tuple[int, str]] = []
        while self._lines and not self._lines[0][1].startswith(("## ", "```")):
            body.append(self._lines.pop(0))
        return body

    def _read_stop(self, heading: str, line: int) -> None:
        place, versions = Place("at"), EVERY
        try:
            place, versions = read_heading(heading, self._program)
        except (HeadingError, RangeError) as error:
            near = difflib.get_close_matches(heading.lower(), TAIL, 1, 0.75)
            self._say(line, f"{error}" + (f"; did you mean '## {near[0].capitalize()}'?" if near else ""))
        notes: List[Guarded] = []
        questions: List[Question] = []
        for number, text in self._take_body():
            if not text.strip():
                continue
            try:
                self._read_line(text.strip(), number, notes, questions)
            except RangeError as error:
                self._say(number, str(error))
        if not notes and not questions:
            self._say(line, "this stop has neither a note nor a question")
        self._stops.append(Stop(heading, place, versions, tuple(notes), tuple(questions), line))

    def _read_line(self, text: str, line: int, notes: List[Guarded], questions: List[Question]) -> None:
        mark, rest = text[:2], text[2:].strip()
        if mark == "? ":
            questions.append(self._question(rest, line))
        elif mark in ("= ", "! ") and not questions:
            self._say(line, f"'{text}' belongs to no question; a question begins with ? ")
        elif mark == "= ":
            versions, answer = take_guard(rest)
            last = questions[-1]
            questions[-1] = last._replace(answers=(*last.answers, Guarded(answer, versions, line)))
        elif mark == "! ":
            versions, rest = take_guard(rest)
            choice, joint, comment = _split_choice(rest)
            if not joint:
                self._say(line, "a wrong answer has a comment: ! ANSWER: what to say")
            last = questions[-1]
            questions[-1] = last._replace(wrong=(*last.wrong, Wrong(choice, comment, versions, line)))
        elif questions:
            self._say(line, "a note stands before the questions, in the lines below the heading")
        else:
            versions, note = take_guard(text)
            notes.append(Guarded(note, versions, line))

    def _question(self, text: str, line: int) -> Question:
        versions, text = take_guard(text)
        kind, joint, words = (part.strip() for part in text.partition(":"))
        kinds = (*KINDS, "choice")
        if not joint:
            self._say(line, f"cannot read the question '{text}'; it is written: ? KIND: text")
        elif kind not in kinds:
            unknown = f"unknown kind of question '{kind}'{_meant(kind, kinds, 'kinds')}"
            self._say(line, unknown)
        elif not words:
            self._say(line, "the question has no text")
        return Question(kind, words, versions, (), (), line)

    # ---- the whole ----

    def _look_over(self, lesson: Lesson) -> None:
        if self._program_line and not lesson.stops:
            self._say(self._program_line, "the lesson has no stop; a stop begins with ## ")
        for stop in lesson.stops:
            self._look_over_note(stop)
            for question in stop.questions:
                if question.kind == "choice" and not question.answers:
                    self._say(question.line, "a question of kind choice needs its answer: = ANSWER")

    def _look_over_note(self, stop: Stop) -> None:
        for version in _VERSIONS:
            note = stop.note(version)
            words = len(note.split())
            if words > NOTE_WORDS or len(note) > NOTE_CHARACTERS:
                text = (
                    f"the note has {words} words, {len(note)} characters; "
                    f"two lines hold {NOTE_WORDS} words, {NOTE_CHARACTERS} characters"
                )
                self._say(stop.line, text, "fault")
                return


def _split_choice(text: str) -> Tuple[str, str, str]:
    """A wrong answer and its comment: ``10: it comes later``; one with a colon in it stands in backticks."""
    if text.startswith("`"):
        choice, joint, comment = text[1:].partition("`: ")
    else:
        choice, joint, comment = text.partition(": ")
    return choice.strip(), joint, comment.strip()


def _meant(name: str, names: Tuple[str, ...], what: str = "keys") -> str:
    near = difflib.get_close_matches(name, names, 1)
    return f", did you mean '{near[0]}'?" if near else f"; the {what} are {', '.join(names)}"
