"""Panes whose rows are made beforehand, all at once: for what is short (stack, blocks, locals, help)."""

from __future__ import annotations

from typing import Sequence, Tuple

from stepper.panes.cursor import CursorPane
from stepper.panes.lines import LinesPane
from stepper.panes.look import Line


class RowsPane(LinesPane):
    """A titled list of given rows."""

    _rows: Tuple[Line, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def line(self, row: int) -> Line:
        return self._rows[row]

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Show these rows."""
        self._rows = tuple(rows)
        self._found = None
        self.refresh_rows()


class ChoicePane(RowsPane, CursorPane):
    """The same with a cursor: a row can be chosen."""

    def line(self, row: int) -> Line:
        line = self._rows[row]
        return line._replace(under="cursor") if self.shows_cursor_at(row) else line
