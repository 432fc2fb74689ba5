"""The history seen from afar: how deep the calls were and where breakpoints were hit, in few cells.

A cell stands for as many stops as it takes to have room for all, always a power of two, and begins at a
multiple of it: so cells stay where they are and what they are until the next doubling.
"""

from __future__ import annotations

from array import array
from typing import Dict, List, NamedTuple, Tuple


class Track(NamedTuple):
    """What there is to draw, of all stops kept."""

    first: int  # number of the oldest stop
    depths: array[int]  # lengths of the frame chains, from the oldest on
    arrivals: bytes  # whether a breakpoint was hit
    size: int  # bytes in use, about
    stop_limit: int
    size_limit: int

    @property
    def last(self) -> int:
        """The number of the newest stop; 0 when there is none."""
        return self.first + len(self.depths) - 1 if self.depths else 0


class Cell(NamedTuple):
    """Some stops that follow each other."""

    start: int  # number of the first; the last is that of the next cell less one
    depth: int  # of the deepest
    hit: int  # number of the first that hit a breakpoint; 0 for none


class Cells:
    """Cuts tracks of a growing history into cells; those that are full are not looked at again."""

    def __init__(self) -> None:
        self._full: Dict[int, Cell] = {}  # by the number of their first stop
        self._span = 0
        self._last = 0

    def cut(self, track: Track, room: int) -> Tuple[int, List[Cell]]:
        """How many stops a cell stands for, and the cells; at most *room* of them."""
        if not track.depths or room <= 0:
            return 1, []
        span = 1
        while track.last // span - track.first // span >= room:
            span *= 2
        if span != self._span or track.last < self._last or len(self._full) > 4 * room:
            self._full.clear()
        self._span, self._last = span, track.last
        starts = range(track.first // span * span, track.last + 1, span)
        return span, [self._cell(track, start, span) for start in starts]

    def _cell(self, track: Track, start: int, span: int) -> Cell:
        cell = self._full.get(start)
        if cell is not None and start >= track.first:  # none of its stops has been given up
            return cell
        begin, end = max(start - track.first, 0), start - track.first + span
        hit = track.arrivals.find(1, begin, end)
        cell = Cell(track.first + begin, max(track.depths[begin:end]), track.first + hit if hit >= 0 else 0)
        if end <= len(track.depths) and start >= track.first:
            self._full[start] = cell
        return cell
