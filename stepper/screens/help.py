"""The help: every key, made from the table of commands, and what the marks mean."""

from __future__ import annotations

from typing import ClassVar, List, Sequence

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from stepper import commands, glyphs
from stepper.keymap import Keymap
from stepper.panes.look import BLANK, Line, Look, plain, width_of
from stepper.panes.rows import RowsPane
from stepper.panes.text import fit

_MARKS = (
    (glyphs.CURRENT, "current", "about to run"),
    (glyphs.CURSOR, "muted", "the cursor, where b and t act"),
    (glyphs.BREAKPOINT, "breakpoint", "breakpoint"),
    (glyphs.NEW, "new", "new since last shown"),
    (glyphs.CHANGED, "changed", "changed since last shown"),
    (glyphs.CONSUMED, "operand", "the instruction will use it"),
    (glyphs.JUMPS, "operand", "the branch jumps"),
    (glyphs.FALLS, "operand", "it falls through"),
)
_KEYS = (16, 10)  # cells for the keys in the left and in the right column
_COLUMNS = 100  # cells that two columns need


class HelpPane(RowsPane):
    """All keys by group, in as many columns as there is room for."""

    def __init__(self, look: Look, keymap: Keymap) -> None:
        super().__init__(look, "?", "Help", id="help", classes="pane")
        self._keymap = keymap

    def on_resize(self, event: object) -> None:
        super().on_resize(event)  # type: ignore[arg-type]
        left = _groups(self._keymap, ("run", "stop", "session"), _KEYS[0])
        right = _groups(self._keymap, ("past", "look", "pane"), _KEYS[1])
        if self.size.width < _COLUMNS:
            right += _marks()
            self.set_rows([*left, BLANK, *right])
            return
        left += _marks()
        height = max(len(left), len(right))
        left += [BLANK] * (height - len(left))
        right += [BLANK] * (height - len(right))
        self.set_rows([_beside(one, other) for one, other in zip(left, right)])


class HelpScreen(ModalScreen[None]):
    """Help over the main screen, until Escape."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q,question_mark,f1", "close", "Close")]
    AUTO_FOCUS = "#help"

    def __init__(self, look: Look, keymap: Keymap) -> None:
        super().__init__()
        self.look = look
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield HelpPane(self.look, self._keymap)

    def action_close(self) -> None:
        self.dismiss()


def _groups(keymap: Keymap, names: Sequence[str], width: int) -> List[Line]:
    lines: List[Line] = []
    for name in names:
        if lines:
            lines.append(BLANK)
        lines.append(plain((commands.GROUPS[name], "title")))
        for command in commands.COMMANDS:
            if command.group == name:
                keys = "1 ... 7" if command.id == "pane" else "  ".join(keymap.of(command).shown_keys)
                lines.append(plain((f"  {fit(keys, width)} ", "key"), (command.help, "label")))
    return lines


def _marks() -> List[Line]:
    lines = [BLANK, plain(("Marks", "title"))]
    return lines + [plain(("  ", ""), (mark, role), (f"  {text}", "label")) for mark, role, text in _MARKS]


def _beside(left: Line, right: Line) -> Line:
    gap = " " * (_COLUMNS // 2 + 8 - width_of(list(left.spans)))
    return Line((*left.spans, (gap, ""), *right.spans))
