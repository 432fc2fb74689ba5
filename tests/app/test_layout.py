"""Which panes are seen at which size, zoom, drawer, focus, and what a step costs."""

# ruff: noqa: RUF001
from __future__ import annotations

from typing import List, Set, Tuple

import pytest
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.widget import Widget

from stepper.session import Exited
from tests.app.fake import Stage, staged

ALL = {
    "source", "bytecode", "stack", "blocks", "locals", "frames", "output", "breakpoints", "watches",
    "console",
}  # fmt: skip
# Panes that the classroom has no room for, and those that 120x40 has none for while nothing is watched.
NOT_AT_80 = {"frames", "output", "breakpoints", "watches", "console"}
NOT_AT_120 = {"watches", "console"}


def seen(stage: Stage) -> Set[str]:
    """The panes that have a place on the screen."""
    return {str(pane.id) for pane in stage.main.query(".pane") if pane.region.area}


@pytest.mark.parametrize(
    ("size", "hidden"),
    [
        ((80, 24), NOT_AT_80),
        ((80, 40), NOT_AT_80 - {"output"}),
        ((120, 24), NOT_AT_80),
        ((120, 40), NOT_AT_120),
        ((200, 60), set()),
        ((59, 24), ALL - {"bytecode"}),
        ((80, 15), ALL - {"bytecode"}),
        ((20, 6), ALL - {"bytecode"}),
    ],
)
async def test_panes_by_size(size: Tuple[int, int], hidden: Set[str]) -> None:
    """Each size has its layout, and nothing in it is squeezed to nothing."""
    async with staged(size) as stage:
        await stage.press("s", "s")

        assert seen(stage) == ALL - hidden
        assert all(pane.size.height > 0 for pane in stage.main.query(".pane") if pane.region.area)


async def test_classroom_shows_all_six() -> None:
    """At 80x24 the blocks are a line and the frame chain is in the header."""
    async with staged((80, 24)) as stage:
        await stage.press("s", "s")

        assert "<module> › factorials" in stage.text(stage.main.header)[0]
        assert stage.text(stage.main.blocks)[0].startswith("5 Blocks ")
        for pane in (stage.main.source, stage.main.bytecode, stage.main.stack, stage.main.variables):
            assert len(stage.text(pane)) >= 4


@pytest.mark.parametrize("width", [20, 45, 55, 60, 79, 80, 100])
async def test_footer_is_never_cut(width: int) -> None:
    """Commands are left out as a whole; help and quit stay."""
    async with staged((width, 24)) as stage:
        keys = stage.text(stage.main.keys)[0]

        assert "…" not in keys
        assert keys.endswith("? Help  q Quit") or keys.endswith("? Help q Quit")


async def test_tiny_says_so() -> None:
    async with staged((50, 14)) as stage:
        assert stage.main.query_one("#note").region.area
        assert stage.text(stage.main.sentence)


async def test_resizing() -> None:
    """The layout follows the terminal, there and back."""
    async with staged((120, 40)) as stage:
        await stage.press("s", "6")
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "frames" not in seen(stage)
        assert stage.app.focused is not None
        assert stage.app.focused.region.area  # the focus is never on what can't be seen
        await stage.pilot.resize_terminal(200, 60)
        await stage.settle()
        assert seen(stage) == ALL


async def test_drawer() -> None:
    """Output out of sight is counted; o opens it, o closes it."""
    async with staged((80, 24)) as stage:
        stage.session.print("one\ntwo\n")
        await stage.settle()
        assert "out +2" in stage.text(stage.main.header)[0]
        await stage.press("o")
        assert "output" in seen(stage)
        assert stage.text(stage.main.output) == ["one", "two"]
        assert "out +" not in stage.text(stage.main.header)[0]
        await stage.press("o")
        assert "output" not in seen(stage)
        assert "source" in seen(stage)


