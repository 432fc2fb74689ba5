"""The choices below a question: the true answer, the wrong ones of the file, and what else is near.

Their order is fixed by the question's text, so that b is b in every run and for everybody.
"""

from __future__ import annotations

import hashlib
from typing import Iterator, List, NamedTuple, Tuple

from stepper.lessons.answers import NoAnswer, Run, agrees, answer, line_text
from stepper.lessons.lesson import Question
from stepper.lessons.ranges import Version
from stepper.lessons.steps import simple

FEWEST, MOST = 3, 4


class Choice(NamedTuple):
    """One of them."""

    text: str
    right: bool
    comment: str  # what to say to those who chose it; "" where the file says nothing


def choices(question: Question, run: Run, at: int, version: Version) -> Tuple[Choice, ...]:
    """The choices of a question that is asked at step *at*; none where it has no answer."""
    try:
        true = _truth(question, run, at, version)
    except NoAnswer:
        return ()
    found = [Choice(true, True, "")]
    for wrong in question.wrong:
        if wrong.range.holds(version):
            text = _shown(question.kind, wrong.choice, run)
            if not agrees(question.kind, text, true):
                found.append(Choice(text, False, wrong.comment))
    known = [choice.text for choice in found]
    for text in _near(question.kind, run, at, true):
        if len(found) >= FEWEST:
            break
        if text not in known:
            known.append(text)
            found.append(Choice(text, False, ""))
    return tuple(sorted(found[:MOST], key=lambda choice: _order(question.text, choice.text)))


def _truth(question: Question, run: Run, at: int, version: Version) -> str:
    if question.kind == "choice":
        expected = question.expected(version)
        if expected is None:
            raise NoAnswer("the file gives none")
        return expected
    return answer(question.kind, run, at)


def _shown(kind: str, choice: str, run: Run) -> str:
    """A wrong choice as it is shown: a line by its text."""
    return line_text(run, int(choice)) if kind in ("branch", "handler") and choice.isdigit() else choice


def _order(question: str, choice: str) -> bytes:
    return hashlib.sha256(f"{question}\n{choice}".encode("utf-8", "surrogatepass")).digest()


def _near(kind: str, run: Run, at: int, true: str) -> Iterator[str]:
    """Answers that somebody might give."""
    step = run.steps[at]
    if kind == "top":
        yield from reversed(step.values)
        yield from (value for _, value in step.names)
        yield from ("None", "True")
    elif kind == "depth":
        yield from (str(max(int(true) + more, 0)) for more in (1, -1, 2))
    elif kind == "frame":
        yield from map(simple, step.chain)
        yield from dict.fromkeys(simple(other.function) for other in run.steps)
    elif kind in ("branch", "handler"):
        lines = {int(true.split(":")[0]) + more for more in (1, -1)} | {step.line or 0, (step.line or 0) + 1}
        yield from (line_text(run, line) for line in sorted(lines) if _has_code(run, line))
        yield from (line_text(run, line) for line in range(1, len(run.source) + 1) if _has_code(run, line))
    elif kind == "next":
        yield from dict.fromkeys(
            other.row.opname
            for other in run.steps[at : at + 6]
            if not other.hidden and other.row.opname != "NOP"
        )
        yield from ("LOAD_FAST", "RETURN_VALUE", "POP_TOP")
    elif kind == "prints":
        ours = run.output[run.steps[0].printed :]  # what came before are warnings of the compiler
        yield from dict.fromkeys(line for line in ours.splitlines() if line)
        yield from ("None", "nothing")


def _has_code(run: Run, line: int) -> bool:
    return 0 < line <= len(run.source) and bool(run.source[line - 1].strip())


def letters(count: int) -> List[str]:
    """The keys of the choices."""
    return list("abcdefgh"[:count])
