"""Text as cells: cutting, padding and wrapping by what the terminal draws, and text that can't harm it."""

from __future__ import annotations

import re
from typing import List

from rich.cells import cell_len, set_cell_size

from stepper import glyphs

# Control characters, the C1 range, bidirectional overrides (they reorder the whole row) and lone surrogates
# (no terminal encoding has them). Guest text reaches the screen from files, values and output: none of
# these may pass.
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every control character replaced by its picture, character by character."""
    return _HOSTILE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def cut(text: str, width: int) -> str:
    """The text in at most ``width`` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1) + glyphs.CUT if width > 0 else ""


def short_name(qualname: str) -> str:
    """A qualified name without the functions it is nested in: Class.method of outer.<locals>.Class.method."""
    return qualname.rpartition("<locals>.")[2]


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells."""
    return set_cell_size(cut(text, width), width)


def wrap(text: str, width: int, first: int) -> List[str]:
    """Break the text at spaces into lines of ``width`` cells, the first of only ``first`` cells."""
    lines: List[str] = []
    line, room = "", first
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= room:
            line = longer
            continue
        if line or not lines:
            lines.append(line)
            room = width
        while cell_len(word) > room > 0:
            head = set_cell_size(word, room).rstrip(" ")
            lines.append(head)
            word = word[len(head) :]
        line = word
    lines.append(line)
    return lines
