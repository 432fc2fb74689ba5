"""Text as cells: cutting, padding and wrapping by what the terminal draws, and text that can't harm it."""

from __future__ import annotations

import re
from typing import List

from rich.cells import cell_len, set_cell_size

from stepper import glyphs

# What may not pass as it is. Guest text reaches the screen from files, values and output.
# Control characters would do something; bidirectional marks reorder the whole row; lone surrogates are in no
# terminal's encoding. Joiners, fillers, variation selectors, skin tones and tags have another width in each
# terminal, and what follows them on the row would stand elsewhere than we think.
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
# Marks that stand on the character before them: they take no cells, so any number of them fits into one.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_HEAP = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def visible(text: str) -> str:
    """The text as it can be drawn: what does no harm stays, for the rest there are pictures."""
    if text.isascii() and text.isprintable():
        return text
    return _HEAP.sub(r"\1", _HOSTILE.sub(_picture, text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code in (0xFE0E, 0xFE0F):
        return ""  # "as text" and "as a picture": it is text here
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
