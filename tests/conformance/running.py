"""Runs one module of tests, natively or in the machine, and reads what became of each test.

A process that crashes or hangs costs the test it was at, not the ones behind it: another process takes up
the rest. Nothing that a test starts outlives it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence

from tests.conformance.modules import Target
from tests.differential.programs import ROOT
from tests.interpreters import Interpreter

GUEST = Path(__file__).with_name("guest.py")
# The command as its entry point starts it, whether or not this checkout is installed.
_COMMAND = "import sys; sys.path.insert(0, sys.argv.pop(1)); from stepper.cli import main; sys.exit(main())"
EXIT_TIME = 240.0  # seconds from the end of the last test to the end of the process
MOST_CRASHES = 12  # of one module; what is left then is not run
MODULE, EXIT = "(module)", "(exit)"  # what the import of a module and the end of its process are called
GOOD = ("ok", "skip", "xfail")


class Outcome(NamedTuple):
    """What became of one test."""

    kind: str  # one of GOOD, or "FAIL", "ERROR", "SUBFAIL", "crash", "timeout", "not run" ...
    text: str = ""  # the traceback, or why not
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return self.kind in GOOD


Outcomes = Dict[str, Outcome]  # by name of the test


class Stopped(Exception):
    """The whole run is to end; what it has started is ended first."""


stopping = threading.Event()


class Limits(NamedTuple):
    """Seconds after which a process is taken to hang."""

    test: float
    module: float


class Selection(NamedTuple):
    """Which tests of a module."""

    only: Optional[Sequence[str]] = None  # names
    match: Sequence[str] = ()  # parts of names, with wildcards

    def dump(self, path: Path, without: Iterable[str]) -> None:
        chosen = {"only": self.only, "match": list(self.match), "without": sorted(without)}
        path.write_text(json.dumps(chosen), encoding="utf-8")


EVERYTHING = Selection()


def native(python: Interpreter, target: Target) -> List[str]:
    """The command that runs the guest as ever, without its arguments."""
    return [python.path, str(GUEST)]


def interpreted(python: Interpreter, target: Target) -> List[str]:
    """The command that runs the guest in the machine, without its arguments."""
    include = [word for pattern in target.include for word in ("--include", pattern)]
    front = [sys.executable, "-c", _COMMAND, str(ROOT), "--python", python.path]
    return [*front, "--run", *include, str(GUEST)]


def run(command: Sequence[str], target: Target, limits: Limits, selection: Selection) -> Outcomes:
    """What becomes of the selected tests when *command* runs them, in as many processes as it takes."""
    outcomes: Outcomes = {}
    if stopping.is_set():
        raise Stopped
    for _ in range(MOST_CRASHES):
        folder = Path(tempfile.mkdtemp(prefix="conformance-"))
        try:
            attempt = _Attempt(folder, limits)
            attempt.run(command, target, selection, without=outcomes)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        outcomes.update(attempt.outcomes)
        if attempt.died_in is None:
            break
        outcomes.pop(MODULE, None)  # the next process says
    return outcomes


class _Attempt:
    """One process that runs tests until it ends or is ended."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._records = folder / "records.jsonl"
        self._output = folder / "output.txt"
        self.outcomes: Outcomes = {}
        self.died_in: Optional[str] = None  # the test that was running when the process ended

    def run(
        self, command: Sequence[str], target: Target, selection: Selection, without: Iterable[str]
    ) -> None:
        chosen, cwd = self._folder / "selection.json", self._folder / "cwd"
        selection.dump(chosen, without)
        cwd.mkdir()
        words = [*command, target.module, str(self._records), str(chosen)]
        with self._output.open("wb") as output:
            process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=cwd,
                env=_environment(self._folder, target.path),
                start_new_session=True,
            )
            try:
                ended = self._wait(process)
            finally:
                _end_group(process)
        self._read(ended, process.returncode)

    def _wait(self, process: subprocess.Popen[bytes]) -> str:
        """Wait for the end of the process; "" or why it was not waited for any longer."""
        start = time.monotonic()
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
                return ""
            if stopping.is_set():
                raise Stopped
            if time.monotonic() - start > self._limits.module:
                return f"the module's {self._limits.module:g} seconds were over"
            quiet = time.time() - (self._records.stat().st_mtime if self._records.exists() else time.time())
            if quiet > self._limits.test:
                return f"{self._limits.test:g} seconds were over"
            if quiet > EXIT_TIME and self._is_over():
                return f"{EXIT_TIME:g} seconds after its last test the process had not ended"

    def _is_over(self) -> bool:
        return b'{"test": "(module)"' in self._records.read_bytes()[-(1 << 14) :]

    def _read(self, ended: str, status: int) -> None:
        """Turn the records into outcomes."""
        running = None
        lines = self._records.read_text(encoding="utf-8").splitlines() if self._records.exists() else []
        for line in lines:
            with contextlib.suppress(json.JSONDecodeError):  # the process was ended in the middle of a line
                record = json.loads(line)
                running = record.get("start")
                if running is None:
                    self._put(record)
        kind = "timeout" if ended else "crash"
        text = ended or _status(status)
        if MODULE in self.outcomes:
            bad = bool(ended) or status != 0
            self.outcomes[EXIT] = Outcome(kind, self._tail(text)) if bad else Outcome("ok")
            return
        self.died_in = running or MODULE
        self.outcomes[self.died_in] = Outcome(kind, self._tail(text))
        if running is None:  # not in a test: to try again would end the same way
            self.died_in = None

    def _put(self, record: Dict[str, object]) -> None:
        name = str(record["test"])
        before = self.outcomes.get(name)
        if before is None or before.is_good:
            kind, text = str(record["outcome"]), str(record["text"])
            self.outcomes[name] = Outcome(kind, text, float(str(record["seconds"])))

    def _tail(self, text: str) -> str:
        written = self._output.read_bytes()[-3000:].decode("utf-8", "backslashreplace")
        return "\n".join(filter(None, [written.strip(), text]))


def _status(status: int) -> str:
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"


def _environment(folder: Path, path: str) -> Dict[str, str]:
    """The same for both ways, and nothing of the developer's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    home = folder / "home"
    home.mkdir()
    return {
        **kept,
        **({"PYTHONPATH": path} if path else {}),
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
    }


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it has started: it is the leader of a group of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
