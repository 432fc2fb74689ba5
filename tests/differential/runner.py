"""Runs one program natively and in the machine, and says in what the two differ.

Byte for byte: standard output, standard error, exit status. Only addresses are made equal, for no two
processes agree on them.
"""

from __future__ import annotations

import difflib
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, FrozenSet, List, NamedTuple, Sequence, Tuple

from stepper import arguments, launcher
from stepper.wire import to_json
from tests.differential.programs import ROOT, Program
from tests.interpreters import Interpreter

Step = Tuple[str, int]  # qualified name of the code, offset

DEADLINE = 60.0  # seconds; a guest in an endless loop must not hang the tests
_TRACER = Path(__file__).with_name("native_steps.py")
# The command as its entry point starts it, whether or not this checkout is installed.
_COMMAND = "import sys; sys.path.insert(0, sys.argv.pop(1)); from stepper.cli import main; sys.exit(main())"
_ADDRESS = re.compile(rb"\b0x[0-9a-fA-F]{6,}\b")


class Outcome(NamedTuple):
    """What can be seen of a program from outside."""

    stdout: bytes
    stderr: bytes
    status: int  # as subprocess gives it: minus the signal when killed by one


def _environment() -> Dict[str, str]:
    """Hash order fixed, compiled files kept out of the tree, nothing else of the developer's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COLUMNS"))}
    cache = Path(tempfile.gettempdir()) / "pystep-tests-pycache"
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(cache)}


def _start(command: Sequence[str], program: Program) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=program.path.parent,
        env=_environment(),
    )


def _finish(process: subprocess.Popen[bytes], program: Program) -> Outcome:
    try:
        stdout, stderr = process.communicate(program.stdin, timeout=DEADLINE)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        stderr += b"\n(killed: past its deadline)\n"
    return Outcome(_ADDRESS.sub(b"0xADDRESS", stdout), _ADDRESS.sub(b"0xADDRESS", stderr), process.returncode)


def run(command: Sequence[str], program: Program) -> Outcome:
    """What *command*, which runs *program* in some way, prints and returns."""
    return _finish(_start(command, program), program)


def run_both(first: Sequence[str], second: Sequence[str], program: Program) -> Tuple[Outcome, Outcome]:
    """The outcomes of two commands that run at the same time."""
    with _start(first, program) as one:
        with launcher.raised_stack_limit(second[0]):
            other = _start(second, program)
        with other:
            return _finish(one, program), _finish(other, program)


def native(python: Interpreter, program: Program) -> List[str]:
    """The command that runs *program* as ever."""
    return [python.path, str(program.path), *program.args]


def interpreted(python: Interpreter, program: Program, *options: str) -> List[str]:
    """The command that runs *program* in the machine, under *python*; without options, with ``--run``."""
    front = [sys.executable, "-c", _COMMAND, str(ROOT), "--python", python.path]
    return [*front, *(options or ("--run",)), str(program.path), *program.args]


def debuggee(python: Interpreter, program: Program) -> List[str]:
    """The command that ``pystep --run`` becomes, without the process that finds it out."""
    words = ["--run", str(program.path), *program.args]
    return launcher.command(_found(python.path), to_json(arguments.parse(words).launch))


_found = functools.lru_cache(maxsize=None)(launcher.find)


def differences(expected: Outcome, got: Outcome) -> Dict[str, str]:
    """What differs, by field of Outcome, each with a text that shows how; empty when nothing does."""
    return {
        field: _show(one, other) for field, one, other in zip(Outcome._fields, expected, got) if one != other
    }


def _show(expected: object, got: object) -> str:
    if not isinstance(expected, bytes) or not isinstance(got, bytes):
        return f"expected {expected}, got {got}"
    first, second = (text.decode("utf-8", "backslashreplace").splitlines() for text in (expected, got))
    return (
        "\n".join(difflib.unified_diff(first, second, "native", "pystep", n=2, lineterm=""))
        or "line ends differ"
    )


# ---- the exact sequence of instructions ----


class Steps(NamedTuple):
    """What CPython ran of a script's own code, and which instructions it does not report."""

    steps: List[Step]
    silent: FrozenSet[Tuple[str, int, str]]  # qualified name, offset, name of the instruction


def native_steps(python: Interpreter, program: Program, folder: Path) -> Steps:
    """The instructions of the script's own code, in the order in which CPython runs them."""
    target = folder / "native.json"
    outcome = run([python.path, str(_TRACER), str(target), str(program.path), *program.args], program)
    assert target.exists(), outcome.stderr.decode()
    written = json.loads(target.read_text())
    return Steps([tuple(step) for step in written["steps"]], frozenset(map(tuple, written["silent"])))


def interpreted_steps(python: Interpreter, program: Program, folder: Path, native: Steps) -> List[Step]:
    """The same from the machine's trace, without what the native side does not report."""
    target = folder / "machine.jsonl"
    outcome = run(interpreted(python, program, "--trace=json", "-o", str(target)), program)
    assert target.exists(), outcome.stderr.decode()
    rows = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    return [
        (row["code"], row["offset"])
        for row in rows
        if row["file"] == str(program.path)
        and (row["code"], row["offset"], row["opname"]) not in native.silent
    ]


def first_difference(expected: List[Step], got: List[Step]) -> str:
    """Where two sequences part, with what is around it; "" when they are the same."""
    if expected == got:
        return ""
    length = min(len(expected), len(got))
    at = next((index for index in range(length) if expected[index] != got[index]), length)
    around = slice(max(at - 3, 0), at + 4)
    return (
        f"step {at + 1} of {len(expected)} natively, {len(got)} in the machine\n"
        f"  native:  {expected[around]}\n  machine: {got[around]}"
    )
