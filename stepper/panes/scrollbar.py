"""The scroll bar of a pane: Textual's, painting the cells that differ.

A step that scrolls a listing by a row moves its scroll bar by a fraction of a cell. Textual's own repaints
all of its cells then, and every one of them is a piece of a row of its own to the terminal.
"""

from __future__ import annotations

from typing import Dict, List

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
        self._drawn: Dict[int, Segment] = {}  # what was drawn last, by row
        self._key: object = None  # what the cells were made for
        self._cells: List[Segment] = []

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
            changed = [y for y, cell in enumerate(self._now()) if cell != self._drawn.get(y)]
            if changed:
                self.refresh(*(Region(0, y, self.thickness, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        cells = self._now()
        if y >= len(cells):
            return Strip.blank(self.size.width)
        self._drawn[y] = cells[y]
        return Strip([cells[y]], self.thickness)

    def _now(self) -> List[Segment]:
        """What is in each row now, from the top."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        size = self.size.height
        key = (size, bar.virtual_size, bar.window_size, bar.position, bar.style)
        if key != self._key:
            self._key, self._cells = key, self._make_cells(bar, size)
        return self._cells

    def _make_cells(self, bar: ScrollBarRender, size: int) -> List[Segment]:
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
