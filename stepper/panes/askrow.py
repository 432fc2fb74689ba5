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

    BINDINGS: ClassVar[List[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("up", "recall(1)", "Earlier", show=False),
        Binding("down", "recall(-1)", "Later", show=False),
        Binding("tab", "complete", "Complete", show=False),
    ]

    class Asked(Message):
        """Up, Down or Tab was pressed: a step back or forth, or 0 for Tab."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_leave(self) -> None:
        self.post_message(AskRow.Left())

    def action_recall(self, step: int) -> None:
        self.post_message(self.Asked(step))

    def action_complete(self) -> None:
        self.post_message(self.Asked(0))


class AskRow(Vertical):
    """Prompt and field, and below them a hint; hidden until something is asked."""

    class Answered(Message):
        """The user has written a line; the prompt says what for."""

        def __init__(self, prompt: str, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    class Recalled(Message):
        """The user wants an earlier line (1), or a later one (-1)."""

        def __init__(self, prompt: str, step: int) -> None:
            super().__init__()
            self.prompt = prompt
            self.step = step

    class Unfinished(Message):
        """The user wants to know how what is written may go on."""

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
        self.put(text)
        self.display = True
        self._field.focus()

    def put(self, text: str) -> None:
        """Have this text in the field."""
        self._field.value = text
        self._field.cursor_position = len(text)

    def extend(self, text: str) -> None:
        """Write more at the cursor."""
        self._field.insert_text_at_cursor(text)

    def say(self, text: str) -> None:
        """Say something below the field."""
        self._say(text, refused=False)

    def refuse(self, why: str) -> None:
        """Say what is wrong with the line; it stays to be changed."""
        self._say(why, refused=True)

    def close(self) -> None:
        """Hide the row."""
        self.display = False

    def _say(self, text: str, refused: bool) -> None:
        self.set_class(refused, "-refused")
        self._hint.update(Content(f" {cut(self.look.text(text), self.app.size.width - 2)} "))

    def on_field_asked(self, event: Field.Asked) -> None:
        event.stop()
        if event.step:
            self.post_message(self.Recalled(self._asked, event.step))
        else:
            self.post_message(self.Unfinished(self._asked, self._field.value[: self._field.cursor_position]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(self.Answered(self._asked, event.value.strip()))
        else:
            self.post_message(self.Left())
