"""Programs from a grammar of statements run the same instructions in the same order as natively, with the
same value stacks; they print the same, end the same, and leave the same behind.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.interpreters import Interpreter, supported
from tests.lockstep.client import worker
from tests.lockstep.grammar import programs

HOSTS = [pytest.param(python, id=python.name) for python in supported()]
FEW, MANY = 15, 1000


def run_generated(python: Interpreter, count: int) -> None:
    @settings(
        max_examples=count,
        derandomize=True,  # the same programs every time
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(programs(python.version))
    def same_steps(source: str) -> None:
        answer = worker(python).run(source)
        assert not answer.difference, answer.difference

    same_steps()


@pytest.mark.parametrize("python", HOSTS)
def test_some(python: Interpreter) -> None:
    run_generated(python, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("python", HOSTS)
def test_many(python: Interpreter) -> None:
    run_generated(python, MANY)
