"""What is painted in pieces is what would be painted at once, and not much more than what changed."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Tuple

import pytest
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from stepper.arrows import Margin
from stepper.listing import ListingView
from stepper.panes.lines import LinesPane
from stepper.screens.changedrows import ChangedRows
from tests.app.fake import Stage, staged
from tests.app.test_heavy import heavy

Cell = Tuple[str, Optional[Style]]
KEYS = (
    "s",
    "s",
    "left",
    "s",
    "S",
    "j",
    "pagedown",
    "pageup",
    "tab",
    "u",
    "d",
    "less_than_sign",
    "greater_than_sign",
)


class Paper:
    """What has come to the screen, cell by cell, from all that was painted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows: Dict[int, Dict[int, Cell]] = {}
        partial, full = ChangedRows.render_partial_update, ChangedRows.render_full_update

        def paint_part(compositor: ChangedRows) -> Optional[ChopsUpdate]:
            update = partial(compositor)
            if update is not None:
                for y, left, right in update.spans:
                    for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items()):
                        if strip is not None and x < right and left < end:
                            self._write(y, x, strip)
            return update

        def paint_all(compositor: ChangedRows, **options: Any) -> LayoutUpdate:
            update = full(compositor, **options)
            for y, strips in enumerate(update.strips):
                self._write(y, 0, Strip.join(strips))
            return update

        monkeypatch.setattr(ChangedRows, "render_partial_update", paint_part)
        monkeypatch.setattr(ChangedRows, "render_full_update", paint_all)

    def text(self) -> str:
        """All of it, without its styles."""
        return "\n".join("".join(row[x][0] for x in sorted(row)) for _, row in sorted(self.rows.items()))

    def _write(self, y: int, x: int, strip: Strip) -> None:
        self.rows.setdefault(y, {}).update(enumerate(cells(strip), x))


def cells(strip: Strip) -> List[Cell]:
    return [(letter, segment.style) for segment in strip for letter in segment.text]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_pieces_make_up_the_whole(size: Tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper(monkeypatch)
    async with staged(size, session=heavy()) as stage:
        for key in KEYS:
            await stage.press(key)
            for y, strip in enumerate(stage.main._compositor.render_strips()):
                assert [paper.rows[y][x] for x in range(size[0])] == cells(strip), (key, y)


async def test_a_zoomed_listing_is_painted_with_the_arrows_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def margin(view: ListingView, lanes: int, current: Optional[int]) -> Margin:
        return Margin(("abcd"[:lanes],) * len(view.rows), lanes, {}, {}, (), False)

    monkeypatch.setattr(ListingView, "margin", margin)
    paper = Paper(monkeypatch)
    async with staged((80, 24)) as stage:
        await stage.press("s", "s", "2")
        assert "abcd" not in paper.text()
        await stage.press("z")
        assert "abcd" in paper.text()


async def test_a_widget_in_which_nothing_changed_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged((200, 60)) as stage:
        await stage.press("s", "s", "2")
        rendered: Set[Widget] = set()
        render_lines = Widget.render_lines

        def note(widget: Widget, crop: Region) -> List[Strip]:
            rendered.add(widget)
            return render_lines(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", note)
        await stage.press("j")
        main = stage.main
        assert main.bytecode in rendered
        assert not rendered & {main.variables, main.stack, main.frames, main.header, main.keys, main.sentence}


async def test_a_scroll_bar_paints_the_cells_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged((200, 60), session=heavy(0.01)) as stage:
        await stage.press("2")
        bar = stage.main.bytecode.vertical_scrollbar
        painted: List[Region] = []
        refresh = bar.refresh

        def note(*regions: Region, **options: Any) -> Any:
            painted.extend(regions or [bar.size.region])
            return refresh(*regions, **options)

        monkeypatch.setattr(bar, "refresh", note)
        stage.main.bytecode.scroll_to(y=3, animate=False, immediate=True)
        await stage.press()
        assert 0 < sum(region.height for region in painted) < bar.size.height / 2


async def test_a_scroll_bar_can_be_dragged() -> None:
    async with staged((200, 60), session=heavy(0.01)) as stage:
        bar = stage.main.bytecode.vertical_scrollbar
        await stage.pilot.mouse_down(bar, offset=(0, 1))
        await stage.pilot.hover(bar, offset=(0, 20))
        await stage.pilot.mouse_up(bar, offset=(0, 20))
        await stage.pilot.wait_for_animation()
        assert stage.main.bytecode.scroll_offset.y > 20


def rule(pane: LinesPane) -> Tuple[str, Optional[Style]]:
    """The first glyph of the row above the pane's first one, and its style."""
    strip = pane.render_lines(Region(0, 0, pane.region.width, 1))[0]
    glyph = next(cell for cell in cells(strip) if cell[0] in "─━-")
    return glyph


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_rules_say_that_this_is_the_past(size: Tuple[int, int]) -> None:
    async with staged(size) as stage:
        await stage.press("s", "s")
        panes = [stage.main.source, stage.main.bytecode, stage.main.stack, stage.main.variables]
        present = [rule(pane) for pane in panes]
        await stage.press("left")
        assert [rule(pane)[0] for pane in panes] == ["━"] * len(panes)
        assert {colour(stage, pane) for pane in panes} == {stage.app.look.past_colour}
        await stage.press("right")
        assert [rule(pane) for pane in panes] == present


def colour(stage: Stage, pane: LinesPane) -> Color:
    style = rule(pane)[1]
    assert style is not None and style.color is not None
    return Color.from_rich_color(style.color)


async def test_the_rules_follow_the_theme_and_the_size_in_the_past() -> None:
    async with staged((120, 40)) as stage:
        await stage.press("s", "s", "left")
        before = stage.app.look.past_colour
        stage.app.theme = "pystep-light"
        await stage.press()
        assert colour(stage, stage.main.bytecode) == stage.app.look.past_colour != before
        await stage.pilot.resize_terminal(80, 24)
        await stage.press("3")
        assert rule(stage.main.stack)[0] == "━"
        assert stage.main.blocks.gutter.top == 0  # a row without a rule stays one
        await stage.press("right")
        assert rule(stage.main.bytecode)[0] == "─"
