"""The output pane: what the program printed, as it is printed."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, List, Optional

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
        self._row_of: List[int] = []  # where each line begins
        self._stops: List[int] = []  # at which there was more output than at the one before
        self._ends: List[int] = []  # lines begun by then
        self._until: Optional[int] = None  # lines begun at the stop shown, when it is in the past
        self._last_row = 0  # where the rows of the line being written begin
        self._folded = 0  # lines of the terminal folded into rows so far, the dropped ones included
        self._rows_width = 0

    @property
    def row_count(self) -> int:
        return max(len(self._rows), 1)

    def line(self, row: int) -> Line:
        if not self._rows or (len(self._rows) == 1 and not self._rows[0]):
            return plain(("    (nothing printed yet)", "empty"))
        return plain((self._rows[row], "value" if row < self._later else "muted"))

    def clear(self) -> None:
        """Forget everything: the program starts again."""
        self._terminal = Terminal()
        self._stops, self._ends, self._until = [], [], None
        self.set_title("")
        self._fold_all()

    # ---- the past ----

    def stopped(self, number: int) -> None:
        """The program is at the stop of that number, and all it has printed is here."""
        terminal = self._terminal
        begun = terminal.dropped + len(terminal.lines) - (not terminal.lines[-1])
        if begun != (self._ends[-1] if self._ends else 0):
            self._stops.append(number)
            self._ends.append(begun)

    def show_at(self, number: Optional[int]) -> None:
        """Tell what had been printed at a stop in the past from what came later; None is the newest stop."""
        until = None
        if number is not None and self._stops:
            known = bisect_right(self._stops, number)
            until = self._ends[known - 1] if known else 0
        if until != self._until:
            self._until = until
            count = 0 if until is None else self._ends[-1] - until
            self.set_title(f"{count} line{'s' * (count > 1)} later" if count else "")
            self.refresh_rows()
            self.keep_in_view(max(self._later - 1, 0))

    @property
    def _later(self) -> int:
        """The first row that was printed after the stop shown."""
        line = None if self._until is None else max(self._until - self._terminal.dropped, 0)
        return len(self._rows) if line is None or line >= len(self._row_of) else self._row_of[line]

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
        self._row_of = []
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
        del self._row_of[first:]
        for line in lines[first:]:
            self._last_row = len(self._rows)
            self._row_of.append(self._last_row)
            self._rows += chop_cells(line, width) if cell_len(line) > width else [line]
        self._folded = self._terminal.dropped + len(lines)

    def on_resize(self, event: Resize) -> None:
        if self.size.width - 1 != self._rows_width:
            self._fold_all()
        super().on_resize(event)
        self.action_last_row()
