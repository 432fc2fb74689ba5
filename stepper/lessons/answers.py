"""What the program answers to a question: computed from the steps that follow, never from the file."""

from __future__ import annotations

from typing import Callable, Dict, NamedTuple, Optional, Sequence, Tuple

from stepper.lessons.steps import Step, simple


class Run(NamedTuple):
    """A run from its first instruction to its end."""

    steps: Sequence[Step]  # one for each stop, so that a step's number is its index
    output: str
    source: Sequence[str]  # the lines of the program


_Answer = Tuple[str, int]  # and the number of the step that shows it


class NoAnswer(Exception):
    """The question has no answer there; the text is the reason, to go on with after "because"."""


def answer(kind: str, run: Run, at: int) -> str:
    """The answer to a question of a kind, asked before the instruction at step *at* runs."""
    return _ANSWERS[kind](run, at)[0]


def outcome(kind: str, run: Run, at: int) -> int:
    """The step at which that answer is to be seen."""
    return _ANSWERS[kind](run, at)[1] if kind in _ANSWERS else at


def agrees(kind: str, given: str, true: str) -> bool:
    """Whether an answer that somebody has written down is the true one; the beginning of it is enough."""
    if kind in ("depth", "frame", "choice"):
        return given == true
    return bool(given) and true.startswith(given)


def _seen_after(run: Run, at: int, frame: Optional[int] = None) -> Optional[Step]:
    """The next step that a class sees; of one frame, if it is given."""
    steps = (run.steps[index] for index in range(at + 1, len(run.steps)))
    return next((s for s in steps if not s.hidden and (frame is None or s.frame == frame)), None)


def _same_frame(run: Run, at: int) -> Step:
    step = _seen_after(run, at, run.steps[at].frame)
    if step is None:
        raise NoAnswer("this frame runs no other instruction")
    return step


def _next(run: Run, at: int) -> Step:
    step = _seen_after(run, at)
    if step is None:
        raise NoAnswer("the program ends here")
    return step


def _top(run: Run, at: int) -> _Answer:
    step = _same_frame(run, at)
    if not step.values:
        raise NoAnswer("the stack is empty then")
    return step.values[-1], step.number


def _depth(run: Run, at: int) -> _Answer:
    step = _same_frame(run, at)
    return str(len(step.values)), step.number


def _opcode(run: Run, at: int) -> _Answer:
    step = _next(run, at)
    return step.row.opname, step.number


def _function(run: Run, at: int) -> _Answer:
    step = _next(run, at)
    return simple(step.function), step.number


def _branch(run: Run, at: int) -> _Answer:
    return _other_line(run, at, run.steps[at].frame)


def _handler(run: Run, at: int) -> _Answer:
    if at + 1 >= len(run.steps) or not run.steps[at + 1].raising:
        raise NoAnswer("this instruction raises nothing")
    return _other_line(run, at, None)


def _other_line(run: Run, at: int, frame: Optional[int]) -> _Answer:
    now: Optional[Step] = run.steps[at]
    line = run.steps[at].line
    while now is not None:
        now = _seen_after(run, now.number, frame)
        if now is not None and now.line is not None and now.line != line:
            return line_text(run, now.line), now.number
    raise NoAnswer("no other line runs")


def line_text(run: Run, line: int) -> str:
    """A line as an answer: its number and what is on it."""
    text = run.source[line - 1].strip() if 0 < line <= len(run.source) else ""
    return f"{line}: {text}"


def _prints(run: Run, at: int) -> _Answer:
    before = run.steps[at].printed
    rest = run.output[before:]
    if not rest:
        raise NoAnswer("nothing is printed from here on")
    line = rest.split("\n", 1)[0]
    end = before + len(line)
    later = (step for step in run.steps[at + 1 :] if step.printed >= end and not step.hidden)
    return line, next(later, run.steps[-1]).number


_ANSWERS: Dict[str, Callable[[Run, int], _Answer]] = {
    "top": _top,
    "depth": _depth,
    "next": _opcode,
    "branch": _branch,
    "handler": _handler,
    "frame": _function,
    "prints": _prints,
}
KINDS = tuple(_ANSWERS)
