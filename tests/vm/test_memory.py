"""What a guest's frame weighs beside a native one, and that running leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, ROOT, name_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="resident memory is asked of Linux")


def measured(host: Interpreter, call: str) -> float:
    """The number that a call of bench/memory.py prints, for less than the benchmark does."""
    text = f"from bench import memory; memory.LEVELS, memory.INSTRUCTIONS = 8_000, 3_000_000; memory.{call}"
    answer = subprocess.run(
        [host.path, "-c", text], cwd=ROOT, capture_output=True, text=True, timeout=240, check=True
    )
    return float(answer.stdout)


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_a_frame_is_three_times_a_native_one_at_most(host: Interpreter) -> None:
    native, ours = (measured(host, f"frame_bytes({way!r}, 'one argument')") for way in ("native", "machine"))
    assert 0 < ours <= 3 * native


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_instructions_leave_nothing_behind(host: Interpreter) -> None:
    """Two small objects for each turn of the program's loop would be more than what allocators keep."""
    assert measured(host, "leak()") < 400_000
