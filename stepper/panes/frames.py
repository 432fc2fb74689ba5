"""The frame chain, innermost first; choosing a frame makes all panes follow. The title tells whose it is."""

from __future__ import annotations

from typing import Any, Tuple

from stepper import glyphs
from stepper.messages import FrameSelected
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, plain
from stepper.panes.scene import Scene
from stepper.panes.text import fit, short_name
from stepper.protocol import FrameHeader


class FramesPane(CursorPane):
    """One row a frame: number, function, line, offset."""

    MARGIN = 1

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "6", "Frames", **options)
        self._frames: Tuple[FrameHeader, ...] = ()
        self._selected = 0
        self._plain = False  # for a class, which sees no offsets

    @property
    def row_count(self) -> int:
        return len(self._frames)

    @property
    def current(self) -> int:
        return self._selected

    def show(self, scene: Scene) -> None:
        """Show the chain and which frame of it is selected."""
        self._frames = scene.snapshot.frames
        self._selected = scene.snapshot.selected
        self._plain = scene.plain
        self.reset_cursor()
        thread = f" {glyphs.DOT} {scene.thread}" if scene.thread else ""
        self.set_title(f"{len(self._frames)}{thread}")
        self.keep_in_view(self._selected)
        self.refresh_rows()

    def line(self, row: int) -> Line:
        frame = self._frames[row]
        here = row == self._selected
        cursor = self.shows_cursor_at(row)
        pointer = glyphs.CURRENT if here else glyphs.CURSOR if cursor else " "
        offset = "" if self._plain else f" @{frame.offset}"
        place = "native" if frame.kind == "native" else f"line {frame.line or '':<4}{offset}"
        room = self.row_width - (16 if self._plain else 22)
        name = fit(self.look.text(short_name(frame.qualname)), max(room, 8))
        return plain(
            (f"{pointer}{row:>3} ", "operand" if here else "muted"),
            (name, "strong" if here else "value"),
            (f" {place}", "muted"),
        )._replace(under="cursor" if cursor else "")

    def chosen(self, row: int) -> None:
        if row < len(self._frames):
            self.post_message(FrameSelected(row))

    def clicked(self, row: int, column: int) -> None:
        self.chosen(row)
