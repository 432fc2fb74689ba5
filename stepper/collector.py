"""When the screen's process looks for cyclic garbage: while nobody waits for it.

A history of 100,000 stops is some millions of objects that are all in use. Python's own full collections go
through every one of them, for up to a second, and come when they come: between a key and what it shows. Here
they come between two keys, and what has outlived one is set aside, so that the next goes through new objects
only. What is set aside and becomes garbage in a cycle is found when the keyboard has rested for a while.
"""

from __future__ import annotations

import gc
import time
from typing import Callable

LEFT_ALONE = 0.3  # seconds without a key after which a short collection disturbs nobody
LONGEST = 3.0  # seconds from one collection to the next while keys are held down
RESTED = 30.0  # seconds without a key after which a thorough collection disturbs nobody

_NEVER = 1_000_000_000  # collections of the middle generation before a full one


class Collector:
    """Takes the place of Python's own full collections from ``begin`` to ``close``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds."""
        self._clock = clock
        self._thresholds = gc.get_threshold()
        self._used = self._tidied = clock()
        self._is_thorough = True  # since it was last used

    def begin(self) -> None:
        """Make no full collection but those of ``tidy``."""
        self._thresholds = gc.get_threshold()
        gc.set_threshold(*self._thresholds[:2], _NEVER)
        gc.freeze()  # what has been loaded so far stays: it need not be gone through once

    def used(self) -> None:
        """A key was pressed, or the mouse: somebody waits for what it does."""
        self._used = self._clock()
        self._is_thorough = False

    def tidy(self) -> None:
        """Collect if it is time to; to be called every ``LEFT_ALONE`` seconds."""
        now = self._clock()
        alone = now - self._used
        if alone >= RESTED and not self._is_thorough:
            self._is_thorough = True
            gc.unfreeze()
            self._tidy()
        elif alone >= LEFT_ALONE or now - self._tidied >= LONGEST:
            self._tidy()

    def close(self) -> None:
        """Leave collecting to Python again."""
        gc.set_threshold(*self._thresholds)
        gc.unfreeze()

    def _tidy(self) -> None:
        gc.collect()
        gc.freeze()
        self._tidied = self._clock()
