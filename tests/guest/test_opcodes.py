"""What is sent of the opcodes: a record for each, true of the interpreter it comes from."""

from __future__ import annotations

import pytest

from stepper.guest.opcodehistory import CHANGES, SPANS, history_of
from tests.interpreters import Interpreter
from tests.opcode_names import OPCODE_NAMES
from tests.vm.on_hosts import HOSTS, lines_of, name_of


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_every_opcode_has_a_record(host: Interpreter) -> None:
    *complaints, count = lines_of(host, "tests.guest.opcode_cards")
    assert complaints == []
    assert int(count) > 100


def test_only_known_opcodes_have_a_history() -> None:
    assert {*SPANS, *CHANGES} <= set(OPCODE_NAMES)


def test_the_history_says_what_stood_there_before_and_since() -> None:
    assert list(history_of("SWAP")) == ["New in 3.11.", "Up to 3.10: ROT_TWO, ROT_THREE, ROT_FOUR and ROT_N."]
    assert list(history_of("BINARY_ADD")) == ["Up to 3.10.", "From 3.11 on: BINARY_OP."]
    assert list(history_of("POP_TOP")) == ["In all versions from 3.9 to 3.15."]
    assert next(history_of("PRECALL")) == "In 3.11 only."
    assert next(history_of("RETURN_CONST")) == "In 3.12 to 3.13 only."


def test_all_that_came_or_went_says_why() -> None:
    """An opcode that is not in all versions has a sentence about what else there is."""
    assert [name for name in SPANS if name not in CHANGES] == []
