"""Searching in a pane: the part of the main screen that knows what is looked for, and where."""

from __future__ import annotations

from typing import Optional

from stepper.messages import SearchEnded, SearchTyped
from stepper.panes.lines import LinesPane
from stepper.panes.searchrow import SearchRow
from stepper.screens.oneframe import OneFrameScreen


class Searching(OneFrameScreen[None]):
    """``search`` opens the row; ``search_next`` and ``search_previous`` go on, in the focused pane."""

    search_row: SearchRow
    _searched: Optional[LinesPane] = None  # while the row is open
    _words = ""  # what was looked for last
    _origin = 0  # the row the search began at

    def action_search(self) -> None:
        pane = self.focused
        if isinstance(pane, LinesPane):
            self._searched, self._origin = pane, pane.place
            self.search_row.open(str(pane.id), self._words)

    def action_search_next(self) -> None:
        self._go_on(1)

    def action_search_previous(self) -> None:
        self._go_on(-1)

    def _go_on(self, step: int) -> None:
        pane = self.focused
        if not isinstance(pane, LinesPane):
            return
        if not self._words:
            self.action_search()
        elif not pane.find(self._words, pane.place + step, step):
            self.notify(f"There is no {self._words!r} in this pane.", markup=False)

    def on_search_typed(self, message: SearchTyped) -> None:
        """Each letter looks anew from where the search began."""
        if self._searched is not None:
            self._words = message.text
            if not message.text:
                self._searched.go_to(self._origin)
            found = not message.text or self._searched.find(message.text, self._origin, 1)
            self.search_row.show_found(found)

    def on_search_ended(self, message: SearchEnded) -> None:
        pane, self._searched = self._searched, None
        if pane is None:
            return  # closing the row takes the focus from its field, which says so once more
        self.search_row.close()
        if not message.kept:
            pane.go_to(self._origin)
        pane.focus()
