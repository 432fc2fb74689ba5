"""Standard input that announces when a read is about to wait, so that a screen can ask for the line.

``input()`` announces itself. This is for all other ways to read: ``sys.stdin.readline()``, ``for line in
sys.stdin``. The objects are those Python makes (Python/pylifecycle.c, ``create_stdio``), with one class of
ours at the bottom.
"""

from __future__ import annotations

import io
import select
import sys
from typing import Any, Callable, Optional

_select = select.select
_make_poll = getattr(select, "poll", None)
_READABLE = getattr(select, "POLLIN", 1)


class Announcer:
    """Tells once, however the reads are nested, that the program waits for input, and when it has it."""

    def __init__(self, wanted: Callable[[str], None], done: Callable[[], None]) -> None:
        self._wanted, self._done = wanted, done
        self._depth = 0

    def begin(self, prompt: str) -> None:
        """The program is about to wait."""
        self._depth += 1
        if self._depth == 1:
            self._wanted(prompt)

    def end(self) -> None:
        """The program has its input."""
        self._depth -= 1
        if self._depth == 0:
            self._done()


class _Input(io.FileIO):
    """The raw standard input."""

    announcer: Optional[Announcer] = None

    def readinto(self, buffer: Any) -> Any:
        announcer = self.announcer
        if announcer is None or _has_data(self.fileno()):
            return _readinto(self, buffer)
        announcer.begin("")
        try:
            return _readinto(self, buffer)
        finally:
            announcer.end()

    def readall(self) -> Any:
        announcer = self.announcer
        if announcer is None:
            return _readall(self)
        announcer.begin("")
        try:
            return _readall(self)
        finally:
            announcer.end()


_readinto, _readall = io.FileIO.readinto, io.FileIO.readall
_Input.__name__ = _Input.__qualname__ = "FileIO"
_Input.__module__ = "_io"


def _has_data(descriptor: int) -> bool:
    """Whether a read would not wait. What can't be asked counts as having data: nothing is announced then."""
    try:
        if _make_poll is not None:
            poll = _make_poll()
            poll.register(descriptor, _READABLE)
            return bool(poll.poll(0))
        return bool(_select([descriptor], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def install(announcer: Announcer) -> None:
    """Put an announcing ``sys.stdin`` in the place of Python's own; nothing, if the process has none."""
    old = sys.stdin
    if type(old) is not io.TextIOWrapper or old is not sys.__stdin__:
        return
    try:
        raw = _Input(old.fileno(), "rb", closefd=False)
    except (OSError, ValueError):
        return
    raw.announcer = announcer
    raw.name = "<stdin>"
    newline = None if sys.platform == "win32" else "\n"
    new: Any = io.TextIOWrapper(
        io.BufferedReader(raw), old.encoding, old.errors, newline, line_buffering=old.line_buffering
    )
    new.mode = "r"
    vars(sys).update(stdin=new, __stdin__=new)
