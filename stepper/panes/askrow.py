"""A row in which the user writes one line for pystep itself; what is wrong with it is said below."""

from __future__ import annotations

from typing import Any, ClassVar, List

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label

from stepper.panes.look import Look
from stepper.panes.text import cut


class Field(Input):
    """The line being written."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def action_leave(self) -> None:
        self.post_message(AskRow.Left())


class AskRow(Vertical):
    """Prompt and field, and below them a hint; hidden until something is asked."""

    class Answered(Message):
        """The user has written a line; the prompt says what for."""

        def __init__(self, prompt: str, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    class Left(Message):
        """The user wants to write nothing."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(**options)
        self.look = look
        self._asked = ""
        self._prompt = Label(id="prompt", markup=False)
        self._field = Field(compact=True, select_on_focus=False)
        self._hint = Label(id="hint", markup=False)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._prompt
            yield self._field
        yield self._hint

    def open(self, prompt: str, text: str, hint: str) -> None:
        """Show the row with a text to be changed, and give it the keys."""
        self._asked = prompt
        self._prompt.update(Content(f" {prompt} "))
        self._say(hint, refused=False)
        self._field.value = text
        self._field.cursor_position = len(text)
        self.display = True
        self._field.focus()

    def refuse(self, why: str) -> None:
        """Say what is wrong with the line; it stays to be changed."""
        self._say(why, refused=True)

    def close(self) -> None:
        """Hide the row."""
        self.display = False

    def _say(self, text: str, refused: bool) -> None:
        self.set_class(refused, "-refused")
        self._hint.update(Content(f" {cut(self.look.text(text), self.app.size.width - 2)} "))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(self.Answered(self._asked, event.value.strip()))
        else:
            self.post_message(self.Left())
