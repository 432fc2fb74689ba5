"""The output pane: what the program printed, as it is printed."""

from __future__ import annotations

from typing import Any, List

from rich.cells import cell_len, chop_cells
from textual.events import Resize

from stepper.panes.lines import LinesPane
from stepper.panes.look import Line, Look, plain
from stepper.panes.terminal import Terminal


class OutputPane(LinesPane):
    """The program's terminal, long lines folded, following the end unless scrolled away from it."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "9", "Output", **options)
        self._terminal = Terminal()
        self._rows: List[str] = []
        self._last_row = 0  # where the rows of the line being written begin
        self._folded = 0  # lines of the terminal folded into rows so far, the dropped ones included
        self._rows_width = 0

    @property
    def row_count(self) -> int:
        return max(len(self._rows), 1)

    def line(self, row: int) -> Line:
        if not self._rows or (len(self._rows) == 1 and not self._rows[0]):
            return plain(("    (nothing printed yet)", "empty"))
        return plain((self._rows[row], "value"))

    def clear(self) -> None:
        """Forget everything: the program starts again."""
        self._terminal = Terminal()
        self._fold_all()

    def write(self, text: str) -> int:
        """Show more output; returns how many lines it ended."""
        at_end = self.scroll_offset.y + self.size.height >= self.row_count
        dropped = self._terminal.dropped
        ended = self._terminal.write(text)
        if self._terminal.dropped != dropped:
            self._fold_all()
        else:
            self._fold_new()
        self.refresh_rows()
        if at_end:
            self.action_last_row()
        return ended

    def _fold_all(self) -> None:
        self._rows, self._last_row, self._folded = [], 0, self._terminal.dropped
        self._fold_new()
        self.refresh_rows()

    def _fold_new(self) -> None:
        """Fold the line that was being written, which may have grown or changed, and all after it."""
        width = self._rows_width = max(
            self.size.width - 1, 1
        )  # the scroll bar has its cell always: folding anew is dear
        del self._rows[self._last_row :]
        lines = self._terminal.lines
        first = max(self._folded - 1 - self._terminal.dropped, 0)
        for line in lines[first:]:
            self._last_row = len(self._rows)
            self._rows += chop_cells(line, width) if cell_len(line) > width else [line]
        self._folded = self._terminal.dropped + len(lines)

    def on_resize(self, event: Resize) -> None:
        if self.size.width - 1 != self._rows_width:
            self._fold_all()
        super().on_resize(event)
        self.action_last_row()
