"""What can be typed at the goto prompt: a stop, a line, an offset, or how often to go on."""

from __future__ import annotations

import re
from typing import NamedTuple

HINT = "#120 stop   -5 back   L12 line   42 offset   step 100"
WAYS = ("step", "next", "line", "finish", "continue")
MOST = 1_000_000  # repetitions

_PATTERNS = (
    ("stop", re.compile(r"#\s*(\d+)")),
    ("back", re.compile(r"-\s*(\d+)")),
    ("line", re.compile(r"[Ll](?:ine)?\s*(\d+)|:(\d+)")),
    ("offset", re.compile(r"@?\s*(\d+)")),
)
_REPEAT = re.compile(r"([A-Za-z]+)\s*(\d+)?")


class DestinationError(Exception):
    """The text names nothing; the message is one sentence for the user."""


class Destination(NamedTuple):
    """Where to: ``kind`` is "stop", "back" (from the newest stop), "line", "offset", or one of WAYS, which
    is then to be done ``number`` times.
    """

    kind: str
    number: int


def parse(text: str) -> Destination:
    """Read what was typed."""
    text = text.strip()
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is not None:
            return Destination(kind, int(match[match.lastindex or 1]))
    match = _REPEAT.fullmatch(text)
    if match is not None:
        ways = [way for way in WAYS if match[1].lower() in (way, way[0])]
        if ways and 1 <= int(match[2] or 1) <= MOST:
            return Destination(ways[0], int(match[2] or 1))
    raise DestinationError(f"There is no way to go to {text!r}. {HINT}")
