"""What all tests share: the --slow switch, and a first line that says which interpreters were found."""

from __future__ import annotations

from typing import List

import pytest

from tests.interpreters import found, supported


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")


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
