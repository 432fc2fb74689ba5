"""A screen that paints once for what a key sets off, not twice.

Textual paints as soon as the first widgets have said that they changed, and the next frame comes a sixtieth
or two of a second later. What one key changes reaches the screen in a few turns of the event loop: panes say
so one by one, and some only answer a message of another one. So a few turns pass here before it paints.
"""

from __future__ import annotations

import asyncio
from typing import Generic, Optional

from textual.events import Idle
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from stepper.screens.changedrows import ChangedRows

TURNS = 4  # of the event loop: far less than a millisecond


class OneFrameScreen(Screen[ScreenResultType], Generic[ScreenResultType]):
    """The base of the screens on which keys are held down."""

    # Textual repaints the whole screen when the focus moves; the two panes that it is about do so themselves.
    focused: Reactive[Optional[Widget]] = Reactive(None, repaint=False)

    _turns_left = TURNS

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ChangedRows()

    def on_idle(self, event: Idle) -> None:
        """Wait, or let Textual's own handler paint."""
        if self._turns_left > 0:
            self._turns_left -= 1
            event.prevent_default()
            asyncio.get_running_loop().call_soon(self.check_idle)
        else:
            self._turns_left = TURNS
