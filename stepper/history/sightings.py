"""At which stops a frame was in view.

A history is asked for the last one before a stop at every key that looks back, and a frame that has just been
called was in view at none of 100,000: going through them takes too long.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Dict, Sequence


class Sightings:
    """Numbers of stops by frame, in ascending order."""

    def __init__(self) -> None:
        self._stops: Dict[int, array[int]] = {}

    def add(self, frame: int, number: int) -> None:
        """The newest stop shows that frame."""
        seen = self._stops.get(frame)
        if seen is None:
            seen = self._stops[frame] = array("q")
        seen.append(number)

    def before(self, frame: int, number: int) -> int:
        """The last stop before that number which shows the frame; 0 for none."""
        seen = self._stops.get(frame, ())
        at = bisect_left(seen, number)
        return seen[at - 1] if at else 0

    def forget_before(self, first: int, frames: Sequence[int]) -> None:
        """Stops before *first* have been given up; *frames* are those that they showed."""
        for frame in set(frames):
            seen = self._stops[frame]
            del seen[: bisect_left(seen, first)]
            if not seen:
                del self._stops[frame]

    def forget_from(self, number: int, frames: Sequence[int]) -> None:
        """That stop and those after it have been given up; *frames* are those that they showed."""
        for frame in set(frames):
            seen = self._stops[frame]
            del seen[bisect_left(seen, number) :]
            if not seen:
                del self._stops[frame]
