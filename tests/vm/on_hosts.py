"""Running a module of these tests under every interpreter the machine supports; they need no pytest there."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import List

from tests.interpreters import Interpreter, supported

ROOT = Path(__file__).resolve().parent.parent.parent
HOSTS = supported()
DEADLINE = 600.0  # seconds; a few are enough, but not on a machine that has much else to do


def name_of(host: Interpreter) -> str:
    """The id of a test's parameter."""
    return host.name


def lines_of(host: Interpreter, module: str, *arguments: str) -> List[str]:
    """What ``python -m module`` prints on a host; it must succeed."""
    answer = subprocess.run(
        [host.path, "-W", "ignore", "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=DEADLINE,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()
