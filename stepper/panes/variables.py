"""The names of the selected frame and their values: locals, cells, free variables, then the globals."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from rich.cells import cell_len
from textual.events import Resize

from stepper import glyphs
from stepper.changes import Change, VariableKey
from stepper.messages import ValueChosen
from stepper.panes.cursor import CursorPane
from stepper.panes.look import BLANK, Line, Look, Span, plain
from stepper.panes.scene import Scene
from stepper.panes.text import cut, fit
from stepper.protocol import Value, Variable

NAME = 16  # cells a name gets at most
LEAST = 2  # cells what the value was must have to be shown
WIDE = 40  # cells; from here on there is room for types

_MARKS = {"new": (glyphs.NEW, "new"), "changed": (glyphs.CHANGED, "changed"), "gone": (glyphs.GONE, "gone")}


class _Entry(NamedTuple):
    """A row: a name, or a rule above the names that follow."""

    variable: Optional[Variable]
    change: Optional[Change] = None
    width: int = 0  # of the column of names
    rule: Line = BLANK


class VariablesPane(CursorPane):
    """One row a name: mark, name, value, and what the value was; Enter opens the value.

    Rows are drawn when they come into view: a frame may have hundreds of names."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "4", "Locals", **options)
        self._scene: Optional[Scene] = None
        self._entries: List[_Entry] = []
        self._filter = ""  # what names have to hold to be shown

    @property
    def row_count(self) -> int:
        return len(self._entries)

    def line(self, row: int) -> Line:
        entry = self._entries[row]
        line = self._row(entry.variable, entry.change, entry.width) if entry.variable else entry.rule
        return line._replace(under="cursor") if self.shows_cursor_at(row) else line

    def show(self, scene: Scene) -> None:
        """Show the selected frame's names."""
        self._scene = scene
        self._lay_out()
        changed = next((row for row, entry in enumerate(self._entries) if entry.change is not None), None)
        if changed is not None:
            self.keep_in_view(changed)

    def _lay_out(self) -> None:
        if self._scene is None:
            return
        frame, changes = self._scene.frame, self._scene.changes.variables
        name = frame.header.qualname
        self.set_title(f"{name} {glyphs.DOT} only {self._filter}" if self._filter else name)
        # In a module the globals are the same names once more.
        others = frame.globals if frame.header.qualname != "<module>" else ()
        self._entries = self._section(frame.variables, changes, ("local", "cell", "free", "name"))
        if not self._entries:
            self._entries.append(_Entry(None, rule=plain(("    (none)", "empty"))))
        if others:
            self._entries.append(_Entry(None, rule=plain(("── globals ", "muted"))))
            self._entries += self._section(others, changes, ("global",))
        self._found = None
        self.refresh_rows()

    def _section(
        self, variables: Sequence[Variable], changes: Dict[VariableKey, Change], scopes: Sequence[str]
    ) -> List[_Entry]:
        if self._filter:
            variables = [variable for variable in variables if self._filter in variable.name]
        width = min(max((cell_len(v.name) for v in variables), default=0), NAME)
        entries = [_Entry(v, changes.get((v.scope, v.name)), width) for v in variables]
        gone = [key for key, change in changes.items() if change.kind == "gone"]
        present = {(v.scope, v.name) for v in variables} if gone else ()
        for scope, name in gone:
            if scope in scopes and self._filter in name and (scope, name) not in present:
                entries.append(_Entry(Variable(name, scope, None), changes[scope, name], width))
        return entries

    def _row(self, variable: Variable, change: Optional[Change], width: int) -> Line:
        mark, role = _MARKS[change.kind] if change else (" ", "")
        spans: List[Span] = [
            (mark, role),
            (" ", ""),
            (fit(self.look.text(variable.name), width) + " ", "name"),
        ]
        was = change.was if change else None
        if variable.value is not None:
            spans += self._value(variable.value, role, was, width)
        elif change is not None and was is not None:
            spans += [(was.text, "gone"), (f" {glyphs.DOT} gone", "was")]
        else:
            spans.append(("(unbound)", "empty"))
        if variable.scope in ("cell", "free"):
            spans.append((f"  {variable.scope}", "type"))
        return Line(tuple(spans))

    def _value(self, value: Value, role: str, was: Optional[Value], width: int) -> List[Span]:
        """The value in full if it fits, then what it was, or its type, in what is left of the row."""
        room = max(self.size.width - width - 4, 1)
        text = cut(self.look.text(value.text), room)
        spans: List[Span] = [(text, role or "value")]
        room -= cell_len(text)
        if was is not None:
            if room >= len("  was ") + LEAST:
                spans.append((cut(f"  was {self.look.text(was.text)}", room), "was"))
        elif self.size.width >= WIDE and cell_len(value.type) + 2 <= room:
            spans.append((f"  {value.type}", "type"))
        return spans

    @property
    def filter(self) -> str:
        """What names have to hold to be shown; "" shows all."""
        return self._filter

    def set_filter(self, text: str) -> None:
        """Show the names that hold this text."""
        self._filter = text
        self.reset_cursor()
        self._lay_out()

    def chosen(self, row: int) -> None:
        variable = self._entries[row].variable if row < len(self._entries) else None
        if variable is not None and variable.value is not None:
            kind = "global" if variable.scope == "global" else "name"
            self.post_message(ValueChosen(f"{kind}:{variable.name}", variable.name, variable.value))

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._lay_out()
