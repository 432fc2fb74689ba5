"""The scroll bar of a pane: Textual's, painting the cells that differ.

A step that scrolls a listing by a row moves its scroll bar by a fraction of a cell. Textual's own repaints
all of its cells then, and every one of them is a piece of a row of its own to the terminal.
"""

from __future__ import annotations

from typing import Dict, Iterable, List

from rich.color import Color
from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class PaneScrollBar(ScrollBar):
    """An upright one that has its cells always, and shows nothing in them while there is nothing to scroll.

    A scroll bar that came and went would lay the whole screen out anew."""

    # As Textual's, but what changes is painted by the watchers.
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    position: Reactive[float] = Reactive(0, repaint=False)

    def __init__(self, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._drawn: Dict[int, Strip] = {}  # what was drawn last, by row
        self._key: object = None  # what the strips were made for
        self._strips: List[Strip] = []

    def watch_window_virtual_size(self) -> None:
        self._repaint_cells()

    def watch_window_size(self) -> None:
        self._repaint_cells()

    def watch_position(self) -> None:
        self._repaint_cells()

    def on_mount(self) -> None:
        self.call_later(self.refresh)  # it may have been drawn before; until now it could not be repainted

    def _repaint_cells(self) -> None:
        """Repaint those that look different now."""
        if self.size.height:  # else it is not in this layout
            changed = [y for y, strip in enumerate(self._now()) if strip != self._drawn.get(y)]
            if changed:
                self.refresh(*(Region(0, y, self.thickness, 1) for y in changed))

    def render_lines(self, crop: Region) -> List[Strip]:
        # Textual looks for a border and more around each row; there are as many of these as of all others.
        if self.opacity < 1:
            return super().render_lines(crop)
        strips = self._draw(crop.line_range)
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        return self._draw((y,))[0]

    def _draw(self, rows: Iterable[int]) -> List[Strip]:
        now = dict(enumerate(self._now()))
        strips = {y: now.get(y) or Strip.blank(self.thickness) for y in rows}
        self._drawn.update(strips)
        return list(strips.values())

    def _now(self) -> List[Strip]:
        """What is in each row now, from the top."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        key = (self.size.height, bar.virtual_size, bar.window_size, bar.position, bar.style)
        if key != self._key:
            cells = self._make_cells(bar)
            strips = {
                cell: Strip([cell], self.thickness) for cell in cells
            }  # a few, which keep what they are as text
            self._key, self._strips = key, [strips[cell] for cell in cells]
        return self._strips

    def _make_cells(self, bar: ScrollBarRender) -> List[Segment]:
        size = self.size.height
        if not bar.window_size:  # Textual's way to say that all rows fit
            return [Segment(" " * bar.thickness, self.rich_style)] * size
        style = self.app.console.get_style(bar.style)
        return bar.render_bar(
            size=size,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=bar.thickness,
            vertical=True,
            back_color=style.bgcolor or Color.default(),
            bar_color=style.color or Color.default(),
        ).segments


class _AsciiRender(ScrollBarRender):
    VERTICAL_BARS = [" "] * 8


class AsciiPaneScrollBar(PaneScrollBar):
    """The same without block characters."""

    renderer = _AsciiRender
