"""What is compared of one run of a program: each instruction in its order, with the value stack before it,
and what the program leaves behind.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import sys
import traceback
from typing import Any, Callable, Dict, List, NamedTuple, Tuple

from tests.lockstep.values import text_of, without_addresses


class Step(NamedTuple):
    """An instruction about to run."""

    code: str
    line: int  # of the code object
    offset: int
    opname: str
    stack: Tuple[str, ...]  # bottom first; empty where it is not compared

    def __str__(self) -> str:
        return f"{self.code} {self.offset} {self.opname} [{', '.join(self.stack)}]"


class Record(NamedTuple):
    """A run."""

    steps: List[Step]
    output: str
    exception: str  # the whole traceback, as CPython prints it; "" when there was none
    namespace: Dict[str, str]


def outcome(
    run: Callable[[], None], namespace: Dict[str, Any], files: Tuple[str, ...], stdin: str = ""
) -> Tuple[str, str, Dict[str, str]]:
    """Run a program and tell what it has printed, the exception it ended with, and what its names hold."""
    exception = ""
    before, sys.stdin = sys.stdin, io.StringIO(stdin)
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            run()
        except BaseException as error:
            exception = _told(error, files)
        finally:
            sys.stdin = before
    names = {name: text_of(value) for name, value in list(namespace.items()) if not name.startswith("__")}
    return without_addresses(output.getvalue()), without_addresses(exception), names


def _told(error: BaseException, files: Tuple[str, ...]) -> str:
    """The traceback from the program's own first frame on."""
    entry = error.__traceback__
    while entry is not None and entry.tb_frame.f_code.co_filename not in files:
        entry = entry.tb_next
    try:
        return "".join(traceback.format_exception(type(error), error, entry))
    finally:
        del entry, error


def difference(expected: Record, got: Record) -> str:
    """In what two runs differ, with what is around it; "" when in nothing."""
    return "\n".join(
        filter(
            None,
            (
                _steps_differ(expected.steps, got.steps),
                _texts_differ("output", expected.output, got.output),
                _texts_differ("exception", expected.exception, got.exception),
                _texts_differ("names", _told_names(expected), _told_names(got)),
            ),
        )
    )


def _told_names(record: Record) -> str:
    return "\n".join(f"{name} = {text}" for name, text in sorted(record.namespace.items()))


def _texts_differ(what: str, expected: str, got: str) -> str:
    if expected == got:
        return ""
    lines = difflib.unified_diff(
        expected.splitlines(), got.splitlines(), "native", "machine", n=2, lineterm=""
    )
    return f"{what}:\n" + "\n".join(lines)


def _steps_differ(expected: List[Step], got: List[Step]) -> str:
    if expected == got:
        return ""
    length = min(len(expected), len(got))
    at = next((index for index in range(length) if expected[index] != got[index]), length)
    before = [f"   {step}" for step in expected[max(at - 4, 0) : at]]
    here = [f"{side} {_step(steps, at)}" for side, steps in (("n:", expected), ("m:", got))]
    after = [f"{side} {_step(steps, at + 1)}" for side, steps in (("n:", expected), ("m:", got))]
    head = f"step {at + 1} of {len(expected)} natively, {len(got)} in the machine"
    return "\n".join([head, *before, *here, *after])


def _step(steps: List[Step], at: int) -> str:
    return str(steps[at]) if at < len(steps) else "(end)"
