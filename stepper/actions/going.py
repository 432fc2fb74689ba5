"""The goto prompt: to a stop, a line, an offset, or a command so many times."""

from __future__ import annotations

from stepper import destinations
from stepper.actions.playing import Playing
from stepper.destinations import DestinationError
from stepper.panes.askrow import AskRow

PROMPT = "Go to"


class GoingTo(Playing):
    """The part of the app that answers ``g``."""

    def action_goto(self) -> None:
        self.main.ask(PROMPT, hint=destinations.HINT)

    def on_ask_row_answered(self, message: AskRow.Answered) -> None:
        if message.prompt != PROMPT:
            return
        try:
            destinations.parse(message.text)
        except DestinationError as error:
            self.main.edit.refuse(str(error))
        else:
            self.main.ask(None)
            self.go_to(message.text)

    def go_to(self, text: str) -> None:
        """Do what was typed at the prompt, or in the palette."""
        try:
            kind, number = destinations.parse(text)
        except DestinationError as error:
            self.warn(str(error))
            return
        if kind in ("stop", "back"):
            self.jump_to(number if kind == "stop" else self.session.history.last - number)
        elif kind == "line":
            if not self.main.go_to_line(number):
                self.warn(f"There is no line {number} here.")
        elif kind == "offset":
            if not self.main.go_to_offset(number):
                self.warn(f"No instruction of this listing is at offset {number}.")
        elif self.shown_state in ("paused", "past"):
            self.play(kind, number)
        else:
            self.warn("The program has ended.")
