"""The bytecode listing: the program counter, jump arrows, breakpoints, and which way a branch will go."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Sequence

from rich.cells import cell_len

from stepper import glyphs
from stepper.arrows import Margin, draw
from stepper.listing import ListingView, RowText
from stepper.messages import BreakpointToggled, CommandClicked, InstructionChosen, InstructionPointed
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span, mark
from stepper.panes.pointmarks import marks_in
from stepper.panes.scene import Scene
from stepper.panes.text import cut
from stepper.protocol import Breakpoint

NARROW = 60  # cells; below it the margin of arrows gets three lanes, else four
HEAT = 5  # cells for how often an instruction ran; in a narrow pane four of them come from the name
OPNAME = 20  # cells for the name; longer names push their argument to the right
LESS = 16  # for a class in a narrow pane, and beside the source
BESIDE = 42  # cells of a pane that stands beside the source in a classroom

ARGUMENT = 10  # cells of an argument that a long name leaves room for

COVER = "????????"  # for what would give an answer away
_COVERING = frozenset({"next"})  # kinds of questions that the rows after the current one would answer
_NO_MARGIN = draw((), 0, 0)


class BytecodePane(CursorPane):
    """The instructions of the selected frame's code object."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "2", "Bytecode", **options)
        self._view: Optional[ListingView] = None
        self._row = 0  # -1 while another code object than the frame's is browsed
        self._linked: FrozenSet[int] = frozenset()  # rows of the source line that is pointed at
        self._heat: Optional[Mapping[int, int]] = None  # how often by offset, when that is to be shown
        self._most = 0  # of these
        self._verdict: Optional[bool] = None
        self._asked = ""  # the kind of the question that is open
        self._plain = False  # for a class
        self._margin: Margin = _NO_MARGIN
        self._points: Sequence[Breakpoint] = ()
        self._marked: Dict[int, str] = {}  # glyphs by offset

    @property
    def row_count(self) -> int:
        return len(self._view.rows) if self._view is not None else 0

    def row_text(self, row: int) -> str:
        assert self._view is not None
        text = self._view.text(row)
        return f"{text.line} {text.offset} {text.opname} {text.argument}"

    @property
    def current(self) -> int:
        return max(self._row, 0)

    @property
    def code(self) -> int:
        """The key of the code object shown; 0 when there is none."""
        return self._view.listing.code if self._view is not None else 0

    def offset_at(self, row: int) -> int:
        """The offset of the instruction in a row; there has to be one."""
        assert self._view is not None
        return self._view.rows[row].offset

    @property
    def cursor_offset(self) -> Optional[int]:
        """The offset of the instruction at the cursor, in the code of the selected frame."""
        return None if self.browsing else self._offset_at_cursor

    @property
    def _offset_at_cursor(self) -> Optional[int]:
        return self._view.rows[self.cursor].offset if self._view is not None and self._view.rows else None

    @property
    def browsing(self) -> bool:
        """Whether another code object than the selected frame's is shown."""
        return self._row < 0

    def browse(self, view: ListingView, offset: int = 0) -> None:
        """Show a code object that the program is not in, until the next ``show``."""
        self._take(view)
        self._row, self._verdict = -1, None
        self.set_title(f"{view.listing.qualname} {glyphs.DOT} browsing (Esc)")
        self._draw_margin()
        self.move_cursor(view.row_of.get(offset, 0))

    def move_to_offset(self, offset: int) -> bool:
        """Put the cursor on the instruction at an offset, caches included; whether there is one."""
        for index, row in enumerate(self._view.rows if self._view is not None else ()):
            if row.start <= offset < row.start + max(len(row.units.replace(" ", "")) // 2, 1):
                self.move_cursor(index)
                return True
        return False

    def move_to_line(self, line: int) -> None:
        """Put the cursor on the first instruction of a source line, if there is one."""
        rows = self._view.rows_of_line.get(line) if self._view is not None else None
        if rows:
            self.move_cursor(rows[0])

    def show(self, scene: Scene) -> None:
        """Show the selected frame's code, at the instruction it is about to run (or is in)."""
        view = scene.listing
        if view is not self._view:
            self._take(view)
        name = scene.frame.header.qualname
        self.set_title(name if view is not None else f"{name} (native)")
        row = view.row_of.get(scene.frame.header.offset, 0) if view else 0
        if row != self._row:
            self.reset_cursor()
        self._row = row
        forecast = scene.frame.forecast
        self._asked, self._plain = scene.cover, scene.plain
        told = forecast is not None and self._conditional and not scene.cover
        self._verdict = forecast.jumps if forecast is not None and told else None
        self._draw_margin()
        self.keep_in_view(self.cursor)
        self.refresh_rows()

    def _take(self, view: Optional[ListingView]) -> None:
        self._view = view
        self._linked = frozenset()
        self.reset_cursor()
        self.point_again()
        self._find_breakpoints()

    @property
    def _conditional(self) -> bool:
        return self._view is not None and bool(self._view.rows) and self._view.rows[self._row].conditional

    def _draw_margin(self) -> None:
        if self._view is None or not self._view.rows:
            self._margin = _NO_MARGIN
            return
        lanes = 3 if self.row_width < NARROW else 4
        current = None if self.browsing or self._asked else self._view.rows[self._row].offset
        self._margin = self._view.margin(lanes, current)

    def set_breakpoints(self, points: Sequence[Breakpoint]) -> None:
        """Show the breakpoints that are in this code object."""
        self._points = tuple(points)
        self._find_breakpoints()
        self.refresh_rows()

    def set_heat(self, counts: Optional[Mapping[int, int]]) -> None:
        """Show in a column how often each instruction ran; None takes the column away."""
        if counts is not None or self._heat is not None:
            self._heat = counts
            self._most = max(counts.values(), default=0) if counts is not None else 0
            self.refresh_rows()

    @property
    def _opname(self) -> int:
        if self._heat is not None and self.row_width < NARROW:
            return LESS
        return LESS if self._small or self.row_width < BESIDE else OPNAME

    def _heat_at(self, offset: int) -> List[Span]:
        """The column's cells; hot is what ran at least half as often as the hottest here."""
        if self._heat is None:
            return []
        count = self._heat.get(offset, 0)
        text = brief(count) if count else ""
        return [(" " * (HEAT - len(text)), ""), (text, "hot" if 1 < count >= self._most / 2 else "heat")]

    def _find_breakpoints(self) -> None:
        self._marked = marks_in(self._view.listing, self._points) if self._view is not None else {}

    def line(self, row: int) -> Line:
        view = self._view
        assert view is not None
        text = view.text(row)
        here = row == self._row
        number = max(len(str(view.last_line)), 3)
        spans: List[Span] = [
            mark(
                self._marked.get(view.rows[row].offset, ""),
                "breakpoint",
                view.rows[row].offset in self._marked,
            ),
            *self._heat_at(view.rows[row].offset),
            (f"{text.line:>{number}} ", "number"),
            *self._arrows(row),
            self._pointer(row),
        ]
        if self._asked in _COVERING and row > self._row:
            return Line((("    ", ""), (" " * (self._margin.width + number - 1), ""), (COVER, "muted")))
        columns: List[Span] = [
            (f"{text.offset:>{max(view.offset_width + 1, 3)}}", "offset"),
            mark(glyphs.BREAKER, "breaker", view.rows[row].breaker),
        ]
        if self._small:
            columns = []  # lessons say where they are in words, and there is no room for both
        taken = sum(cell_len(part) for part, _ in (*spans, *columns))
        columns += [
            (f"{self._opname_of(text, taken):<{min(view.opname_width, self._opname)}} ", "opcode"),
            (text.argument, "argument"),
        ]
        if here:
            columns = [(part, "current") for part, _ in columns]
            columns.append((self._note(spans + columns), "current"))
        same_line = not self.browsing and view.line_of(row) is not None
        same_line = same_line and view.line_of(row) == view.line_of(self._row)
        under = "band" if same_line else ""
        if row in self._linked:
            under = "linked"
        elif self.shows_cursor_at(row) and not here:
            under = "cursor"
        return Line((*spans, *columns), under, "current" if here else "")

    def _opname_of(self, text: RowText, taken: int) -> str:
        """The instruction's name, cut where a short argument would have no room behind it."""
        room = self.row_width - taken - 1 - min(cell_len(text.argument), ARGUMENT)
        return cut(text.opname, max(room, LESS))

    @property
    def _small(self) -> bool:
        """Whether it is for a class, and there is little room."""
        return self._plain and self.row_width < NARROW

    def _pointer(self, row: int) -> Span:
        if row == self._row:
            return glyphs.CURRENT, "current"
        if row in self._linked:
            return glyphs.LINKED, "linked"
        return (glyphs.CURSOR if self.shows_cursor_at(row) else " "), "muted"

    # ---- pointing ----

    def points_at(self, row: Optional[int]) -> None:
        if row is None or self._view is None:
            self.post_message(InstructionPointed(None, None))
        else:
            self.post_message(InstructionPointed(self._view.rows[row].line, self._view.rows[row].columns))

    def link(self, line: Optional[int]) -> None:
        """Light up the instructions of a source line, as far as they are in this code object."""
        rows = self._view.rows_of_line.get(line, []) if self._view is not None and line is not None else []
        self._linked = frozenset(rows)
        self.keep_in_view(rows[0] if rows else self.cursor)
        self.refresh_rows()

    def _arrows(self, row: int) -> List[Span]:
        """The margin's cells; those of the arrow about to be followed stand out."""
        if not self._margin.width:
            return []
        text, hot = self._margin.texts[row], self._margin.hot.get(row)
        if not hot:
            return [(text, "arrow")]
        return [(cell, "arrow-current" if column in hot else "arrow") for column, cell in enumerate(text)]

    def _note(self, spans: Sequence[Span]) -> str:
        """Which way the branch goes, in as many words as there is room for."""
        if self._verdict is None:
            return ""
        note = f"{glyphs.JUMPS} jumps" if self._verdict else f"{glyphs.FALLS} falls through"
        room = self.row_width - sum(cell_len(text) for text, _ in spans) - 2
        return f"  {note}" if cell_len(note) <= room else f" {note[0]}"

    @property
    def breakpoint(self) -> Optional[Breakpoint]:
        """The instruction at the cursor as a breakpoint."""
        offset = self._offset_at_cursor
        if self._view is None or offset is None:
            return None
        shown = self._view.listing
        return Breakpoint(
            f"{shown.qualname}@{offset}", shown.file, shown.qualname, shown.first_line, offset, 0
        )

    def toggle_breakpoint(self) -> None:
        """Ask for a breakpoint at the cursor, or for its removal."""
        if self.breakpoint is not None:
            self.post_message(BreakpointToggled(self.breakpoint))

    def chosen(self, row: int) -> None:
        if self._view is not None and self._view.rows:
            self.post_message(InstructionChosen(self.code, self.offset_at(row)))

    def clicked_right(self, row: int, column: int) -> None:
        self.move_cursor(row)
        self.post_message(CommandClicked("edit_breakpoint"))

    def clicked(self, row: int, column: int) -> None:
        self.move_cursor(row)
        if self._in_gutter(column):
            self.toggle_breakpoint()

    def clicked_twice(self, row: int, column: int) -> None:
        act = self.clicked if self._in_gutter(column) else super().clicked_twice
        act(row, column)

    def _in_gutter(self, column: int) -> bool:
        assert self._view is not None
        return column <= max(len(str(self._view.last_line)), 3)

    def on_resize(self, event: object) -> None:
        super().on_resize(event)  # type: ignore[arg-type]
        self._draw_margin()  # which may have room for more arrows now
        self.keep_in_view(self.cursor)
        self.refresh_rows()


def brief(count: int) -> str:
    """A count in four cells."""
    if count < 10_000:
        return str(count)
    for unit in "kMG":
        count //= 1000
        if count < 1000:
            return f"{count}{unit}"
    return "many"
