"""The search row: what is typed is looked for at once, in the pane that had the focus."""

from __future__ import annotations

from typing import Any, ClassVar, List

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Blur
from textual.widgets import Input, Label

from stepper.messages import SearchEnded, SearchTyped

HINT = " Enter keeps the place   Esc goes back "


class SearchField(Input):
    """The words being typed."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape", "leave", "Back", show=False)]

    def action_leave(self) -> None:
        self.post_message(SearchEnded(kept=False))

    def on_blur(self, event: Blur) -> None:
        self.post_message(SearchEnded(kept=True))  # the user has clicked elsewhere


class SearchRow(Horizontal):
    """Field and hint; hidden until something is looked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._where = Label(classes="prompt", markup=False)
        self._field = SearchField(compact=True, select_on_focus=False)
        self._hint = Label(HINT, classes="hint", markup=False)

    def compose(self) -> ComposeResult:
        yield self._where
        yield self._field
        yield self._hint

    def open(self, pane: str, text: str) -> None:
        """Show the row, with what was looked for last, and give it the keys."""
        self._where.update(Content(f" search {pane} "))
        self._field.value = text
        self._field.action_select_all()
        self.display = True
        self._field.focus()

    def close(self) -> None:
        """Hide the row."""
        self.display = False

    def show_found(self, found: bool) -> None:
        """Say whether there is such a row."""
        self._hint.update(HINT if found else " there is none ")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(SearchTyped(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(SearchEnded(kept=True))
