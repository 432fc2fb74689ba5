"""The welcome: three lines for who sees pystep for the first time, until the first step."""

from __future__ import annotations

from typing import Any, Sequence

from stepper import glyphs
from stepper.keymap import Keymap
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span


class Welcome(Bar):
    """How to go on, where to look, where to find more."""

    def __init__(self, look: Look, keymap: Keymap, **options: Any) -> None:
        super().__init__(look, **options)
        self._keymap = keymap

    def lay_out(self) -> Sequence[Line]:
        key = self._keymap.key

        def keys(name: str) -> Span:
            return key(name), "key"

        def text(words: str) -> Span:
            return words, "label"

        return [
            Line((
                text(" Welcome. "), keys("step"), text(" runs one instruction, "), keys("next"),
                text(" too but over a call, "), keys("continue"), text(" to a breakpoint."),
            )),
            Line((
                text(" "), (glyphs.CURRENT, "current"), text(" is next; what it will do is said below. "),
                (glyphs.NEW, "new"), text(" new, "), (glyphs.CHANGED, "changed"), text(" changed."),
            )),
            Line((
                text(" "), keys("help"), text(" shows all keys, "), keys("command_palette"),
                text(" finds any command. These lines go at your first step."),
            )),
        ]  # fmt: skip
