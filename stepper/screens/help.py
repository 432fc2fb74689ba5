"""The help: every key by what it is for, made from the table of commands, and what the marks mean."""

from __future__ import annotations

from typing import ClassVar, List, NamedTuple, Sequence, Tuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.screen import ModalScreen

from stepper import commands, glyphs
from stepper.keymap import Keymap
from stepper.messages import CommandClicked
from stepper.panes.look import BLANK, Line, Look, padded, plain
from stepper.panes.rows import RowsPane
from stepper.panes.text import cut

_MARKS = (
    (glyphs.CURRENT, "current", "about to run"),
    (glyphs.CURSOR, "muted", "the cursor, where {breakpoint} and {until} act"),
    (glyphs.LINKED, "linked", "belongs to what you point at in the other pane"),
    (glyphs.BREAKPOINT, "breakpoint", "breakpoint"),
    (glyphs.BREAKER, "breaker", "CPython looks for signals and other threads"),
    (glyphs.NEW, "new", "new since last shown"),
    (glyphs.CHANGED, "changed", "changed since last shown"),
    (glyphs.GONE, "gone", "gone since last shown"),
    (glyphs.CONSUMED, "operand", "the instruction will use it"),
    (glyphs.JUMPS, "operand", "the branch jumps"),
    (glyphs.FALLS, "operand", "it falls through"),
)
_MOUSE = (
    ("Click", "move the cursor, select, press a key, also here"),
    ("Click left", "in the margin: set or remove a breakpoint"),
    ("Wheel", "scroll"),
    ("Shift+drag", "select text, as the terminal does"),
)
_LEAST = 52  # cells that a column needs
_GAP = 2  # cells between columns
_SHARE = 0.96  # of the screen's height, as in stepper.tcss


class Row(NamedTuple):
    """A line of the help in two halves."""

    left: str
    role: str  # of the left half
    right: str
    command: str = ""  # what a click does


class Part(NamedTuple):
    """What belongs together."""

    title: str
    rows: Tuple[Row, ...]

    @property
    def left(self) -> int:
        """Cells that the left halves take."""
        return max(cell_len(row.left) for row in self.rows)

    @property
    def height(self) -> int:
        """Rows with title and the blank one after them."""
        return len(self.rows) + 2


def parts(keymap: Keymap) -> List[Part]:
    """All there is to say, by purpose."""
    found = []
    for group, title in commands.GROUPS.items():
        rows = []
        for command in commands.COMMANDS:
            if command.group == group:
                keys = keymap.of(command).shown_keys
                shown = f"{keys[0]} ... {keys[-1]}" if command.id in commands.CHOICES else "  ".join(keys)
                one = "" if command.id in commands.CHOICES else command.id
                rows.append(Row(shown or glyphs.DOT, "key", command.help, one))
        found.append(Part(title, tuple(rows)))
    keys_of = {command.id: keymap.key(command.id) for command in commands.COMMANDS}
    found.append(Part("Marks", tuple(Row(mark, role, text.format(**keys_of)) for mark, role, text in _MARKS)))
    found.append(Part("Mouse", tuple(Row(what, "key", text) for what, text in _MOUSE)))
    return found


def columns(all_parts: Sequence[Part], count: int) -> List[List[Part]]:
    """The parts in their order in ``count`` columns, the tallest as low as can be."""
    lowest = max(part.height for part in all_parts)
    while True:
        filled: List[List[Part]] = [[]]
        for part in all_parts:
            if sum(one.height for one in filled[-1]) + part.height > lowest and filled[-1]:
                filled.append([])
            filled[-1].append(part)
        if len(filled) <= count:
            return filled
        lowest += 1


class HelpPane(RowsPane):
    """All keys by purpose, in as many columns as there is room for; too much for one view goes by parts."""

    BINDINGS: ClassVar[List[BindingType]] = [
        Binding("right,tab,space", "next_part", "Next part", show=False),
        Binding("left,shift+tab", "previous_part", "Previous part", show=False),
    ]

    def __init__(self, look: Look, keymap: Keymap) -> None:
        super().__init__(look, keymap.key("help"), "Help", id="help", classes="pane")
        self._parts = parts(keymap)
        self._starts: List[int] = [0]  # rows at which parts begin
        self._clickable: List[List[str]] = []  # the command of each row, by column
        self._column_width = 1

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        width = self.size.width - 1  # the scroll bar's
        count = min(max((width + _GAP) // (_LEAST + _GAP), 1), 3)
        filled = columns(self._parts, count)
        each = (width + _GAP) // len(filled) - _GAP
        texts = [_column(part, each) for part in filled]
        self._column_width = each + _GAP
        self._clickable = [_commands(part) for part in filled]
        height = max(len(text) for text in texts)
        self._starts = [0]
        for part in filled[0][:-1]:
            self._starts.append(self._starts[-1] + part.height)
        self.set_rows([self._beside(texts, row, each) for row in range(height)])
        self.styles.height = height + 2  # for the frame
        more = (
            f"Right, Left: next part {glyphs.DOT} " if height + 2 > self.screen.size.height * _SHARE else ""
        )
        self.border_subtitle = self.look.text(f"{more}Esc closes")

    def _beside(self, texts: Sequence[List[Line]], row: int, width: int) -> Line:
        spans = []
        for column in texts:
            line = column[row] if row < len(column) else BLANK
            taken = sum(cell_len(text) for text, _ in line.spans)
            spans += [*line.spans, (" " * (width - taken + _GAP), "")]
        return Line(tuple(spans[:-1]))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column, row = offset.x // self._column_width, offset.y + self.scroll_offset.y
        if column < len(self._clickable) and row < len(self._clickable[column]):
            command = self._clickable[column][row]
            if command:
                self.post_message(CommandClicked(command))

    def action_next_part(self) -> None:
        self._scroll(next((start for start in self._starts if start > self.scroll_offset.y), 0))

    def action_previous_part(self) -> None:
        before = [start for start in self._starts if start < self.scroll_offset.y]
        self._scroll(before[-1] if before else self._starts[-1])


class HelpScreen(ModalScreen[str]):
    """Help over the main screen, until Escape or a click; left with the command that was clicked, or ""."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q,question_mark,f1", "close", "Close")]
    AUTO_FOCUS = "#help"

    def __init__(self, look: Look, keymap: Keymap) -> None:
        super().__init__()
        self.look = look
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield HelpPane(self.look, self._keymap)

    def action_close(self) -> None:
        self.dismiss("")

    def on_command_clicked(self, message: CommandClicked) -> None:
        message.stop()
        self.dismiss(message.command)

    def on_click(self, event: Click) -> None:
        if event.widget is self:
            self.dismiss("")


def _column(all_parts: Sequence[Part], width: int) -> List[Line]:
    lines: List[Line] = []
    left = max(part.left for part in all_parts) + 1
    for part in all_parts:
        lines.append(plain((cut(part.title, width), "title")))
        for row in part.rows:
            key = padded(row.left, left, row.role)
            lines.append(plain(("  ", ""), *key, (cut(row.right, max(width - left - 2, 1)), "label")))
        lines.append(BLANK)
    return lines[:-1]


def _commands(all_parts: Sequence[Part]) -> List[str]:
    """The command of each of the same lines; "" where there is none."""
    return [command for part in all_parts for command in ("", *(row.command for row in part.rows), "")]
