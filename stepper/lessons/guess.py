"""A question about any instruction of any program: made from what it has done, which nobody has seen yet."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from stepper.lessons.answers import Run
from stepper.lessons.choices import Choice, choices
from stepper.lessons.lesson import EVERY, Guarded, Question, Wrong
from stepper.lessons.ranges import Version
from stepper.lessons.steps import Step
from stepper.lessons.talk import Ballot
from stepper.lessons.words import argument_of, word_for
from stepper.protocol import Listing, Row

RAISES = "an exception is raised"
ENDS = "the program ends"
_GOES = frozenset("call return yield delegate await class".split())  # to another frame, or may
_TAKES = frozenset("store pop delete append unpack handled".split())
_TEXTS = {
    "top": "What is on top of the stack after this instruction?",
    "depth": "How many values are left on the stack?",
    "frame": "Which function runs the next instruction?",
    "choice": "Which instruction comes next?",
}


def guess(
    steps: Sequence[Step], at: int, ended: bool, listing: Optional[Listing], version: Version
) -> Ballot:
    """The question about the step at index *at*; the ones after it lead to its outcome, which is the last.

    *ended*: the program came to its end instead.
    """
    step = steps[at]
    raised = any(later.raising for later in steps[at + 1 :])
    run = Run([one._replace(number=index) for index, one in enumerate(steps)], "", ())
    kind = _kind(step)
    offered: Tuple[Choice, ...] = ()
    if kind == "choice" and listing is not None and not (raised or ended):
        offered = _ways(step, steps[-1], listing, at, run, version)
    if not offered:
        kinds = ("depth" if kind == "choice" else kind, "depth", "frame")
        for kind in kinds:
            offered = choices(Question(kind, _TEXTS[kind], EVERY, (), (), 0), run, at, version)
            if offered:
                break
    if raised or ended:
        true = RAISES if raised else ENDS
        wrong = [choice._replace(right=False) for choice in offered if choice.text != true][:2]
        fallback = [Choice("the same function goes on", False, ""), Choice("the caller goes on", False, "")]
        offered = (*(wrong or fallback), Choice(true, True, ""))
    elif kind != "choice" and len(offered) < 4:
        offered = (*offered, Choice(RAISES, False, ""))
    question = Question(kind, _TEXTS[kind], EVERY, (), (), 0)
    return Ballot(question, offered, len(steps) - 1)


def _kind(step: Step) -> str:
    word = word_for(step.row)
    if step.row.conditional or step.row.opname == "FOR_ITER":
        return "choice"
    if word in _GOES:
        return "frame"
    return "depth" if word in _TAKES else "top"


def _ways(
    step: Step, after: Step, listing: Listing, at: int, run: Run, version: Version
) -> Tuple[Choice, ...]:
    """The two instructions that a conditional jump may lead to."""
    numbers = {row.offset: number for number, row in enumerate(listing.rows)}
    here = numbers.get(step.row.offset)
    if here is None or after.frame != step.frame:
        return ()
    others = [
        row
        for row in (*listing.rows[here + 1 : here + 3], *_target(listing, step.row))
        if row.offset != after.row.offset and row.opname != "NOT_TAKEN"
    ]
    far = [row for row in others if row.target != after.row.offset][-2:]
    question = Question(
        "choice",
        _TEXTS["choice"],
        EVERY,
        (Guarded(_named(after.row), EVERY, 0),),
        tuple(Wrong(_named(row), "", EVERY, 0) for row in far),
        0,
    )
    return choices(question, run, at, version)


def _target(listing: Listing, row: Row) -> Tuple[Row, ...]:
    if row.target is None:
        return ()
    return tuple(other for other in listing.rows if row.target in (other.offset, other.start))


def _named(row: Row) -> str:
    line = f"line {row.line}: " if row.line is not None else ""
    return f"{line}{row.opname} {argument_of(row)}".rstrip() + f" @{row.offset}"
