"""The input row: appears when the program waits for a line, and sends it."""

from __future__ import annotations

from typing import Any, ClassVar, List

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from stepper.messages import InputEnded, LineEntered
from stepper.panes.look import Look
from stepper.panes.text import cut

PROMPT = 30  # cells the prompt gets at most
HINT = " Enter sends   Ctrl+D ends "


class Line(Input):
    """The line being typed. Ctrl+D ends the program's input, as at a terminal."""

    BINDINGS: ClassVar[List[BindingType]] = [
        Binding("ctrl+d", "end_input", "End of input", show=False, priority=True)
    ]

    def action_end_input(self) -> None:
        self.post_message(InputEnded())


class InputRow(Horizontal):
    """Prompt, field and hint; hidden until the program waits."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(**options)
        self.look = look
        self._prompt = Label(id="prompt", markup=False)
        self._field = Line(compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self._prompt
        yield self._field
        yield Label(HINT, id="hint", markup=False)

    def open(self, prompt: str) -> None:
        """Show the row with an empty field and give it the keys."""
        text = cut(self.look.text(prompt.rstrip("\n").rpartition("\n")[2].rstrip()), PROMPT) or "stdin>"
        self._prompt.update(Content(f" {text} "))
        self._field.value = ""
        self.display = True
        self._field.focus()

    def close(self) -> None:
        """Hide the row."""
        self.display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(LineEntered(event.value))
        self._field.value = ""
