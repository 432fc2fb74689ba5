"""The base of what is not a pane: a fixed number of rows without a title, a cursor or scrolling."""

from __future__ import annotations

from typing import Any, List, Sequence

from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from stepper.panes.look import BLANK, Line, Look


class Bar(Widget):
    """A few rows that are laid out anew when they change or the width does."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(**options)
        self.look = look
        self._rows: List[Line] = []

    def lay_out(self) -> Sequence[Line]:
        """The rows for the size there is now; none unless a subclass has some."""
        return ()

    def refresh_rows(self) -> None:
        """Lay out, and repaint when that made a difference."""
        rows = list(self.lay_out())
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render_line(self, y: int) -> Strip:
        line = self._rows[y] if y < len(self._rows) else BLANK
        return self.look.strip(line, self.size.width, self.rich_style)

    def on_resize(self, event: Resize) -> None:
        self.refresh_rows()
