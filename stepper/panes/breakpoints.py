"""All breakpoints: what each is on, when it stops, how often it was hit; and a row to write a new one."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple

from rich.cells import cell_len
from textual.events import Resize

from stepper import glyphs
from stepper.messages import BreakpointEdited, BreakpointRemoved, BreakpointSwitched
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span
from stepper.panes.pointmarks import UNCAUGHT, mark_of
from stepper.panes.text import cut
from stepper.protocol import Breakpoint

NEW = "new: a place, an opcode, an exception"
LEAST = 8  # cells what stands at the place must have to be shown
MARK = 2  # cells of the mark at the left end, and of the cross at the right end


class BreakpointsPane(CursorPane):
    """One row a breakpoint, and one to write another. A click on the mark switches, on the cross removes."""

    MARGIN = 0

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "8", "Breakpoints", **options)
        self._points: Tuple[Breakpoint, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self._points) + 1

    @property
    def point(self) -> Optional[Breakpoint]:
        """The breakpoint at the cursor; None on the row for a new one."""
        return self._points[self.cursor] if self.cursor < len(self._points) else None

    def show(self, points: Sequence[Breakpoint]) -> None:
        """Show the breakpoints as they stand."""
        self._points = tuple(points)
        self.set_title(str(len(points)) if points else "")
        self.refresh_rows()

    def line(self, row: int) -> Line:
        under = "cursor" if self.shows_cursor_at(row) else ""
        if row == len(self._points):
            return Line(((glyphs.NEW, "breakpoint"), (f" {NEW}", "muted")), under)
        point = self._points[row]
        spans = [(mark_of(point), "breakpoint"), (" ", ""), *self._words(point)]
        return Line((*spans, (f" {glyphs.FALLS}", "muted")), under)

    def _words(self, point: Breakpoint) -> List[Span]:
        """What it is, what stands there, and the hits; filled up to the cross."""
        hits = f" {point.hits} hit{'s' if point.hits > 1 else ''}" if point.hits else ""
        role = "reason" if point.problem else "muted"
        hits = f" ?{hits}" if point.problem else hits
        room = max(self.row_width - 2 * MARK - cell_len(hits), 1)
        words = self.look.text("uncaught exceptions" if point.spec == UNCAUGHT else point.spec)
        spans: List[Span] = [(cut(words, room), "value" if point.enabled else "muted")]
        room -= cell_len(spans[0][0])
        said = point.problem or point.text
        if said and room >= LEAST + 2:
            spans.append((cut(f"  {self.look.text(said)}", room), role))
            room -= cell_len(spans[-1][0])
        return [*spans, (" " * room, ""), (hits, role)]

    # ---- what the user does ----

    def toggle_breakpoint(self) -> None:
        """Remove the one at the cursor, or write a new one."""
        point = self.point
        self.post_message(BreakpointEdited(None) if point is None else BreakpointRemoved(point))

    def action_remove(self) -> None:
        if self.point is not None:
            self.toggle_breakpoint()

    def edit_breakpoint(self) -> None:
        """Write the one at the cursor anew, or a new one."""
        self.post_message(BreakpointEdited(self.point))

    def switch_breakpoint(self) -> None:
        """Turn the one at the cursor off or on."""
        if self.point is not None:
            self.post_message(BreakpointSwitched(self.point))

    def chosen(self, row: int) -> None:
        if self.point is None:
            self.edit_breakpoint()
        else:
            self.switch_breakpoint()

    def clicked(self, row: int, column: int) -> None:
        was_there = self.has_focus and row == self.cursor
        self.move_cursor(row)
        if self.point is None or (was_there and MARK <= column < self.row_width - MARK):
            self.edit_breakpoint()
        elif column < MARK:
            self.switch_breakpoint()
        elif column >= self.row_width - MARK:
            self.toggle_breakpoint()

    def clicked_twice(self, row: int, column: int) -> None:
        self.clicked(row, column)

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self.refresh_rows()
