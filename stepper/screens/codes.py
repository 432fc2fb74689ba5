"""The code objects: a tree of all that are known, whether they have run or not; Enter opens a listing."""

from __future__ import annotations

import os
from typing import ClassVar, List, Mapping, Optional, Sequence

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.screen import ModalScreen

from stepper import codes, glyphs
from stepper.codes import Branch
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, padded, plain
from stepper.panes.text import short_name
from stepper.protocol import Listing

_PLACE = 30  # cells for file and line
_SIZE = 18  # cells for the number of instructions


class CodesPane(CursorPane):
    """One row for each code object."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "m", "Code objects", id="codes", classes="pane")
        self._branches: Sequence[Branch] = ()
        self._here = 0

    @property
    def row_count(self) -> int:
        return len(self._branches)

    @property
    def current(self) -> int:
        keys = [branch.listing.code for branch in self._branches]
        return keys.index(self._here) if self._here in keys else 0

    def show(self, listings: Mapping[int, Listing], here: int) -> None:
        """Show the tree; *here* is the one that the program is in."""
        self._branches, self._here = codes.tree(listings), here
        self.set_title(str(len(self._branches)))
        self.border_subtitle = self.look.text(f"Enter opens {glyphs.DOT} Esc closes")
        self.keep_in_view(self.cursor)
        self.refresh_rows()

    def line(self, row: int) -> Line:
        listing, depth = self._branches[row]
        here = listing.code == self._here
        cursor = self.shows_cursor_at(row)
        pointer = glyphs.CURRENT if here else glyphs.CURSOR if cursor else " "
        name = "  " * depth + short_name(listing.qualname)
        room = max(self.row_width - _PLACE - _SIZE - 3, 12)
        place = f"{os.path.basename(listing.file)} line {listing.first_line}"
        count = len(listing.rows)
        return plain(
            (f"{pointer} ", "operand" if here else "muted"),
            *padded(self.look.text(name), room, "strong" if here else "value"),
            (" ", ""),
            *padded(self.look.text(place), _PLACE, "muted"),
            (f"{count:>5} instruction{'s' * (count != 1)}", "muted"),
        )._replace(under="cursor" if cursor else "")

    def chosen(self, row: int) -> None:
        if row < len(self._branches):
            self.screen.dismiss(self._branches[row].listing.code)

    def clicked(self, row: int, column: int) -> None:
        self.chosen(row)


class CodesScreen(ModalScreen[Optional[int]]):
    """The tree over the main screen; its answer is the key of the code object to open."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q,m", "close", "Close")]
    AUTO_FOCUS = "#codes"

    def __init__(self, look: Look, listings: Mapping[int, Listing], here: int) -> None:
        super().__init__()
        self._listings, self._here = listings, here
        self.codes = CodesPane(look)

    def compose(self) -> ComposeResult:
        yield self.codes

    def on_mount(self) -> None:
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Show what is known by now."""
        self.codes.show(self._listings, self._here)

    def action_close(self) -> None:
        self.dismiss(None)

    def on_click(self, event: Click) -> None:
        if event.widget is self:
            self.dismiss(None)
