"""Every opcode that a supported CPython executes has exactly one meaning."""

from __future__ import annotations

from typing import Iterator

import pytest

from stepper.vm import opcodes
from stepper.vm.versions import HOST, PY39, PY315, Version
from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, lines_of, name_of

# Opcodes in the code objects of a version's standard library and its tests, EXTENDED_ARG not counted.
EMITTED = {"3.9": 117, "3.10": 126, "3.11": 108, "3.12": 107, "3.13": 113, "3.14": 116, "3.15": 115}


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_every_opcode_has_a_meaning(host: Interpreter) -> None:
    *complaints, summary = lines_of(host, "tests.vm.opcode_census")
    assert complaints == []
    assert int(summary.split()[0]) >= EMITTED[host.name]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry of the test's own."""
    monkeypatch.setattr(opcodes, "OPS", {})
    monkeypatch.setattr(opcodes, "DECLARED", [])
    yield


def declare(since: Version, until: Version) -> None:
    @opcodes.op("--", names="NOP", since=since, until=until)
    def meaning(frame: object, stack: object, operand: object) -> None:
        """Do nothing."""


def test_a_second_meaning_is_refused(registry: None) -> None:
    declare(PY39, PY315)
    with pytest.raises(ValueError, match="NOP has two meanings"):
        declare(HOST, HOST)


def test_a_meaning_for_other_versions_is_kept_for_the_documentation_only(registry: None) -> None:
    declare(PY39, (HOST[0], HOST[1] - 1))
    assert opcodes.OPS == {}
    assert [op.name for op in opcodes.DECLARED] == ["NOP"]
    assert opcodes.missing().count("NOP") == 1