@pytest.mark.parametrize("key", ["z", "escape"])
async def test_zoom(key: str) -> None:
    async with staged((80, 24)) as stage:
        await stage.press("3", "z")
        assert seen(stage) == {"stack"}
        assert stage.main.header.region.area
        await stage.press("4")
        assert seen(stage) == {"locals"}
        await stage.press(key)
        assert seen(stage) == ALL - NOT_AT_80


async def test_number_of_a_pane_without_a_place_opens_it_alone() -> None:
    async with staged((80, 24)) as stage:
        await stage.press("s", "6")
        assert seen(stage) == {"frames"}
        await stage.press("j", "enter", "escape")

        assert stage.session.calls[-1] == ("select", 1)
        assert seen(stage) == ALL - NOT_AT_80


async def test_tab_goes_around() -> None:
    async with staged((200, 60)) as stage:
        visited: List[str] = []
        for _ in range(len(ALL)):
            await stage.press("tab")
            assert stage.app.focused is not None
            visited.append(str(stage.app.focused.id))
        assert set(visited) == ALL
        await stage.press("shift+tab")
        assert stage.app.focused is not None
        assert stage.app.focused.id == visited[-2]


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "7", "8", "9", "0"])
async def test_numbers_focus(key: str) -> None:
    async with staged((120, 40)) as stage:
        await stage.press(key)

        assert stage.app.focused is not None
        assert stage.app.focused.border_title.startswith(key)


async def test_moving_in_a_pane() -> None:
    async with staged((80, 24)) as stage:
        await stage.press("s", "2", "home")
        assert stage.main.bytecode.cursor == 0
        assert stage.main.bytecode.scroll_offset.y == 0
        await stage.press("pagedown")
        assert stage.main.bytecode.cursor == 12
        await stage.press("end", "pageup", "down", "up", "k")
        assert stage.main.bytecode.cursor == 38 - 13
        await stage.press("escape")
        assert stage.main.bytecode.cursor == stage.main.bytecode.current


async def test_moving_in_a_pane_without_a_cursor_scrolls() -> None:
    async with staged((80, 24)) as stage:
        stage.session.print("\n".join(map(str, range(100))))
        await stage.settle()
        await stage.press("9", "home")
        assert stage.text(stage.main.output)[0] == "0"
        await stage.press("j", "j", "pagedown")
        assert stage.text(stage.main.output)[0] == "7"
        await stage.press("k", "pageup", "end")
        assert stage.text(stage.main.output)[-1] == "99"


