"""A pane with a cursor: the row that keys act on."""

from __future__ import annotations

from typing import Optional, Tuple

from textual.events import Blur, Click, Focus, Leave, MouseMove

from stepper.panes.lines import LinesPane

RIGHT = 3  # the button


class CursorPane(LinesPane):
    """A list of rows with a cursor, moved by keys and mouse; until moved it follows the current row."""

    _cursor: Optional[int] = None  # None: on the current row
    _hovered: Optional[int] = None  # the row under the mouse
    _told: Optional[int] = None  # the row that ``points_at`` was told of last

    @property
    def current(self) -> int:
        """The row the cursor is on until it is moved; the first unless a subclass knows better."""
        return 0

    @property
    def cursor(self) -> int:
        """The row the keys act on."""
        return self.current if self._cursor is None else min(self._cursor, max(self.row_count - 1, 0))

    def shows_cursor_at(self, row: int) -> bool:
        """Whether the cursor is to be seen on that row: when moved away, or when the pane has the focus."""
        return row == self.cursor and (self.has_focus or self._cursor is not None)

    @property
    def place(self) -> int:
        return self.cursor

    def go_to(self, row: int) -> None:
        self.move_cursor(row)

    def move_cursor(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        row = min(max(row, 0), max(self.row_count - 1, 0))
        self._cursor = None if row == self.current else row
        self.keep_in_view(row)
        self.refresh_rows()
        self._point()

    def reset_cursor(self) -> None:
        """Let the cursor follow the current row again."""
        self._cursor = None
        self._point()

    # ---- what the user points at ----

    def points_at(self, row: Optional[int]) -> None:
        """The mouse is over the row, or else the cursor has been moved to it; None when neither is so."""

    def _point(self) -> None:
        row = self._cursor if self._hovered is None else self._hovered
        if row != self._told:
            self._told = row
            self.points_at(row)

    def point_again(self) -> None:
        """The rows are others now; what the mouse is over may be another thing."""
        if self._told is not None:
            self.points_at(self._told if self._told < self.row_count else None)

    def on_mouse_move(self, event: MouseMove) -> None:
        offset = event.get_content_offset(self)
        row = None if offset is None else offset.y + self.scroll_offset.y
        self._hovered = row if row is not None and row < self.row_count else None
        self._point()

    def on_leave(self, event: Leave) -> None:
        self._hovered = None
        self._point()

    # ---- keys and mouse ----

    def check_action(self, action: str, parameters: Tuple[object, ...]) -> Optional[bool]:
        return True

    def action_row_down(self) -> None:
        self.move_cursor(self.cursor + 1)

    def action_row_up(self) -> None:
        self.move_cursor(self.cursor - 1)

    def action_page_down(self) -> None:
        self.move_cursor(self.cursor + self.size.height)

    def action_page_up(self) -> None:
        self.move_cursor(self.cursor - self.size.height)

    def action_first_row(self) -> None:
        self.move_cursor(0)

    def action_last_row(self) -> None:
        self.move_cursor(self.row_count - 1)

    def action_choose(self) -> None:
        self.chosen(self.cursor)

    def chosen(self, row: int) -> None:
        """Enter was pressed on the row, or it was clicked twice."""

    def clicked(self, row: int, column: int) -> None:
        """The row was clicked, ``column`` cells from its left end."""
        self.move_cursor(row)

    def clicked_twice(self, row: int, column: int) -> None:
        """The row was clicked a second time, soon after the first."""
        self.chosen(row)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < self.row_count:
            act = self.clicked_twice if event.chain == 2 else self.clicked
            if event.button == RIGHT:
                act = self.clicked_right
            act(offset.y + self.scroll_offset.y, offset.x)

    def clicked_right(self, row: int, column: int) -> None:
        """The row was clicked with the right button."""
        self.move_cursor(row)

    def on_focus(self, event: Focus) -> None:
        self.refresh_rows()

    def on_blur(self, event: Blur) -> None:
        self.refresh_rows()
