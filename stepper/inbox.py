"""The program's output on its way from the session's thread to the screen: bounded, and taken all at once."""

from __future__ import annotations

import threading
from typing import List

LIMIT = 1 << 20  # characters that may wait; beyond it the program waits for the screen
PATIENCE = 1.0  # seconds it waits at most, should the screen have no time at all


class Inbox:
    """``put`` on the session's thread, ``take`` on the screen's."""

    def __init__(self) -> None:
        self._texts: List[str] = []
        self._size = 0
        self._closed = False
        self._changed = threading.Condition()

    def put(self, text: str) -> None:
        """Add text; waits while too much is waiting already."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._size < LIMIT, PATIENCE)
            self._texts.append(text)
            self._size += len(text)

    def take(self) -> str:
        """All that is waiting."""
        with self._changed:
            text = "".join(self._texts)
            self._texts.clear()
            self._size = 0
            self._changed.notify_all()
        return text

    def close(self) -> None:
        """Nothing is taken any more: whoever waits goes on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
