"""A value opened over the panes: the part of the main screen that shows its tree.

It is no screen of its own: Textual draws a screen that is put on another one three times, all of both.
"""

from __future__ import annotations

from textual.events import DescendantFocus
from textual.widget import Widget

from stepper.panes.lines import LinesPane
from stepper.panes.value import ValuePane
from stepper.questions import Opened, Part
from stepper.screens.oneframe import OneFrameScreen


class Opening(OneFrameScreen[None]):
    """The tree is closed by Escape, by going on, and by going to another pane."""

    value: ValuePane
    _opened_from: Widget

    def open_value(self, root: str, part: Part, opened: Opened) -> None:
        """Show the tree of a value."""
        self._opened_from = self.focused or self.value
        self.value.open(root, part, opened)
        self.value.add_class("-open")
        self.value.focus()

    def close_value(self) -> None:
        """Close the tree, if it is open, and give the keys back."""
        if self.value.is_open:
            had_focus = self.value.has_focus
            self.value.remove_class("-open")
            if had_focus:
                self._opened_from.focus()

    def action_close_value(self) -> None:
        self.close_value()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, LinesPane) and event.widget is not self.value:
            self.close_value()
