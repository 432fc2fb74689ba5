"""Ctrl+C in a program run without a screen: KeyboardInterrupt where CPython lets it in, and never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Tuple

import pytest

from tests.interpreters import Interpreter, supported

ROOT = str(Path(__file__).parents[1])
ENVIRONMENT = {**os.environ, "PYTHONPATH": ROOT}

CAUGHT = """
import time
try:
    print("on", flush=True)
    {work}
except KeyboardInterrupt:
    print("interrupted")
else:
    print("not interrupted")
"""
WORK = {
    "bytecode": "while True: pass",
    "calls": "f = lambda: None\n    while True: f()",
    "sleep": "time.sleep(60)",
    "input": "input()",
    "lock": "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "callback": "any(map(lambda x: None, iter(int, 1)))",
}


def interrupted(interpreter: Interpreter, program: str) -> Tuple[int, str, str]:
    """Status, output and errors of a program under --run that is sent SIGINT after its first line."""
    command = [sys.executable, "-m", "stepper", "--run", "--python", interpreter.path, "-c", program]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        process.send_signal(signal.SIGINT)
        try:  # communicate() would close standard input, for which one of the programs waits
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
        assert process.stderr is not None
        return process.returncode, process.stdout.read(), process.stderr.read()


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_an_interrupt_is_raised_in_the_program(interpreter: Interpreter, work: str) -> None:
    """In bytecode as in a call that waits; the program may handle it and go on."""
    status, out, err = interrupted(interpreter, CAUGHT.format(work=WORK[work]))

    assert (out, err, status) == ("interrupted\n", "", 0)


@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_an_unhandled_interrupt_kills_by_signal(interpreter: Interpreter) -> None:
    """As a shell expects it, with the program's traceback before."""
    status, _, err = interrupted(interpreter, "print('on', flush=True)\nwhile True: pass")

    assert status == -signal.SIGINT
    assert err.startswith("Traceback") and err.endswith("KeyboardInterrupt\n")
    assert "stepper" not in err


def test_an_ignored_interrupt_stays_ignored() -> None:
    """A program started in the background by a shell has SIGINT ignored."""
    program = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    command = [sys.executable, "-m", "stepper", "--run", "-c", program]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    finally:
        signal.signal(signal.SIGINT, before)

    assert done.stdout == "True\n"
