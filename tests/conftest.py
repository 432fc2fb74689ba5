"""What all tests share: the --slow switch, how they are spread, and a first line that says which interpreters
were found.
"""

from __future__ import annotations

import os
import signal
from typing import List

import pytest

from tests.interpreters import found, supported


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")


def pytest_configure() -> None:
    """A shell starts what runs in its background with Ctrl+C ignored, which children inherit; they are to be
    those that a terminal starts.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: at any time some tests wait for a program that they have started."""
    return len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 2


def pytest_report_header() -> str:
    """Name every interpreter, so that a run that tried fewer than another can be told from it."""
    names = [one.full + ("" if one in supported() else " (not yet interpreted)") for one in found()]
    return "CPython found: " + ", ".join(names)


def pytest_collection_modifyitems(config: pytest.Config, items: List[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: runs with --slow"))
