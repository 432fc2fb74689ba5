"""All fields of a frame and its code object, each with what it is for."""

from __future__ import annotations

from typing import ClassVar, List, Sequence

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.screen import ModalScreen

from stepper.panes.look import BLANK, Line, Look, plain
from stepper.panes.rows import RowsPane
from stepper.panes.text import fit, wrap
from stepper.questions import Inspected, Item

NAME = 19  # cells of a field's name


class InspectorPane(RowsPane):
    """A row for each field, and below it its meaning."""

    def __init__(self, look: Look, told: Inspected) -> None:
        super().__init__(look, "i", f"Frame of {told.qualname}", id="inspector", classes="pane")
        self._told = told
        self.border_subtitle = "Esc closes"

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        rows = [plain(("The frame", "title")), *self._section(self._told.frame)]
        rows += [BLANK, plain(("Its code object", "title")), *self._section(self._told.code)]
        self.set_rows(rows)

    def _section(self, items: Sequence[Item]) -> List[Line]:
        room = max(self.size.width - NAME - 4, 10)
        rows: List[Line] = []
        for item in items:
            first, *rest = wrap(self.look.text(item.text), room, room)
            rows.append(plain((f"  {fit(item.name, NAME)} ", "name"), (first, "value")))
            rows += [plain((" " * (NAME + 3), ""), (line, "value")) for line in rest]
            said = wrap(item.meaning, room, room) if item.meaning else []
            rows += [plain((" " * (NAME + 3), ""), (line, "muted")) for line in said]
        return rows


class InspectorScreen(ModalScreen[None]):
    """The fields over the main screen, until Escape."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q,i", "close", "Close")]
    AUTO_FOCUS = "#inspector"

    def __init__(self, look: Look, told: Inspected) -> None:
        super().__init__()
        self.pane = InspectorPane(look, told)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_click(self, event: Click) -> None:
        if event.widget is self:  # beside it
            self.dismiss()

    def action_close(self) -> None:
        self.dismiss()
