"""A value opened into its structure: a tree whose branches are told when they are opened."""

from __future__ import annotations

from typing import ClassVar, Dict, List, Tuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from stepper import glyphs
from stepper.messages import PartsWanted
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span
from stepper.panes.text import cut
from stepper.questions import Opened, Part

Path = Tuple[str, ...]
LABEL = 28  # cells a label gets at most
TYPE = 12  # cells that are left for the type
LEAST = 6  # rows it has room for, however few there are


class Node:
    """One row of the tree."""

    def __init__(self, path: Path, part: Part, depth: int) -> None:
        self.path = path
        self.part = part
        self.depth = depth
        self.more_from = -1  # a row that stands for the parts from there on; else -1


class ValuePane(CursorPane):
    """The tree. Enter or a click opens a row, and closes it again."""

    BINDINGS: ClassVar[List[BindingType]] = [Binding("escape,q", "screen.close_value", "Close")]

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "", id="value", classes="pane")
        self._tree: List[Node] = []
        self._counts: Dict[Path, int] = {}  # how many parts each opened value has
        self._height = 0
        self.border_subtitle = self.look.text(f"Enter opens {glyphs.DOT} Esc closes")

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    def open(self, root: str, part: Part, opened: Opened) -> None:
        """Show a value with its parts."""
        self._tree = [Node((root,), part, 0)]
        self._counts.clear()
        self._height = 0
        self.reset_cursor()
        self.set_title(part.label)
        self.show(opened)

    @property
    def row_count(self) -> int:
        return len(self._tree)

    def line(self, row: int) -> Line:
        node = self._tree[row]
        under = "cursor" if self.shows_cursor_at(row) else ""
        indent = "  " * node.depth
        if node.more_from >= 0:
            return Line(((f"{indent}  {node.part.label}", "muted"),), under)
        mark = " " if not node.part.opens else glyphs.OPENED if node.path in self._counts else glyphs.CLOSED
        label = cut(self.look.text(node.part.label), LABEL)
        spans: List[Span] = [(f"{indent}{mark} ", "operand"), (f"{label} ", "name")]
        room = max(self.row_width - cell_len(indent) - cell_len(label) - 3, 1)
        spans.append((cut(self.look.text(node.part.value.text), room), "value"))
        room -= cell_len(spans[-1][0])
        if room > TYPE:
            spans.append((f"  {self.look.text(node.part.value.type)}", "type"))
        return Line(tuple(spans), under)

    def chosen(self, row: int) -> None:
        node = self._tree[row]
        if node.more_from >= 0:
            self.post_message(PartsWanted(node.path, node.more_from))
        elif node.path in self._counts:
            self._close(row)
        elif node.part.opens:
            self.post_message(PartsWanted(node.path, 0))

    def clicked(self, row: int, column: int) -> None:
        self.move_cursor(row)
        self.chosen(row)

    def _close(self, row: int) -> None:
        node = self._tree[row]
        end = row + 1
        while end < len(self._tree) and self._tree[end].depth > node.depth:
            if self._tree[end].more_from < 0:  # a row for more has the path of what it is more of
                self._counts.pop(self._tree[end].path, None)
            end += 1
        del self._counts[node.path]
        del self._tree[row + 1 : end]
        self.refresh_rows()

    def show(self, opened: Opened) -> None:
        """Show the parts of a value below it, or after those that are shown."""
        row = next((r for r, node in enumerate(self._tree) if self._takes(node, opened)), None)
        if row is None:
            return  # closed in the meantime
        node = self._tree[row]
        if node.more_from >= 0:
            del self._tree[row]
            row, depth = row - 1, node.depth
        else:
            depth = node.depth + 1
        self._counts[opened.path] = opened.total
        added = [
            Node((*opened.path, str(opened.start + index)), part, depth)
            for index, part in enumerate(opened.parts)
        ]
        left = opened.total - opened.start - len(opened.parts)
        if left > 0 and opened.parts:
            more = Node(opened.path, Part(f"{left:,} more: Enter shows some", node.part.value, False), depth)
            more.more_from = opened.start + len(opened.parts)
            added.append(more)
        self._tree[row + 1 : row + 1] = added
        self._grow()
        self.refresh_rows()

    def _grow(self) -> None:
        """Make room for all rows, as far as the screen has it; what is around a small value can be seen."""
        height = max(self.row_count, LEAST) + 2  # for the frame
        if height > self._height:
            self._height = height
            self.styles.height = height

    def _takes(self, node: Node, opened: Opened) -> bool:
        if node.path != opened.path:
            return False
        return node.more_from == opened.start if opened.start else node.more_from < 0
