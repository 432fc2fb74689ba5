"""The breakpoints pane, and what is done with breakpoints by keys and mouse."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from stepper.protocol import Breakpoint, RequestRefused
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged

AT_78 = Breakpoint(
    "factorials@78",
    program.FILE,
    "factorials",
    4,
    78,
    0,
    ((program.FUNCTION, 78),),
    condition="i > 2",
    every=2,
    hits=3,
    text="BINARY_SUBSCR  facts.append(facts[i - 1] * i)",
)
LINE_8 = Breakpoint("8", program.FILE, "", 0, -1, 8, text="facts.append(facts[i - 1] * i)", enabled=False)
OPCODES = Breakpoint("op:LOAD_FAST", "", "", 0, -1, 0, kind="op", name="LOAD_FAST")
BROKEN = Breakpoint(
    "raise:E", "", "", 0, -1, 0, kind="raise", name="E", condition="x", problem="NameError: name 'x'", hits=1
)
UNCAUGHT = Breakpoint("uncaught", "", "", 0, -1, 0, kind="uncaught")
POINTS = (AT_78, LINE_8, OPCODES, BROKEN, UNCAUGHT)


def with_points(points: Tuple[Breakpoint, ...] = POINTS) -> FakeSession:
    session = FakeSession()
    session.breakpoints = points
    return session


async def opened(stage: Stage, *keys: str) -> None:
    stage.session._set_breakpoints(stage.session.breakpoints)
    await stage.press("8", *keys)


def asked(stage: Stage) -> List[object]:
    return [call for call in stage.session.calls if call != "start"]


async def test_rows() -> None:
    """Mark, words, what stands there, hits; the row for a new one is the last."""
    async with staged((80, 24), with_points()) as stage:
        await opened(stage)

        assert [line.rstrip() for line in stage.text(stage.main.breakpoints)] == [
            "◆ factorials@78 every 2 if i > 2  BINARY_SUBSCR  facts.append(facts[i… 3 hits ✗",
            "○ 8  facts.append(facts[i - 1] * i)                                           ✗",
            "● op:LOAD_FAST                                                                ✗",
            "◆ raise:E if x  NameError: name 'x'                                   ? 1 hit ✗",
            "● uncaught exceptions                                                         ✗",
            "+ new: a place, an opcode, an exception",
        ]


async def test_marks_in_source_and_listing() -> None:
    """A condition, an opcode's name and being off each have a glyph."""
    async with staged(session=with_points()) as stage:
        await opened(stage, "s")
        marks = {line[0] + line.split()[-2] for line in stage.text(stage.main.bytecode) if line[0] in "●◆○"}
        assert {"●LOAD_FAST"} <= marks
        assert any(
            line.startswith("◆") and "78 BINARY_SUBSCR" in line for line in stage.text(stage.main.bytecode)
        )
        assert any(line.startswith("○  8") for line in stage.text(stage.main.source))


@pytest.mark.parametrize(
    ("keys", "call"),
    [
        (("x",), ("change", "factorials@78", AT_78.spec, False)),
        (("enter",), ("change", "factorials@78", AT_78.spec, False)),
        (("j", "enter"), ("change", "8", "8", True)),
        (("b",), ("remove", "factorials@78")),
        (("B", "a", "enter"), ("change", "factorials@78", f"{AT_78.spec} a", True)),
        (("end", "enter", "1", "2", "enter"), ("add", "12")),
        (("end", "B", "f", "enter"), ("add", "f")),
    ],
)
async def test_by_keys_in_the_pane(keys: Tuple[str, ...], call: object) -> None:
    """Switched, removed, written anew, and a new one written."""
    async with staged(session=with_points()) as stage:
        await opened(stage, *keys)

        assert asked(stage) == [call]
        assert not stage.main.edit.display
        assert stage.main.breakpoints.has_focus


@pytest.mark.parametrize(
    ("column", "row", "call"),
    [
        (1, 2, ("change", "op:LOAD_FAST", "op:LOAD_FAST", False)),
        (-3, 1, ("remove", "8")),
    ],
)
async def test_by_mouse_in_the_pane(column: int, row: int, call: object) -> None:
    """The mark switches, the cross removes."""
    async with staged(session=with_points()) as stage:
        await opened(stage)
        x = column if column > 0 else stage.main.breakpoints.size.width + column + 2
        await stage.pilot.click("#breakpoints", offset=(x, row + 1))
        await stage.settle()

        assert asked(stage) == [call]


async def test_a_second_click_writes() -> None:
    """The first one puts the cursor there; on the last row one is enough."""
    async with staged(session=with_points(POINTS[:2])) as stage:
        await opened(stage)
        for row, shown in ((1, "8 "), (2, "")):
            for _ in range(2 if row == 1 else 1):
                assert not stage.main.edit.display
                await stage.pilot.click("#breakpoints", offset=(5, row + 1))
                await stage.settle()
            assert stage.main.edit._field.value == shown
            await stage.press("escape")
            assert not stage.main.edit.display and asked(stage) == []


async def test_at_the_cursor_of_listing_and_source() -> None:
    """B edits the one that is there, or begins with the place; x switches it."""
    async with staged(session=with_points()) as stage:
        await opened(stage, "escape", "s", "B")
        assert stage.main.edit._field.value == f"{AT_78.spec} "
        await stage.press("escape", "j", "B")
        assert stage.main.edit._field.value == "factorials@82 "
        await stage.press(*"once", "enter", "x")
        assert asked(stage)[1:] == [("add", "factorials@82 once")]
        await stage.press("1", "x")
        assert asked(stage)[-1] == ("change", "8", "8", True)


async def test_what_is_refused_stays_to_be_changed() -> None:
    """The reason stands below it, and what comes next is taken."""
    async with staged(session=with_points(())) as stage:
        stage.session.add_breakpoint = lambda point: stage.session.say(RequestRefused(f"no {point.where}"))  # type: ignore[method-assign]
        await opened(stage, "B", *"nonsense", "enter")

        assert stage.main.edit.display
        assert str(stage.main.edit._hint.render()).strip() == "no nonsense"
        assert stage.main.edit._field.value == "nonsense"
        del stage.session.add_breakpoint
        await stage.press("enter")
        assert not stage.main.edit.display


async def test_a_refusal_of_something_else_is_a_notice() -> None:
    async with staged(session=with_points(())) as stage:
        await opened(stage, "B")
        stage.session.say(RequestRefused("something else"))
        await stage.settle()

        assert [notice.message for notice in stage.app._notifications] == ["something else"]


@pytest.mark.parametrize(("pane", "shown"), [("#bytecode", "factorials@"), ("#source", program.FILE)])
async def test_the_right_button_writes(pane: str, shown: str) -> None:
    """At the row that was clicked."""
    async with staged((120, 40), with_points(())) as stage:
        await stage.press("s")
        await stage.pilot.click(pane, offset=(20, 3), button=3)
        await stage.settle()
        assert stage.main.edit._field.value.startswith(shown)
