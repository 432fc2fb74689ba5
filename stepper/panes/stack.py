"""The value stack, top first, with the part each value is about to play."""

from __future__ import annotations

from typing import Any, FrozenSet, List, Tuple

from rich.cells import cell_len
from textual.events import Resize

from stepper import glyphs
from stepper.messages import ValueChosen
from stepper.panes.look import Line, Look, Span, mark, padded, plain
from stepper.panes.rows import ChoicePane
from stepper.panes.scene import Scene
from stepper.panes.text import cut, fit
from stepper.protocol import StackSlot

LABEL = 6  # cells for "+ TOS "
TYPE = 20  # cells a type's name gets at most
NARROW_TYPE = 10  # and in a pane
ROLE = 10  # cells kept for roles; a longer one takes them from its own value
WIDE = 30  # that has no more than this for value and type together


class StackPane(ChoicePane):
    """One row a slot: mark, position from the top, value, type, role; Enter opens the value."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "3", "Stack", **options)
        self._slots: Tuple[StackSlot, ...] = ()
        self._new: FrozenSet[int] = frozenset()

    def show(self, scene: Scene) -> None:
        """Show the selected frame's stack."""
        self._slots = scene.frame.stack
        self._new = scene.changes.stack
        # Only where some are out of sight: a title that changes repaints the whole pane.
        self.set_title(str(len(self._slots)) if len(self._slots) > self.size.height else "")
        self._lay_out()

    def _lay_out(self) -> None:
        if not self._slots:
            self.set_rows([plain(("    (empty)", "empty"))])
            return
        widths = self._widths()
        top = len(self._slots) - 1
        rows = [
            self._row(top - index, self._slots[index], index in self._new, widths)
            for index in range(top, -1, -1)
        ]
        self.set_rows(rows)

    def _widths(self) -> Tuple[int, int, int]:
        """Cells for a value, for its type, and for both: a long value takes its type's room as well."""
        roles = max((min(cell_len(slot.role), ROLE) + 3 for slot in self._slots if slot.role), default=0)
        room = max(self.size.width - LABEL - roles - 2, 1)  # one for the scroll bar, one before the role
        types = min(max(cell_len(_type(slot)) for slot in self._slots), TYPE if room > WIDE else NARROW_TYPE)
        widths = [cell_len(slot.value.text) for slot in self._slots if _type(slot)] or [0]
        if max(widths) + 1 + types <= room:
            # A value that says its own type, such as <range_iterator>, has the room of both.
            alone = max((cell_len(slot.value.text) for slot in self._slots if not _type(slot)), default=0)
            return max(widths), types, min(max(max(widths) + 1 + types, alone), room)
        return max((width for width in widths if width + 1 + types <= room), default=0), types, room

    def _row(self, depth: int, slot: StackSlot, new: bool, widths: Tuple[int, int, int]) -> Line:
        label = "TOS" if depth == 0 else f"{depth:<3}"
        # The mark stands before all else: "TOS + 4" would read as a sum.
        spans: List[Span] = [
            mark(glyphs.NEW, "new", new),
            (f" {label} ", "name" if depth == 0 else "muted"),
        ]
        value, type_, both = widths
        if slot.role:
            both = max(min(both, self.size.width - LABEL - cell_len(slot.role) - 4), 1)
        text, role = self.look.text(slot.value.text), _value_role(slot, new)
        if cell_len(text) > min(value, both):
            # A cell is left before what stands beside it: the role, or the next pane.
            spans += [*padded(text, both if slot.role else self.row_width - LABEL - 1, role), (" ", "")]
        else:
            left = max(both - value - 1, 0)
            shown = cut(_type(slot), type_) if left > 1 else ""  # no more than a mark that it is cut
            spans += [*padded(text, value + 1, role), (fit(shown, left) + " ", "type")]
        if slot.role:
            spans.append((f"{glyphs.CONSUMED} {slot.role}", "operand"))
        return Line(tuple(spans))

    def chosen(self, row: int) -> None:
        if row < len(self._slots):
            value = self._slots[-1 - row].value
            label = "TOS" if row == 0 else f"TOS {row}"
            self.post_message(ValueChosen(f"stack:{-1 - row}", label, value))

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._lay_out()


def _type(slot: StackSlot) -> str:
    """What stands in the type's column; slots that hold no plain object say what they are."""
    value = slot.value
    if slot.kind != "object":
        return {"exception": "handled", "lasti": "lasti", "position": "position"}.get(slot.kind, "")
    return "" if value.text.startswith(f"<{value.type}") else value.type


def _value_role(slot: StackSlot, new: bool) -> str:
    if slot.kind == "null":
        return "null"
    return "new" if new else "value"
