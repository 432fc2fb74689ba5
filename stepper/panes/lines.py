"""The base of every pane: a scrolling list of rows drawn with the line API.

A subclass says how many rows there are and what row N looks like now; ``refresh_rows`` compares the rows in
view with what is on the screen and repaints those that differ. So the cost of a step is that of a
screenful, whatever the length of the listing, and nobody keeps book of what has to be repainted."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from rich.segment import Segment, Segments
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from stepper import commands
from stepper.panes.look import BLANK, Line, Look

_KEPT = 500  # drawn rows remembered; a page or two of any terminal


def pane_bindings() -> List[BindingType]:
    """The keys every pane has, from the table of commands."""
    return [
        Binding(",".join(command.keys), command.id, command.label, show=False, tooltip=command.help)
        for command in commands.COMMANDS
        if command.group == "pane"
    ]


class PaneScrollBar(ScrollBarRender):
    """A scroll bar that has its cells always, and shows nothing in them while there is nothing to scroll.

    A scroll bar that came and went would lay the whole screen out anew."""

    @classmethod
    def render_bar(cls, *sizes: Any, **options: Any) -> Segments:
        if not options["window_size"]:  # Textual's way to say that all rows fit
            return Segments([Segment(" ")] * options["size"], new_lines=True)
        return super().render_bar(*sizes, **options)


class AsciiScrollBar(PaneScrollBar):
    """The same without block characters."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


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
        self._ground: Optional[Style] = None
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
        return self.scrollable_size.width

    # ---- showing ----

    def set_title(self, text: str) -> None:
        """Set what stands after the pane's name, when it differs:

        assigning a title repaints the whole pane.
        """
        title = f"{self._label} · {text}" if text and self._label else text or self._label
        if title != self._title:
            self._title = title
            self.border_title = Content(self.look.text(title))

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
        return strip

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()
        self._ground = None

    def on_mount(self) -> None:
        # Textual's documentation sets it for one widget like this, but its type says for all at once.
        self.vertical_scrollbar.renderer = AsciiScrollBar if self.look.ascii else PaneScrollBar  # type: ignore[misc]

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
        return super()._size_updated(size, self.virtual_size, container_size, layout)

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
