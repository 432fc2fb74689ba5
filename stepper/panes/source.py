"""The source pane:

the file of the selected frame, its current line, and the characters the instruction came from.
"""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Sequence, Tuple

from textual.events import Resize

from stepper import glyphs
from stepper.messages import BreakpointToggled, CommandClicked, LinePointed
from stepper.panes import highlight
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span, drop_cells, mark
from stepper.panes.pointmarks import mark_of, on_lines
from stepper.panes.scene import Scene
from stepper.protocol import Breakpoint, Listing

_Region = Tuple[int, int, int, Optional[int]]  # line, end line, column, end column; None is the line's end
_CONTEXT = 8  # cells kept in sight left of the emphasised ones


class SourcePane(CursorPane):
    """Highlighted source with line numbers and a gutter for breakpoints on lines."""

    MARGIN = 1

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "1", "Source", **options)
        self._file = ""
        self._text: Optional[str] = None
        self._pieces: List[Tuple[highlight.Piece, ...]] = []
        self._plain: Dict[int, Tuple[Span, ...]] = {}  # lines without emphasis, as drawn in the current theme
        self._line = 0  # the current line, from 1; 0 when there is none
        self._near = 1  # the line to be in view: the current one, or the last one there was
        self._code_key = 0  # of the code object
        self._columns: Optional[_Region] = None
        self._linked: Optional[_Region] = None  # what the instruction that is pointed at came from
        self._left = 0  # cells of code out of sight at the left, so that the emphasised ones are seen
        self._points: Tuple[Breakpoint, ...] = ()
        self._marked: Dict[int, str] = {}  # glyphs by row

    @property
    def row_count(self) -> int:
        return len(self._pieces)

    def row_text(self, row: int) -> str:
        return "".join(text for _, text in self._pieces[row])

    @property
    def current(self) -> int:
        return self._near - 1

    def show(self, scene: Scene) -> None:
        """Show the selected frame's place in its file."""
        header = scene.frame.header
        if header.file != self._file or scene.source != self._text:
            self._load(header.file, scene.source)
        listing = scene.listing
        self._line = header.line or 0
        near = self._line
        if not near and header.code == self._code_key:
            near = self._near  # what the compiler has put in belongs to the lines around it
        elif not near:
            near = listing.listing.first_line if listing is not None else 1
        if near != self._near:
            self.reset_cursor()
        self._near, self._code_key = max(near, 1), header.code
        self._columns = None
        if listing is not None and header.offset in listing.row_of:
            self._columns = listing.rows[listing.row_of[header.offset]].columns
        self._shift()
        self.keep_in_view(self.current)
        self.refresh_rows()

    def browse(self, listing: Listing, text: Optional[str]) -> None:
        """Show where a code object that the program is not in comes from, until the next ``show``."""
        if listing.file != self._file or text != self._text:
            self._load(listing.file, text)
        self._line, self._columns, self._code_key = 0, None, listing.code
        self._near = max(listing.first_line, 1)
        self.reset_cursor()
        self._shift()
        self.keep_in_view(self.current)
        self.refresh_rows()

    def _shift(self) -> None:
        """Move the code left when what is emphasised on the current line would not be seen."""
        self._left = 0
        marked = self._part(self._columns, self.current) if self._line and self._pieces else None
        room = self.size.width - self._gutter - 2  # one for the scroll bar, one for the ellipsis
        if marked is None or room <= 0:
            return
        before, inside = highlight.extent(self._pieces[self.current], marked)
        left = min(before - _CONTEXT, before + inside - room)
        # What can't be seen to its end in any case is worth it only when it begins far to the right.
        if left > 0 and (before + inside - left <= room or before > room // 2):
            self._left = left

    def _load(self, file: str, text: Optional[str]) -> None:
        self._file, self._text = file, text
        self._pieces = highlight.split(text) if text is not None else []
        self._plain.clear()
        self._linked = None
        self.reset_cursor()
        self._find_breakpoints()
        name = os.path.basename(file) or file
        self.set_title(name if text is not None else f"{name} (not available)")

    def set_breakpoints(self, points: Sequence[Breakpoint]) -> None:
        """Show the breakpoints that are on lines of this file."""
        self._points = tuple(points)
        self._find_breakpoints()
        self.refresh_rows()

    def _find_breakpoints(self) -> None:
        self._marked = {point.line - 1: mark_of(point) for point in on_lines(self._file, self._points)}

    def line(self, row: int) -> Line:
        here = row == self.current and self._line > 0
        linked = self._part(self._linked, row) is not None
        pointer = glyphs.CURRENT if here else glyphs.CURSOR if self.shows_cursor_at(row) else " "
        if linked and not here:
            pointer = glyphs.LINKED
        spans: List[Span] = [
            mark(self._marked.get(row, ""), "breakpoint", row in self._marked),
            (f"{row + 1:>{self._gutter - 4}} {pointer}", "current" if here else "number"),
            (" ", ""),
        ]
        under = "band" if here else "cursor" if self.shows_cursor_at(row) else ""
        code = self._code(row)
        if self._left:
            cut = bool(self.row_text(row)[: self._left + 1].strip())
            spans += [(glyphs.CUT, "number")] if cut else []
            code = drop_cells(code, self._left + cut)
        return Line((*spans, *code), under)

    @property
    def _gutter(self) -> int:
        """Cells left of the code."""
        return max(len(str(self.row_count)), 3) + 4

    def _code(self, row: int) -> Tuple[Span, ...]:
        regions = ((self._columns, "expression"), (self._linked, "linked"))
        marks = [(part, role) for region, role in regions if (part := self._part(region, row)) is not None]
        if marks:
            return highlight.spans(self._pieces[row], self.look, marks)
        if row not in self._plain:
            self._plain[row] = highlight.spans(self._pieces[row], self.look)
        return self._plain[row]

    def _part(self, region: Optional[_Region], row: int) -> Optional[highlight.Columns]:
        """Which characters of the row belong to the region."""
        if region is None:
            return None
        first, last, start, end = region
        if not first <= row + 1 <= last:
            return None
        begin = start if row + 1 == first else highlight.indent(self._pieces[row])
        return begin, end if row + 1 == last else None

    # ---- pointing ----

    def points_at(self, row: Optional[int]) -> None:
        self.post_message(LinePointed(None if row is None else row + 1))

    def link(self, line: Optional[int], columns: Optional[_Region]) -> None:
        """Light up what an instruction came from: those characters, or the line where no more is known."""
        self._linked = columns
        if columns is None and line is not None and line <= len(self._pieces):
            self._linked = line, line, highlight.indent(self._pieces[line - 1]), None
        self.keep_in_view(self.cursor if self._linked is None else self._linked[0] - 1)
        self.refresh_rows()

    def on_resize(self, event: Resize) -> None:
        left = self._left
        self._shift()
        super().on_resize(event)
        self.keep_in_view(self.current)
        if self._left != left:  # what has been painted at this size was shifted for the one before
            self.refresh_rows()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._plain.clear()

    @property
    def breakpoint(self) -> Optional[Breakpoint]:
        """The cursor's line as a breakpoint."""
        line = self.cursor + 1
        return Breakpoint(f"{self._file}:{line}", self._file, "", 0, -1, line) if self._pieces else None

    def toggle_breakpoint(self) -> None:
        """Ask for a breakpoint on the cursor's line, or for its removal."""
        if self.breakpoint is not None:
            self.post_message(BreakpointToggled(self.breakpoint))

    def clicked_right(self, row: int, column: int) -> None:
        self.move_cursor(row)
        self.post_message(CommandClicked("edit_breakpoint"))

    def clicked(self, row: int, column: int) -> None:
        self.move_cursor(row)
        if column < self._gutter - 2:
            self.toggle_breakpoint()
