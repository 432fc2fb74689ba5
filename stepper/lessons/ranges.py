"""Ranges of Python versions, as lessons write them: ``3.11+``, ``-3.10``, ``3.12``, ``3.9-3.11``."""

from __future__ import annotations

import re
from typing import NamedTuple, Optional, Tuple

Version = Tuple[int, int]

_RANGE = re.compile(r"\s*(?P<low>\d+\.\d+)?\s*(?P<joint>[+-])?\s*(?P<high>\d+\.\d+)?\s*")
_GUARD = re.compile(r"\[(?P<range>-?3\.[\d.+\- ]+)\]\s*")


class RangeError(ValueError):
    """The text is no range."""


class Range(NamedTuple):
    """From one version to another, both included; None is open."""

    low: Optional[Version] = None
    high: Optional[Version] = None

    def holds(self, version: Version) -> bool:
        """Whether a version is in it."""
        return (self.low is None or version >= self.low) and (self.high is None or version <= self.high)

    def __str__(self) -> str:
        low, high = (None if end is None else "{}.{}".format(*end) for end in self)
        if low == high:
            return low or "every version"
        return f"{low}+" if high is None else f"{low or ''}-{high}"


EVERY = Range()


def version_of(text: str) -> Version:
    """The version in ``3.12`` or ``3.12.1``."""
    major, minor = text.split(".")[:2]
    return int(major), int(minor)


def read_range(text: str) -> Range:
    """A range without its brackets."""
    match = _RANGE.fullmatch(text)
    low, joint, high = match.group("low", "joint", "high") if match else (None, None, None)
    oldest, newest = (version_of(end) if end else None for end in (low, high))
    if oldest and joint == "+" and not newest:
        return Range(oldest, None)
    if newest and joint == "-" and (oldest is None or oldest <= newest):
        return Range(oldest, newest)
    if oldest and not joint and not newest:
        return Range(oldest, oldest)
    raise RangeError(f"cannot read the range [{text}]; ranges are [3.11+], [-3.10], [3.12] and [3.9-3.11]")


def take_guard(text: str) -> Tuple[Range, str]:
    """The range a text begins with, and the rest of it."""
    match = _GUARD.match(text)
    if match is None:
        return EVERY, text
    return read_range(match["range"]), text[match.end() :]
