"""The console: what was run in frames of the program, and what came of it."""

from __future__ import annotations

from typing import Any, List

from rich.cells import cell_len, chop_cells
from textual.events import Resize

from stepper.panes.lines import LinesPane
from stepper.panes.look import Line, Look, Span, plain

LINES = 1000  # of the console that are kept


class ConsolePane(LinesPane):
    """What has been said, long lines folded, the newest at the end."""

    def __init__(self, look: Look, hint: str, **options: Any) -> None:
        super().__init__(look, "0", "Console", **options)
        self._hint = hint
        self._said: List[Span] = []
        self._rows: List[Span] = []

    @property
    def row_count(self) -> int:
        return max(len(self._rows), 1)

    def line(self, row: int) -> Line:
        return plain(self._rows[row]) if self._rows else plain((f"    ({self._hint})", "empty"))

    def say(self, text: str, role: str) -> None:
        """Add lines at the end, and show them."""
        added = [(line, role) for line in self.look.text_lines(text)]
        self._said = (self._said + added)[-LINES:]
        self._fold()

    def clear(self) -> None:
        """Forget everything: the program starts again."""
        self._said = []
        self._fold()

    def _fold(self) -> None:
        width = max(self.size.width - 1, 1)
        self._rows = [
            (part, role)
            for text, role in self._said
            for part in (chop_cells(text, width) if cell_len(text) > width else [text])
        ]
        self.refresh_rows()
        self.action_last_row()

    def on_click(self) -> None:
        self.app.call_next(self.app.run_action, "app.console")

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._fold()
