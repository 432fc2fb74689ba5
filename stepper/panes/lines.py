"""The base of every pane: a scrolling list of rows drawn with the line API.

A subclass says how many rows there are and what row N looks like now; ``refresh_rows`` compares the rows in
view with what is on the screen and repaints those that differ. So the cost of a step is that of a
screenful, whatever the length of the listing, and nobody keeps book of what has to be repainted."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Tuple

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from stepper import commands
from stepper.panes.look import BLANK, Line, Look
from stepper.panes.scrollbar import AsciiPaneScrollBar, PaneScrollBar

_KEPT = 500  # drawn rows remembered; a page or two of any terminal
_RULES_OF_PAST = ("border_top", "border_title_color", "border_title_style")


def pane_bindings() -> List[BindingType]:
    """The keys every pane has, from the table of commands."""
    return [
        Binding(",".join(command.keys), command.id, command.label, show=False, tooltip=command.help)
        for command in commands.COMMANDS
        if command.group == "pane"
    ]


class LinesPane(ScrollView, can_focus=True, inherit_bindings=False):
    """A titled list of rows."""

    BINDINGS = pane_bindings()
    ALLOW_SELECT = False
    MARGIN = 2  # rows kept in view above and below the row that is followed

    def __init__(self, look: Look, number: str, label: str, **options: Any) -> None:
        super().__init__(**options)
        self.look = look
        self._label = f"{number} {label}".lstrip()
        self._title: Optional[str] = None
        self._drawn: Dict[int, Tuple[Line, int, Strip]] = {}
        self._timely: Set[int] = set()  # rows drawn that look another way in the past
        self._ground: Optional[Style] = None
        self._row_width: Optional[int] = None
        self._in_past = False  # whether its rule says so
        self._found: Optional[int] = None  # the row that a search has come to
        self.set_title("")

    # ---- what a subclass says ----

    @property
    def row_count(self) -> int:
        """How many rows there are now; none unless a subclass has some."""
        return 0

    def line(self, row: int) -> Line:
        """What row ``row`` looks like now."""
        return BLANK

    def row_text(self, row: int) -> str:
        """What is searched in row ``row``."""
        return "".join(text for text, _ in self.line(row).spans)

    @property
    def place(self) -> int:
        """The row that a search goes on from."""
        return self.scroll_offset.y if self._found is None else self._found

    @property
    def row_width(self) -> int:
        """Cells of a row, without the scroll bar."""
        if self._row_width is None:
            self._row_width = self.scrollable_size.width
        return self._row_width

    # ---- showing ----

    def set_title(self, text: str) -> None:
        """Set what stands after the pane's name, when it differs."""
        title = f"{self._label} · {text}" if text and self._label else text or self._label
        if title != self._title:
            self._title = title
            # To assign ``border_title`` would repaint the whole pane.
            self._border_title = Content(self.look.text(title))
            self._refresh_rule()

    def show_past(self) -> None:
        """Draw the rows and the rule above them anew that differ between the present and the past."""
        self._in_past = self.look.in_past
        self._colour_rule()
        for row in self._timely:
            self._drawn.pop(row, None)
            self.refresh_lines(row)
        self._timely.clear()

    def _colour_rule(self) -> None:
        """Have the rule above the pane say that what it shows is past, or take that away."""
        rules = self.styles.inline
        kind, _ = self.styles.base.border_top
        if not self._in_past or not kind:
            changed = [rules.clear_rule(name) for name in _RULES_OF_PAST]
        else:
            rule = ("ascii" if self.look.ascii else "heavy", self.look.past_colour)
            values = (rule, self.look.past_colour, Style(bold=True, reverse=self.has_focus))
            changed = [rules.set_rule(name, value) for name, value in zip(_RULES_OF_PAST, values)]
        if any(changed):
            self._refresh_rule()

    def _refresh_rule(self) -> None:
        """Repaint the row above the first one."""
        above, left = self.gutter.top, self.gutter.left
        if above:
            self.refresh(Region(-left, -above, self.outer_size.width, 1))

    def refresh_rows(self) -> None:
        """Repaint the rows in view that look different now."""
        self._fit()
        top = self.scroll_offset.y
        count = self.row_count
        for row in range(top, top + self.size.height):
            drawn = self._drawn.get(row)
            if drawn is None or drawn[0] != (self._marked_line(row) if row < count else BLANK):
                self.refresh_lines(row)

    def _marked_line(self, row: int) -> Line:
        line = self.line(row)
        return line._replace(under="cursor") if row == self._found else line

    def find(self, words: str, start: int, step: int) -> bool:
        """Go to the nearest row with the words: from row ``start`` on, back when ``step`` is -1, and around.

        Capitals matter when there is one among the words."""
        count = self.row_count
        exact = words != words.lower()
        for distance in range(count):
            row = (start + distance * step) % count
            text = self.row_text(row)
            if words in (text if exact else text.lower()):
                self.go_to(row)
                return True
        return False

    def go_to(self, row: int) -> None:
        """Bring a row into view and mark it."""
        self._found = row
        self.keep_in_view(row)
        self.refresh_rows()

    def forget_found(self) -> None:
        """Take the mark of the search away."""
        if self._found is not None:
            self._found = None
            self.refresh_rows()

    def keep_in_view(self, row: int) -> None:
        """Scroll, when needed, so that the row and its neighbours are seen."""
        self._fit()
        height, top = self.size.height, self.scroll_offset.y
        margin = min(self.MARGIN, max(height - 1, 0) // 2)
        lowest = max(self.row_count - height, 0)
        above, below = min(row - margin, lowest), row + margin - height + 1
        if height and (top > max(above, 0) or top < min(below, lowest)):
            self._scroll(min(max(row - height // 3, 0), lowest))

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.row_width
        line = self._marked_line(row) if row < self.row_count else BLANK
        drawn = self._drawn.get(row)
        if drawn is not None and drawn[0] == line and drawn[1] == width:
            return drawn[2]
        if self._ground is None:
            self._ground = self.rich_style
        strip = self.look.strip(line, width, self._ground)
        if len(self._drawn) >= _KEPT:
            self._drawn.clear()
        self._drawn[row] = (line, width, strip)
        if self.look.differs_in_past(line):
            self._timely.add(row)
        return strip

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()
        self._ground = self._row_width = None
        self._colour_rule()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        if self._vertical_scrollbar is None:
            kind = AsciiPaneScrollBar if self.look.ascii else PaneScrollBar
            self._vertical_scrollbar = kind(self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def on_resize(self, event: Resize) -> None:
        self._drawn.clear()
        self._fit()

    def _fit(self) -> None:
        """Make room to scroll.

        Assigning ``virtual_size`` would lay the whole screen out anew; all there is to do is told here.
        """
        if not self.size.height:
            return  # not in this layout
        count = self.row_count if self.row_count > self.size.height else 0
        if count == self.virtual_size.height:
            return
        self.set_reactive(Widget.virtual_size, Size(0, count))
        self.vertical_scrollbar.window_virtual_size = count
        if self.scroll_offset.y > self.max_scroll_y:
            self._scroll(self.max_scroll_y)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # The virtual size that a layout brings is not ours; one that differs has the scroll bar painted anew.
        resized = super()._size_updated(size, self.virtual_size, container_size, layout)
        self._row_width = None
        return resized

    # ---- keys ----

    def check_action(self, action: str, parameters: Tuple[object, ...]) -> Optional[bool]:
        return action != "choose"

    def action_remove(self) -> None:
        """Remove what is at the cursor, where there is something to remove."""

    def action_row_down(self) -> None:
        self._scroll(self.scroll_offset.y + 1)

    def action_row_up(self) -> None:
        self._scroll(self.scroll_offset.y - 1)

    def action_page_down(self) -> None:
        self._scroll(self.scroll_offset.y + self.size.height)

    def action_page_up(self) -> None:
        self._scroll(self.scroll_offset.y - self.size.height)

    def action_first_row(self) -> None:
        self._scroll(0)

    def action_last_row(self) -> None:
        self._scroll(self.row_count)

    def _scroll(self, y: int) -> None:
        # By force: the scroll bar of a pane that has just been filled is not there yet.
        self.scroll_to(y=y, animate=False, immediate=True, force=True)
