"""What is kept of a script from one run to the next, until it can't be written any more."""

from __future__ import annotations

from typing import Callable, Optional

from stepper.savedpoints import SavedPoints
from stepper.themed import ThemedApp


class Keeping(ThemedApp):
    """The part of the app that keeps breakpoints and watch expressions."""

    saved: Optional[SavedPoints] = None  # where; None: nowhere

    def keep(self, save: Callable[[SavedPoints], Optional[str]]) -> None:
        """Have something saved. When that is impossible, say so once."""
        problem = save(self.saved) if self.saved is not None else None
        if problem is not None:
            self.saved = None
            self.warn(problem)
