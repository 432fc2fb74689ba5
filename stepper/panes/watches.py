"""The watch expressions and their values in the selected frame; and a row to write a new one."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from rich.cells import cell_len
from textual.events import Resize

from stepper import glyphs
from stepper.messages import WatchEdited, WatchRemoved
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span
from stepper.panes.text import cut, fit
from stepper.questions import Evaluation

NEW = "new: an expression"
EXPRESSION = 24  # cells an expression gets at most
CROSS = 2  # cells of the cross at the right end
LEAST = 8  # cells that are left for what the value was


class WatchesPane(CursorPane):
    """One row an expression: mark, words, value, and what that was; a click on the cross removes."""

    MARGIN = 0

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "7", "Watch", **options)
        self._texts: Tuple[str, ...] = ()
        self._now: Dict[str, Evaluation] = {}
        self._before: Dict[str, Evaluation] = {}

    @property
    def row_count(self) -> int:
        return len(self._texts) + 1

    @property
    def text(self) -> Optional[str]:
        """The expression at the cursor; None on the row for a new one."""
        return self._texts[self.cursor] if self.cursor < len(self._texts) else None

    def show(
        self, texts: Sequence[str], now: Sequence[Evaluation] = (), before: Sequence[Evaluation] = ()
    ) -> None:
        """Show the expressions with what came of them, and what had come of them at the stop shown before."""
        self._texts = tuple(texts)
        self._now = {result.text: result for result in now}
        self._before = {result.text: result for result in before}
        self.set_title(str(len(texts)) if texts else "")
        self.refresh_rows()

    def line(self, row: int) -> Line:
        under = "cursor" if self.shows_cursor_at(row) else ""
        if row == len(self._texts):
            return Line(((glyphs.NEW, "new"), (f" {NEW}", "muted")), under)
        text = self._texts[row]
        now, before = self._now.get(text), self._before.get(text)
        is_changed = now is not None and before is not None and _shown(now) != _shown(before)
        width = min(max(cell_len(each) for each in self._texts), EXPRESSION)
        spans: List[Span] = [
            (glyphs.CHANGED if is_changed else " ", "changed" if is_changed else ""),
            (" ", ""),
            (f"{fit(self.look.text(text), width)} ", "name"),
        ]
        room = max(self.row_width - width - 3 - CROSS, 1)
        spans += self._value(now, before if is_changed else None, room)
        return Line((*spans, (f" {glyphs.FALLS}", "muted")), under)

    def _value(self, now: Optional[Evaluation], before: Optional[Evaluation], room: int) -> List[Span]:
        """What came of it, and in what is left of the row what it was; filled up to the cross."""
        if now is None:
            return [(fit("(not told here)", room), "empty")]
        role = "error" if now.value is None else "changed" if before is not None else "value"
        spans: List[Span] = [(cut(self.look.text(_shown(now)), room), role)]
        room -= cell_len(spans[0][0])
        if before is not None and room >= LEAST:
            spans.append((cut(f"  was {self.look.text(_shown(before))}", room), "was"))
            room -= cell_len(spans[-1][0])
        return [*spans, (" " * room, "")]

    # ---- what the user does ----

    def action_remove(self) -> None:
        if self.text is not None:
            self.post_message(WatchRemoved(self.text))

    def chosen(self, row: int) -> None:
        self.post_message(WatchEdited(self.text))

    def clicked(self, row: int, column: int) -> None:
        was_there = self.has_focus and row == self.cursor
        self.move_cursor(row)
        if self.text is not None and column >= self.row_width - CROSS:
            self.action_remove()
        elif self.text is None or was_there:
            self.chosen(row)

    def clicked_twice(self, row: int, column: int) -> None:
        self.clicked(row, column)

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self.refresh_rows()


def _shown(result: Evaluation) -> str:
    return result.problem if result.value is None else result.value.text