async def test_cursor_keeps_its_place_while_moved_away() -> None:
    """The cursor is where the user put it until the program moves on."""
    async with staged() as stage:
        await stage.press("s", "j", "j")
        assert stage.main.bytecode.cursor_offset == 84
        await stage.press("s")
        assert stage.main.bytecode.cursor_offset == 82


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_step_costs_few_lines(size: Tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A step lays nothing out, and repaints only the rows that look different."""
    async with staged(size) as stage:
        await stage.press("s", "s")
        lines: List[int] = []
        whole: List[Widget] = []
        layouts: List[bool] = []
        refresh_lines, refresh = ScrollView.refresh_lines, Widget.refresh

        def count_lines(self: ScrollView, y_start: int, line_count: int = 1) -> None:
            lines.append(line_count)
            refresh_lines(self, y_start, line_count)

        def count_whole(self: Widget, *regions: Region, **options: bool) -> Widget:
            if options.get("layout"):
                layouts.append(True)
            elif not regions:
                whole.append(self)
            return refresh(self, *regions, **options)

        monkeypatch.setattr(ScrollView, "refresh_lines", count_lines)
        monkeypatch.setattr(Widget, "refresh", count_whole)
        await stage.press("s")

        assert layouts == []
        assert sum(lines) <= 16
        assert {str(widget.id) for widget in whole} <= {
            "header",
            "sentence",
            "timeline",
        }  # one line, three, one


async def test_no_bindings_are_refreshed_by_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composing a footer anew costs more than all panes together."""
    async with staged() as stage:
        asked: List[int] = []
        monkeypatch.setattr(type(stage.app), "refresh_bindings", lambda self: asked.append(1))
        monkeypatch.setattr(type(stage.main), "refresh_bindings", lambda self: asked.append(1))
        await stage.press("s", "s", "s")

        assert asked == []


async def test_changing_the_theme_repaints_everything() -> None:
    """Another theme is in force at once, Textual's own themes too, and nothing keeps its old colours."""
    async with staged((80, 24)) as stage:
        await stage.press("s")
        for name in ("pystep-light", "nord", "ansi-dark", "pystep-dark"):
            stage.app.theme = name
            await stage.settle()
            wanted = stage.app.look.style("current").bgcolor
            row = next(strip for y in range(12) if "►" in (strip := stage.main.bytecode.render_line(y)).text)
            assert {segment.style.bgcolor for segment in row if segment.style and "►" in segment.text} == {
                wanted
            }


async def test_ascii_means_ascii() -> None:
    """With --ascii nothing but ASCII is drawn, frames, arrows and scroll bars included."""
    for size in ((80, 24), (120, 40)):
        async with staged(size, ascii=True) as stage:
            await stage.press("s", "s", "s", "s", "s", "b", "j")
            stage.session.print("a line\n" * 50)
            stage.session.end(Exited(0, None, "exit status 0"))
            await stage.press("z", "z", "o")
            strips = stage.app.screen._compositor.render_strips()
            text = "\n".join(strip.text for strip in strips)

            assert text.isascii(), {character for character in text if ord(character) > 127}
            assert "*" in text
            for key in ("question_mark", "ctrl+p", "m", "M", "H", "slash"):
                await stage.press("escape", key)
                await stage.pilot.pause(0.3)
                strips = stage.app.screen._compositor.render_strips()
                assert all(strip.text.isascii() for strip in strips), [strip.text for strip in strips]


async def test_no_color_keeps_every_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR all marks are still there, and the current row still stands out."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged((120, 40)) as stage:
        await stage.press("s", "s", "s", "s", "s", "b")
        text = "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())

        for mark in ("►", "●", "~ facts", "was [1, 1, 2]", "◄ iterator", "✗ falls through", "PAUSED"):
            assert mark in text


@pytest.mark.parametrize("theme", ["pystep-ansi", "pystep-contrast"])
async def test_no_color_with_any_theme(monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    """Also where a theme draws with the terminal's own colours: only greys are left, and what is bold."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged((80, 24), theme=theme) as stage:
        await stage.press("s", "s")
        segments = [s for strip in stage.app.screen._compositor.render_strips() for s in strip if s.style]
        for line_filter in stage.app._filters:
            if line_filter.enabled:
                segments = line_filter.apply(segments, stage.app.screen.styles.background)
        for segment in segments:
            assert segment.style is not None
            for color in (segment.style.color, segment.style.bgcolor):
                assert color is None or color.is_default or len(set(color.get_truecolor())) == 1
        assert any("►" in s.text and s.style is not None and s.style.bold for s in segments)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_marks_have_a_ground_only_where_they_are(size: Tuple[int, int]) -> None:
    """A role may have a ground of its own (pystep-ansi gives it to marks): no blank cell takes it on."""
    async with staged(size, theme="pystep-ansi") as stage:
        await stage.press("s", "s", "s", "s", "s", "b", "H")
        grounds = {stage.app.look.style(role).bgcolor for role in ("new", "breakpoint")}
        blank = [
            (strip.text, segment.text)
            for pane in stage.main.query(".pane")
            for strip in (pane.render_line(y) for y in range(pane.size.height))
            for segment in strip
            if segment.style is not None and segment.style.bgcolor in grounds and not segment.text.strip()
        ]
        assert blank == []
