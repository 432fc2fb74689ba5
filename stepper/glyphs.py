"""Every symbol the screen draws, each with an ASCII twin.

The panes write the symbols below; with ``--ascii`` the finished line is translated in one place
(``themes.Look``). Symbols with an emoji form are left out on purpose: some terminals draw those two cells
wide."""

from __future__ import annotations

from typing import Dict

CURRENT = "►"  # the instruction or line about to run, the selected frame
CURSOR = "▹"  # the row the keys act on
LINKED = "┆"  # what belongs to the row pointed at in the other pane
BREAKPOINT = "●"
BREAKER = "!"  # the interpreter looks at its eval breaker here
BREAKPOINT_RULES = "◆"  # one with a condition or counts
BREAKPOINT_OFF = "○"
CONSUMED = "◄"  # a stack slot the instruction is about to use
NEW = "+"
CHANGED = "~"
GONE = "-"
JUMPS = "✓"
FALLS = "✗"
TO = "→"
CLOSED = "▸"  # a value with something inside
OPENED = "▾"
DOT = "·"
CRUMB = "›"  # noqa: RUF001  # meant: no greater-than sign
CUT = "…"
NOW = "┃"  # where the timeline is
LEVELS = tuple("▁▂▃▄▅▆▇")  # heights of the timeline's silhouette

_TWINS: Dict[str, str] = {
    CURRENT: ">",
    CURSOR: ":",
    LINKED: "=",
    BREAKPOINT: "*",
    BREAKPOINT_RULES: "%",
    BREAKPOINT_OFF: "o",
    CONSUMED: "<",
    JUMPS: "y",
    FALLS: "n",
    TO: ">",
    OPENED: "v",
    DOT: "-",
    CRUMB: ">",
    CUT: ".",
    # The margin of jump arrows, and rules.
    "▸": ">",
    "◂": "<",
    "╭": "+",
    "╮": "+",
    "╰": "+",
    "╯": "+",
    "├": "+",
    "┤": "+",
    "┬": "+",
    "┴": "+",
    "┼": "+",
    "│": "|",
    "┃": "|",
    "─": "-",
    "━": "=",
    # The silhouette.
    "▁": "_",
    "▂": "_",
    "▃": ".",
    "▄": "-",
    "▅": "-",
    "▆": "=",
    "▇": "=",
}

ASCII = str.maketrans(_TWINS)


def to_ascii(text: str) -> str:
    """The text with every symbol of ours replaced by its twin; as many cells wide as before."""
    return text.translate(ASCII)
