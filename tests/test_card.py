"""The opcode card: what it says of an instruction, and of what the instruction is about to do."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from stepper.explain.card import card
from stepper.protocol import Forecast, Opcode, Place, Snapshot
from tests.explaining import sure
from tests.records import listing, row, slot, snapshot

ADD = Opcode(
    "BINARY_OP", 44, "number of the operator", "left, right -- result", "", "Add.", ("New in 3.11.",)
)
ROWS = [
    row("NOP", 8),
    row(
        "BINARY_OP",
        12,
        start=10,
        arg=260,
        argrepr="+",
        units="4501 2c04 0000",
        before=("left", "right"),
        after=("result",),
        summary="Replace two operands.",
        depth=2,
    ),
    row(
        "POP_JUMP_IF_FALSE",
        16,
        arg=3,
        argrepr="to 8",
        target=8,
        conditional=True,
        units="6103",
        before=("condition",),
        breaker=True,
        depth=-1,
    ),
]


def sections(
    number: int, stop: Optional[Snapshot] = None, opcode: Optional[Opcode] = ADD
) -> Dict[str, List[str]]:
    """The card's texts by heading."""
    found: Dict[str, List[str]] = {}
    heading = ""
    for line in card(listing(ROWS), number, opcode, stop):
        heading = line.heading or heading
        found.setdefault(heading, []).append(line.text)
    return found


def test_what_an_instruction_is() -> None:
    told = sections(1)
    assert told["Meaning"] == ["Replace two operands."]
    assert told["Stack"] == [
        "[.. left right] → [.. result]",
        "depth 2 before it, whichever way leads here",
    ]
    assert told["Argument"] == ["260: number of the operator, which is +"]
    assert told["Versions"] == ["New in 3.11."]
    assert "Now" not in told and "Jump" not in told


def test_the_raw_code_units() -> None:
    """EXTENDED_ARG before the instruction, inline caches behind it."""
    assert sections(1)["Code"] == [
        "  10  45 01  EXTENDED_ARG: 256 more for the argument",
        "  12  2c 04  BINARY_OP is number 44 here, argument 4",
        "  14  00 00  1 inline cache unit, room for CPython's specialised forms",
    ]


def test_where_a_jump_goes() -> None:
    told = sections(2)
    assert told["Jump"] == [
        "to 8: NOP, or on to the next instruction",
        "CPython looks at its eval breaker here: signals, other threads",
    ]
    assert told["Stack"] == ["[.. condition] → [..]"]


def test_what_the_current_instruction_will_do() -> None:
    stop = snapshot([slot(7), slot(4), slot(1)], 12, forecast=sure(5))
    assert sections(1, stop)["Now"] == [
        "Pop 1 and 4, push 4 + 1 = 5.",
        "[.. 4 1] → [.. 5]",
        "stack 3 → 2, next: 16",
    ]
    assert "Now" not in sections(2, stop)


def test_where_a_name_was_looked_for() -> None:
    asked: Any = (
        Place("class", "P", 1),
        Place("class", "Base", 2, "property"),
        Place("own dict", holds="value"),
    )
    stop = snapshot([slot(4), slot(1)], 12, forecast=Forecast(lookup=asked))
    assert sections(1, stop)["Now"][-3:] == [
        "1. class P (MRO step 1): not there",
        "2. class Base (MRO step 2): found, a property",
        "3. the object's own dict: found",
    ]


def test_an_opcode_that_is_not_known() -> None:
    told = sections(1, opcode=None)
    assert told["Argument"] == ["260, which is +"] and "Versions" not in told
