"""Source and listing point at each other, by cursor and by mouse; eval-breaker checks are marked."""

from __future__ import annotations

from typing import List

import pytest

from stepper.panes.lines import LinesPane
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged
from tests.app.program import in_function, slots


def linked(stage: Stage, pane: LinesPane) -> List[str]:
    """The rows with the mark of what belongs to the row pointed at in the other pane."""
    return [line.strip() for line in stage.text(pane) if "┆" in line]


def lit(stage: Stage, pane: LinesPane) -> List[str]:
    """The characters on the ground of what is pointed at."""
    ground = stage.app.look.style("linked").bgcolor
    rows = [pane.render_line(y) for y in range(pane.size.height)]
    texts = ["".join(s.text for s in row if s.style and s.style.bgcolor == ground) for row in rows]
    return [text.strip(" ┆") for text in texts if text.strip(" ┆")]


def at_multiplication() -> FakeSession:
    return FakeSession([in_function(1, 84, slots([2, 3]))])


async def test_a_line_lights_its_instructions() -> None:
    """The cursor in the source marks the line's instructions, and brings them into view."""
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("1", "up", "up")
        assert stage.main.source.cursor == 5
        rows = linked(stage, stage.main.bytecode)
        assert "LOAD_GLOBAL" in rows[0]
        assert all("►" not in row for row in rows)
        assert any("GET_ITER" in row for row in rows)
        await stage.press("escape")
        assert linked(stage, stage.main.bytecode) == []
        assert any("►" in line for line in stage.text(stage.main.bytecode))


async def test_an_instruction_lights_its_characters() -> None:
    """The cursor in the listing lights what the instruction came from, and brings it into view."""
    async with staged((80, 24), at_multiplication()) as stage:
        await stage.press("2", "j")
        assert lit(stage, stage.main.source) == ["facts.append(facts[i - 1] * i)"]
        await stage.press("home", "j")
        assert lit(stage, stage.main.source) == ["1"]
        assert [line.split()[0] for line in linked(stage, stage.main.source)] == ["5"]
        await stage.press("escape")
        assert lit(stage, stage.main.source) == []
        assert any("8 ►" in line for line in stage.text(stage.main.source))


async def test_without_columns_the_line_is_lit() -> None:
    """CPython up to 3.10 knows the line of an instruction and no more."""
    session = at_multiplication()
    listing = session.listings[program.FUNCTION]
    rows = tuple(row._replace(columns=None) for row in listing.rows)
    session.listings[program.FUNCTION] = listing._replace(rows=rows)
    async with staged((80, 24), session) as stage:
        await stage.press("2", "home", "j")
        assert lit(stage, stage.main.source) == ["facts = [1]"]


async def test_the_mouse_points_too() -> None:
    async with staged((200, 60), at_multiplication()) as stage:
        row = next(y for y, line in enumerate(stage.text(stage.main.source)) if "facts = [1]" in line)
        await stage.pilot.hover("#source", offset=(10, row + 1))
        await stage.settle()
        assert [row.split()[-2] for row in linked(stage, stage.main.bytecode)] == [
            "LOAD_CONST",
            "BUILD_LIST",
            "STORE_FAST",
        ]
        await stage.pilot.hover("#stack")
        await stage.settle()
        assert linked(stage, stage.main.bytecode) == []
        row = next(y for y, line in enumerate(stage.text(stage.main.bytecode)) if "BINARY_SUBSCR" in line)
        await stage.pilot.hover("#bytecode", offset=(10, row + 1))
        await stage.settle()
        assert lit(stage, stage.main.source) == ["facts[i - 1]"]
        await stage.pilot.hover("#stack")
        await stage.settle()
        assert lit(stage, stage.main.source) == []


async def test_a_step_without_pointing_posts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pointing costs a program that is only stepped nothing."""
    async with staged((80, 24)) as stage:
        told: List[object] = []
        monkeypatch.setattr(stage.main.bytecode, "points_at", told.append)
        monkeypatch.setattr(stage.main.source, "points_at", told.append)
        await stage.press("s", "s", "s")
        assert told == []


async def test_checks_of_the_eval_breaker_are_marked() -> None:
    """Right behind the offset of the instructions at which this CPython makes them, and at no others."""
    session = at_multiplication()
    listing = session.listings[program.FUNCTION]
    rows = tuple(row._replace(breaker=row.opname == "JUMP_BACKWARD") for row in listing.rows)
    session.listings[program.FUNCTION] = listing._replace(rows=rows)
    async with staged((120, 40), session) as stage:
        marked = [line.split() for line in stage.text(stage.main.bytecode) if "!" in line]
        assert [words[-3] for words in marked] == ["98!JUMP_BACKWARD"]
