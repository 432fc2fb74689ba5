"""The timeline: all stops kept as a silhouette of the call depth, where we are in it, and where breakpoints
were hit. A click or a drag goes there.
"""

from __future__ import annotations

from typing import Any, List, Optional, Sequence

from textual.events import MouseDown, MouseMove, MouseUp

from stepper import glyphs
from stepper.history.track import Cell, Cells, Track
from stepper.messages import StopChosen
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span

_WIDE = 100  # cells from which on there is room to say how much is kept
_MARGIN = 1


class Timeline(Bar):
    """One row."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, **options)
        self._track: Optional[Track] = None
        self._at = 0
        self._cutter = Cells()
        self._cells: List[Cell] = []
        self._dragged = False

    def show(self, track: Track, at: int) -> None:
        """Show the history with the stop of number *at* as the one on the screen."""
        self._track, self._at = track, at
        self.refresh_rows()

    def lay_out(self) -> Sequence[Line]:
        track = self._track
        if track is None:
            return ()
        right = self._right(track)
        room = self.size.width - _MARGIN - sum(len(text) for text, _ in right)
        span, self._cells = self._cutter.cut(track, room)
        if not self._cells:
            return ()
        lowest = min(cell.depth for cell in self._cells)
        height = max(cell.depth for cell in self._cells) - lowest
        spans: List[Span] = [(" " * _MARGIN, "")]
        for cell in self._cells:
            start = cell.start // span * span
            if start <= self._at < start + span:
                spans.append((glyphs.NOW, self._role(track)))
            elif cell.hit:
                spans.append((glyphs.BREAKPOINT, "breakpoint"))
            else:
                spans.append((_level(cell.depth - lowest, height), "played" if start < self._at else "muted"))
        spans.append((" " * (room - len(self._cells)), ""))
        return [Line((*_joined(spans), *right))]

    def _right(self, track: Track) -> List[Span]:
        """Where we are, and how much is kept."""
        spans: List[Span] = []
        if self.size.width >= _WIDE:
            used, most = track.size / (1 << 20), track.size_limit >> 20
            kept = f"kept {len(track.depths):,} of {track.stop_limit:,} {glyphs.DOT} {used:.1f} of {most} MB"
            spans.append((f" {kept} ", "muted"))
        elif track.first > 1:
            spans.append((f" from {track.first} ", "muted"))
        else:
            spans.append((" ", ""))
        return [*spans, (f" step {self._at}/{track.last} ", self._role(track))]

    def _role(self, track: Track) -> str:
        return "past" if self._at < track.last else "now"

    # ---- the mouse ----

    def on_mouse_down(self, event: MouseDown) -> None:
        self.capture_mouse()
        self._dragged = True
        self._choose(event.x)

    def on_mouse_move(self, event: MouseMove) -> None:
        if self._dragged:
            self._choose(event.x)

    def on_mouse_up(self, event: MouseUp) -> None:
        self.release_mouse()
        self._dragged = False

    def _choose(self, x: int) -> None:
        """Go to the breakpoint hit in that cell, else to its first stop; right of the cells is now."""
        if self._track is None or not self._cells:
            return
        index = max(x - _MARGIN, 0)
        number = self._track.last
        if index < len(self._cells) - 1:
            number = self._cells[index].hit or self._cells[index].start
        if number != self._at:
            self.post_message(StopChosen(number))


def _level(depth: int, height: int) -> str:
    """How high a cell is: the shallowest and the deepest calls differ whatever lies between them."""
    if height <= 0:
        return glyphs.LEVELS[0]
    return glyphs.LEVELS[depth * (len(glyphs.LEVELS) - 1) // height]


def _joined(spans: Sequence[Span]) -> List[Span]:
    """Neighbours in one role as one span."""
    joined: List[Span] = []
    for text, role in spans:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return joined
