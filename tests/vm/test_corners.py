"""Odd cases of single instructions end in the machine as they do in CPython."""

from __future__ import annotations

import pytest

from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, lines_of, name_of


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_corners(host: Interpreter) -> None:
    *differences, summary = lines_of(host, "tests.vm.run_corners")
    assert differences == []
    assert int(summary.split()[0]) > 200
