"""The header: program, thread, frame chain as a breadcrumb, place, and the state the program is in."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from rich.cells import cell_len

from stepper import glyphs
from stepper.panes.bar import Bar
from stepper.panes.look import Line, Look, Span
from stepper.panes.text import cut, short_name
from stepper.protocol import FrameHeader

_CHIPS = {
    "starting": ("STARTING", "running"),
    "paused": ("PAUSED", "paused"),
    "running": ("RUNNING", "running"),
    "waiting": ("WAITING FOR INPUT", "waiting"),
    "finished": ("ENDED", "finished"),
    "ended": ("ENDED", "ended"),
    "in_c": ("IN C CODE", "waiting"),
    "past": ("HISTORY", "past"),
    "playing": ("PLAYING", "running"),
    "lesson": ("LESSON", "paused"),
    "predicting": ("PREDICT", "paused"),
    "asking": ("PREDICT", "waiting"),
}
_THREAD = 24  # cells for a thread's name


class Header(Bar):
    """One line. The state chip stands at the right end, so it never moves."""

    def __init__(self, look: Look, program: str, **options: Any) -> None:
        super().__init__(look, **options)
        self._program = program
        self._python = ""
        self._frames: Tuple[FrameHeader, ...] = ()
        self._selected = 0
        self._thread = ""
        self._state = "starting"
        self._status = ""
        self._unseen = 0
        self._in_lesson = False

    def begin_lesson(self, name: str, python: str) -> None:
        """Name the lesson; which Python it is is told at every size, for the class may have others."""
        self._program, self._python, self._in_lesson = name, python, True
        self.refresh_rows()

    def show(self, frames: Tuple[FrameHeader, ...], selected: int, thread: str) -> None:
        """Show where the program is; ``thread`` is "" if there is only one."""
        self._frames, self._selected, self._thread = frames, selected, thread
        self.refresh_rows()

    def set_python(self, version: str) -> None:
        """Say which Python runs the program."""
        self._python = version
        self.refresh_rows()

    def set_state(self, state: str, status: str = "") -> None:
        """Show the state.

        ``status`` goes with "finished" (exit status 0) and "ended", and says how far off "past" is.
        """
        self._state, self._status = state, status
        self.refresh_rows()

    def set_unseen(self, lines: int) -> None:
        """Show how many lines were printed while the output was out of sight."""
        self._unseen = lines
        self.refresh_rows()

    def lay_out(self) -> Sequence[Line]:
        right = self._right()
        left: List[Span] = [(" pystep ", "program"), (" ", "")]
        room = self.size.width - _width(left) - _width(right) - 1
        left += self._middle(room)
        gap = self.size.width - _width(left) - _width(right)
        return [Line((*left, (" " * max(gap, 0), ""), *right))]

    def _right(self) -> List[Span]:
        spans: List[Span] = []
        if self._unseen:
            spans.append((f" out +{self._unseen} ", "unseen"))
        if self._python and (self.size.width >= 100 or self._in_lesson):
            spans.append((f" Python {self._python} ", "crumb"))
        text, role = _CHIPS[self._state]
        gap = " " if self._state in ("past", "playing", "running", "in_c") else f" {glyphs.DOT} "
        status = f"{gap}{self._status}" if self._status else ""
        spans.append((f" {text}{cut(status, self.size.width // 3)} ", role))
        return spans

    def _middle(self, room: int) -> List[Span]:
        """Program, thread, breadcrumb and place.

        The breadcrumb is shortened first; then program and thread go, which other panes' titles name.
        """
        if not self._frames or self._state in ("running", "waiting", "in_c"):  # it is not there any more
            return [(cut(self._program, room), "strong")]
        frame = self._frames[self._selected]
        if self._in_lesson:
            place = f" {glyphs.DOT} line {frame.line}" if frame.line else ""
            name = cut(short_name(frame.qualname), max(room - len(self._program) - len(place) - 3, 4))
            return [(f"{self._program} {glyphs.DOT} ", "crumb"), (name, "strong"), (place, "crumb")]
        where = (
            f"{glyphs.DOT} line {frame.line} @{frame.offset}"
            if frame.line
            else f"{glyphs.DOT} @{frame.offset}"
        )
        count = f" {glyphs.DOT} {len(self._frames)} frame{'s' * (len(self._frames) != 1)}"
        if self.size.width >= 100:
            where += count
        names = [short_name(frame.qualname) for frame in reversed(self._frames)]
        chosen = len(names) - 1 - self._selected
        room -= cell_len(where) + 1
        spans: List[Span] = [(f"{self._program} {glyphs.DOT} ", "crumb")]
        if self._thread:
            spans.append((f"{cut(self._thread, _THREAD)} {glyphs.DOT} ", "crumb"))
        crumbs = breadcrumb(names, chosen, room - _width(spans))
        if (len(names) > 1 and len(crumbs) == 1) or _width(crumbs) > room - _width(spans):
            spans, crumbs = [], breadcrumb(names, chosen, max(room, 4))
        return [*spans, *crumbs, (f" {where}", "crumb")]


def breadcrumb(names: Sequence[str], chosen: int, room: int) -> List[Span]:
    """Frame names, outermost first, in ``room`` cells:

    the ends and the chosen one stay, the middle is left out.
    """
    separator = f" {glyphs.CRUMB} "
    keep = list(range(len(names)))
    if len(keep) > room:  # more frames than cells: no need to look at each
        half = max(room, 2) // 2
        keep = sorted({*keep[:half], *keep[-half:], chosen})
    while len(keep) > 1 and _crumb_width(names, keep, separator) > room:
        middle = [index for index in keep if index not in (chosen, 0, len(names) - 1)]
        if middle:
            keep.remove(middle[len(middle) // 2])
        else:
            keep = [chosen]
    spans: List[Span] = []
    for position, index in enumerate(keep):
        if position:
            gap = index - keep[position - 1] > 1
            spans.append((f"{separator}{glyphs.CUT}{separator}" if gap else separator, "crumb"))
        name = names[index] if len(keep) > 1 else cut(names[index], room)
        spans.append((name, "strong" if index == chosen else "crumb"))
    return spans


def _crumb_width(names: Sequence[str], keep: Sequence[int], separator: str) -> int:
    gaps = sum(1 for left, right in zip(keep, keep[1:]) if right - left > 1)
    return sum(cell_len(names[i]) for i in keep) + len(separator) * (len(keep) - 1 + gaps) + gaps


def _width(spans: Sequence[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)
