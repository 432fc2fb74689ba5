"""The opcode card: all about one instruction, over the main screen until Escape."""

from __future__ import annotations

from typing import ClassVar, List, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.screen import ModalScreen

from stepper.explain.card import CardLine
from stepper.panes.look import BLANK, Line, Look
from stepper.panes.rows import RowsPane
from stepper.panes.text import fit, wrap

_HEADING = 10  # cells for the headings
_ROLES = {"Now": "sentence", "Code": "argument", "Stack": "argument"}


class CardPane(RowsPane):
    """The card's texts under their headings, wrapped to the width there is."""

    def __init__(self, look: Look, title: str, texts: Sequence[CardLine]) -> None:
        super().__init__(look, "Enter", "Card", id="card", classes="pane")
        self._texts = texts
        self.set_title(title)

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        rows: List[Line] = []
        heading = ""
        for each in self._texts:
            if each.heading:
                heading = each.heading
                rows += [BLANK] * bool(rows)
            rows += self._wrapped(each, _ROLES.get(heading, "label"))
        self.set_rows(rows)
        self.styles.height = len(rows) + 2  # for the frame
        self.border_subtitle = self.look.text("Esc closes")

    def _wrapped(self, text: CardLine, role: str) -> List[Line]:
        width = max(self.size.width - _HEADING - 1, 20)  # one is the scroll bar's
        shown = self.look.text(text.text)
        # Columns of offsets and bytes stay as they are; what does not fit is cut.
        parts = [shown] if shown.startswith(" ") and cell_len(shown) <= width else wrap(shown, width, width)
        first = Line(((fit(text.heading, _HEADING), "title"), (parts[0], role)))
        return [first, *(Line(((" " * _HEADING, ""), (part, role))) for part in parts[1:])]


class CardScreen(ModalScreen[None]):
    """One instruction's card, until Escape, Enter, Space or a click beside it."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q,enter,space", "close", "Close")]
    AUTO_FOCUS = "#card"

    def __init__(self, look: Look, title: str, texts: Sequence[CardLine]) -> None:
        super().__init__()
        self._pane = CardPane(look, title, texts)

    def compose(self) -> ComposeResult:
        yield self._pane

    def action_close(self) -> None:
        self.dismiss()

    def on_click(self, event: Click) -> None:
        if event.widget is self:
            self.dismiss()
