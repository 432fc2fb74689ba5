"""Values opened into their structure, and names filtered."""

from __future__ import annotations

from typing import Any, List, Tuple

from stepper.questions import Inspected, Item, Opened, Part
from stepper.screens.inspector import InspectorScreen
from tests import records
from tests.app.fake import Stage, staged


def asked(stage: Stage) -> List[Any]:
    return [call[1:] for call in stage.session.calls if call[0] == "open"]


def rows(stage: Stage) -> List[str]:
    assert stage.main.value.region.area and stage.main.value.has_focus
    return stage.text(stage.main.value)


async def answer(
    stage: Stage, path: Tuple[str, ...], start: int, total: int, *parts: Tuple[str, Any, bool]
) -> None:
    told = tuple(Part(label, records.value(value), opens) for label, value, opens in parts)
    stage.session.say(Opened(path, start, told, total))
    await stage.settle()


async def test_a_local_is_opened_level_by_level() -> None:
    """Each is asked for when it is opened; closing forgets it."""
    async with staged((80, 24)) as stage:
        await stage.press("s", "4", "enter")
        path = ("name:x",)
        assert asked(stage) == [(path, 0, 0)]
        await answer(stage, path, 0, 2, ("[0]", [1], True), ("[1]", 5, False))
        assert [row.split()[:2] for row in rows(stage)[1:]] == [["▸", "[0]"], ["[1]", "5"]]
        await stage.press("j", "enter")
        assert asked(stage)[-1] == ((*path, "0"), 0, 0)
        await answer(stage, (*path, "0"), 0, 1, ("[0]", 1, False))
        assert rows(stage)[1].split()[0] == "▾"
        assert rows(stage)[2].split()[:2] == ["[0]", "1"]
        await stage.press("enter")
        assert len(rows(stage)) == 3
        await stage.press("j", "enter", "escape")  # there is nothing in 5
        assert len(asked(stage)) == 2
        assert not stage.main.value.region.area
        assert stage.main.variables.has_focus


async def test_more_parts_are_told_when_wanted() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("s", "4", "enter")
        path = ("name:x",)
        await answer(stage, path, 0, 3, ("[0]", 1, False), ("[1]", 2, False))
        assert rows(stage)[-1].strip() == "1 more: Enter shows some"
        await stage.press("end", "enter")
        assert asked(stage)[-1] == (path, 2, 0)
        await answer(stage, path, 2, 3, ("[2]", 3, False))
        assert [row.split()[0] for row in rows(stage)[1:]] == ["[0]", "[1]", "[2]"]


async def test_a_value_with_more_parts_is_closed() -> None:
    """The row for more goes with the parts."""
    async with staged((120, 40)) as stage:
        await stage.press("s", "4", "enter")
        await answer(stage, ("name:x",), 0, 3, ("[0]", 1, False), ("[1]", 2, False))
        await stage.press("enter")
        assert len(rows(stage)) == 1


async def test_a_slot_of_the_stack_is_opened_with_the_mouse() -> None:
    """Two clicks open it; one beside the tree closes that."""
    async with staged((120, 40)) as stage:
        await stage.press("s", "s", "s")
        await stage.pilot.click("#stack", offset=(4, 1), times=2)
        await stage.settle()
        assert asked(stage) == [(("stack:-1",), 0, 0)]
        await answer(stage, ("stack:-1",), 0, 1, ("[0]", 1, False))
        assert len(rows(stage)) == 2
        await stage.pilot.click("#source", offset=(1, 1))
        await stage.settle()
        assert not stage.main.value.region.area


async def test_going_on_closes_a_value() -> None:
    """What is in it would be of another stop; the keys go back to where they were."""
    async with staged((120, 40)) as stage:
        await stage.press("s", "4", "enter")
        await answer(stage, ("name:x",), 0, 1, ("[0]", 1, False))
        assert len(rows(stage)) == 2
        await stage.press("s")
        assert not stage.main.value.region.area
        assert stage.main.variables.has_focus


async def test_q_closes_a_value_only() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("s", "4", "enter")
        await answer(stage, ("name:x",), 0, 1, ("[0]", 1, False))
        await stage.press("q")
        assert not stage.main.value.region.area
        assert stage.app.is_running


async def test_values_of_the_past_do_not_open() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("s", "s", "left", "4", "enter")
        assert asked(stage) == []
        assert "not recorded" in [notice.message for notice in stage.app._notifications][-1]


async def test_names_are_filtered() -> None:
    """The title says so; a star shows all again."""
    async with staged((120, 40)) as stage:
        await stage.press("s")
        before = stage.text(stage.main.variables)
        await stage.press("f", *"fact", "enter")
        names = [row.split() for row in stage.text(stage.main.variables)]
        assert names and all(any("fact" in word for word in row) or "──" in row[0] for row in names)
        assert "only fact" in str(stage.main.variables.border_title)
        await stage.press("f", "*", "enter")
        assert stage.text(stage.main.variables) == before


async def test_a_frame_is_inspected() -> None:
    """Every field with its value and, below it, what it is for; long ones are folded."""
    async with staged((80, 24)) as stage:
        await stage.press("s", "u", "i")
        assert stage.session.calls[-1] == ("inspect", 1)
        stage.session.say(
            Inspected(
                "f",
                (Item("f_lasti", "12", "Where it is."),),
                (Item("co_consts", "0: None", "The constants."), Item("", "1: " + "x" * 80, "")),
            )
        )
        await stage.settle()
        assert isinstance(stage.app.screen, InspectorScreen)
        rows = [" ".join(row.split()) for row in stage.text(stage.app.screen.pane)]
        assert rows[:3] == ["The frame", "f_lasti 12", "Where it is."]
        assert rows[4:7] == ["Its code object", "co_consts 0: None", "The constants."]
        assert "".join(rows[7:]) == "1:" + "x" * 80
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_the_past_is_not_inspected() -> None:
    async with staged((80, 24)) as stage:
        await stage.press("s", "left", "i")
        assert stage.session.calls == ["start", "step"]


async def test_a_value_takes_the_rows_it_has() -> None:
    """What is around a small one stays in sight; it grows as it is opened, as far as the screen has room."""
    async with staged((120, 40)) as stage:
        await stage.press("s", "4", "enter")
        path = ("name:x",)
        await answer(stage, path, 0, 200, *((f"[{n}]", n, False) for n in range(7)))
        assert stage.main.value.size.height == 9  # with the value itself, and a row for more
        await stage.press("end", "enter")
        await answer(stage, path, 7, 200, *((f"[{n}]", n, False) for n in range(7, 107)))
        assert 25 < stage.main.value.size.height < 40
