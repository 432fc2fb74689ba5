"""The footer: the keys that do something now. They can be clicked."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from rich.cells import cell_len
from textual.events import Click

from stepper import commands
from stepper.keymap import Keymap
from stepper.messages import CommandClicked
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span


class KeyBar(Bar):
    """One line of keys and words; what does not fit is left out, the last ones (help, quit) never."""

    def __init__(self, look: Look, keymap: Keymap, **options: Any) -> None:
        super().__init__(look, **options)
        self._keymap = keymap
        self._state = "starting"
        self._gap = "  "
        self._places: List[Tuple[int, int, str]] = []  # first cell, end, command

    def set_state(self, state: str) -> None:
        """Show the keys of this state."""
        self._state = state
        self.refresh_rows()

    def lay_out(self) -> Sequence[Line]:
        offered = [self._keymap.of(command) for command in commands.footer(self._state)]
        offered = [command for command in offered if commands.footer_key(command, self._state)]
        self._gap = "  "
        if sum(self._width(command) for command in offered) > self.size.width - 1:
            self._gap = " "
        while len(offered) > 2 and sum(self._width(command) for command in offered) > self.size.width - 1:
            del offered[-3]
        spans: List[Span] = [(" ", "")]
        self._places = []
        x = 1
        for command in offered:
            active = self._state in (*command.when, commands.WAITING, commands.PLAYING)
            spans.append((commands.footer_key(command, self._state), "key" if active else "off"))
            spans.append((f" {command.label}{self._gap}", "label" if active else "off"))
            self._places.append((x, x + self._width(command), command.id))
            x += self._width(command)
        return [Line(tuple(spans))]

    def _width(self, command: commands.Command) -> int:
        key = commands.footer_key(command, self._state)
        return cell_len(key) + cell_len(command.label) + 1 + len(self._gap)

    def on_click(self, event: Click) -> None:
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(CommandClicked(command))
