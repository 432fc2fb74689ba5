"""No opcode of any version lacks its words and its stack picture: on the data of each interpreter found."""

from __future__ import annotations

import json

import pytest

from stepper.explain import Explanation
from stepper.explain.outcome import suspends
from stepper.explain.words import WORDS
from stepper.protocol import Forecast
from tests.explaining import explained
from tests.interpreters import Interpreter
from tests.records import slot
from tests.vm.on_hosts import HOSTS, lines_of, name_of


def entries(side: str) -> int:
    """How many entries one side of a picture shows, what lies below left out."""
    return len([text for text in side.strip("[]").split() if text != ".."])


def check_picture(shown: Explanation, before: int, after: int) -> None:
    left, arrow, right = shown.picture.partition(" → ")
    assert arrow and left.startswith("[") and right.endswith("]")
    if "…" not in shown.picture:
        assert (entries(left), entries(right)) == (before, after), shown.picture


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_what_is_said_comes_true(host: Interpreter) -> None:
    """What comes next, how many frames there are then and how deep the stack is, at every stop."""
    *untrue, count = lines_of(host, "tests.said_and_done")
    assert untrue == []
    assert int(count) > 4000


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_every_opcode_is_explained(host: Interpreter) -> None:
    """With arguments of all sizes: a sentence of its own, and a picture with as many entries as it moves."""
    known = set()
    for line in lines_of(host, "tests.opcode_rows"):
        name, oparg, before, after, jumped, conditional, summary = json.loads(line)
        stack = [slot(number, role) for number, role in enumerate(["below", *before])]
        row = {"before": tuple(before), "after": tuple(after), "jumped": tuple(jumped)}
        row.update(arg=oparg, argrepr="name", summary=summary, target=40 if conditional else None)
        shown = explained(name, stack, conditional=conditional, **row)
        assert name in WORDS and summary, name
        assert shown.sentence.endswith(".")
        assert shown.flow or name in ("RETURN_VALUE", "RETURN_CONST"), name
        stays = explained(name, stack, Forecast(jumps=False), conditional=conditional, **row)
        check_picture(stays, len(before), 0 if suspends(name) else len(after))
        if conditional and not name.startswith("SETUP_"):
            goes = explained(name, stack, Forecast(jumps=True), conditional=conditional, **row)
            check_picture(goes, len(before), len(jumped))
        known.add(name)
    assert len(known) > 100
