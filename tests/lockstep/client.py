"""The other side of the worker: what the tests, which have pytest and hypothesis, ask of an interpreter that
has neither.
"""

from __future__ import annotations

import functools
import json
import os
import select
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from stepper import launcher
from tests.differential.programs import ROOT
from tests.interpreters import Interpreter

DEADLINE = 120.0  # seconds for one program, both ways


class Answer(NamedTuple):
    """What a worker says of one program."""

    difference: str  # "" when it does the same both ways
    steps: int  # that CPython has run
    opcodes: List[str]  # that the machine has run
    ended: str  # the exception that ended it natively, "" if none did


class Worker:
    """Runs programs both ways under one interpreter, one after the other; started when first needed."""

    def __init__(self, python: Interpreter) -> None:
        self.python = python
        self._process: Optional[subprocess.Popen[str]] = None

    def run(self, source: str, **fields: Any) -> Answer:
        """The answer for a program; ``fields`` are those of Job."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps({"source": source, **fields}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline() if select.select([process.stdout], [], [], DEADLINE)[0] else ""
        if not line:
            self.close()
            return Answer(f"the worker of {self.python.name} gave no answer", 0, [], "")
        return Answer(**json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        with launcher.raised_stack_limit(self.python.path):
            self._process = subprocess.Popen(
                [self.python.path, "-W", "ignore", "-m", "tests.lockstep.worker"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=_environment(),
            )
        return self._process

    def close(self) -> None:
        """End it and all that it has begun."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.communicate()


def _environment() -> Dict[str, str]:
    """Hash order fixed, compiled files kept out of the tree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    cache = Path(tempfile.gettempdir()) / "pystep-tests-pycache"
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(cache)}


@functools.cache
def worker(python: Interpreter) -> Worker:
    """The one of this process."""
    return Worker(python)
