"""What a program wrote to its terminal, as lines of harmless text.

Knows the few controls that simple programs use (carriage return, backspace, tab, erase to the end of the
line) and drops every other escape sequence whole, also one that arrives in two pieces. Bounded in lines and
in line length."""

from __future__ import annotations

import re
from typing import Callable, Dict, List

from stepper.panes.text import visible

LINES = 5_000  # lines kept
LENGTH = 2_000  # characters kept of one line
_TAB = 8

# Control sequences (CSI), string sequences (OSC, DCS, SOS, PM, APC) up to their end, and two- or
# three-character escapes.
_ESCAPE = re.compile(
    r"\x1b\[([0-?]*)[ -/]*([@-~])"
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-OQ-WYZ\\`-~]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)$")
_LONGEST_ESCAPE = 4_096  # characters waited for before an unfinished sequence is taken for text
_SPECIAL = re.compile(r"[\n\r\x08\t\x07\x0e\x0f]|\x1b\[[0-?]*[ -/]*K")


class Terminal:
    """The lines so far; ``lines[-1]`` is the one being written."""

    def __init__(self) -> None:
        self.lines: List[str] = [""]
        self.dropped = 0  # lines that are no longer kept
        self._column = 0
        self._pending = ""

    def write(self, text: str) -> int:
        """Take more output; returns how many lines were ended."""
        text = self._pending + text
        unfinished = _UNFINISHED.search(text)
        self._pending = ""
        if unfinished and len(unfinished.group()) < _LONGEST_ESCAPE:
            self._pending = unfinished.group()
            text = text[: unfinished.start()]
        text = _ESCAPE.sub(lambda match: match.group() if match.group(2) == "K" else "", text)
        ended = text.count("\n")
        start = 0
        for special in _SPECIAL.finditer(text):
            self._put(text[start : special.start()])
            self._control(special.group())
            start = special.end()
        self._put(text[start:])
        self._trim()
        return ended

    def _put(self, text: str) -> None:
        if not text:
            return
        text = visible(text)
        line = self.lines[-1]
        if self._column >= LENGTH:
            return
        line = line[: self._column].ljust(self._column) + text + line[self._column + len(text) :]
        self._column += len(text)
        self.lines[-1] = line[:LENGTH]

    def _control(self, control: str) -> None:
        action = _CONTROLS.get(control[0])
        if action is not None:
            action(self)
        elif control == "\x1b[K" or control == "\x1b[0K":
            self.lines[-1] = self.lines[-1][: self._column]
        elif control == "\x1b[2K":
            self.lines[-1] = ""

    def _new_line(self) -> None:
        self.lines.append("")
        self._column = 0
        if len(self.lines) > 2 * LINES:
            self._trim()

    def _carriage_return(self) -> None:
        self._column = 0

    def _backspace(self) -> None:
        self._column = max(self._column - 1, 0)

    def _tab(self) -> None:
        self._put(" " * (_TAB - self._column % _TAB))

    def _trim(self) -> None:
        excess = len(self.lines) - LINES
        if excess > 0:
            del self.lines[:excess]
            self.dropped += excess


_CONTROLS: Dict[str, Callable[[Terminal], None]] = {
    "\n": Terminal._new_line,
    "\r": Terminal._carriage_return,
    "\b": Terminal._backspace,
    "\t": Terminal._tab,
}
