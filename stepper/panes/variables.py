"""The names of the selected frame and their values: locals, cells, free variables, then the globals."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from rich.cells import cell_len
from textual.events import Resize

from stepper import glyphs
from stepper.changes import Change, VariableKey
from stepper.messages import ValueChosen
from stepper.panes.look import Line, Look, Span, plain
from stepper.panes.rows import ChoicePane
from stepper.panes.scene import Scene
from stepper.panes.text import cut, fit
from stepper.protocol import Value, Variable

NAME = 16  # cells a name gets at most
LEAST = 2  # cells what the value was must have to be shown
WIDE = 40  # cells; from here on there is room for types

_MARKS = {"new": (glyphs.NEW, "new"), "changed": (glyphs.CHANGED, "changed"), "gone": (glyphs.GONE, "gone")}
_GLYPHS = frozenset(glyph for glyph, _ in _MARKS.values())


class VariablesPane(ChoicePane):
    """One row a name: mark, name, value, and what the value was; Enter opens the value."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "4", "Locals", **options)
        self._scene: Optional[Scene] = None
        self._changed: Optional[int] = None  # the first row that has a mark
        self._variables: List[Optional[Variable]] = []  # by row
        self._filter = ""  # what names have to hold to be shown

    def show(self, scene: Scene) -> None:
        """Show the selected frame's names."""
        self._scene = scene
        self._lay_out()
        if self._changed is not None:
            self.keep_in_view(self._changed)

    def _lay_out(self) -> None:
        if self._scene is None:
            return
        frame, changes = self._scene.frame, self._scene.changes.variables
        name = frame.header.qualname
        self.set_title(f"{name} {glyphs.DOT} only {self._filter}" if self._filter else name)
        self._variables = []
        # In a module the globals are the same names once more.
        others = frame.globals if frame.header.qualname != "<module>" else ()
        rows = self._section(frame.variables, changes, ("local", "cell", "free", "name"))
        if not rows:
            rows = [plain(("    (none)", "empty"))]
            self._variables.append(None)
        if others:
            self._variables.append(None)
            rows += [plain(("── globals ", "muted")), *self._section(others, changes, ("global",))]
        self._changed = next((row for row, line in enumerate(rows) if line.spans[0][0] in _GLYPHS), None)
        self.set_rows(rows)

    def _section(
        self, variables: Sequence[Variable], changes: Dict[VariableKey, Change], scopes: Sequence[str]
    ) -> List[Line]:
        variables = [variable for variable in variables if self._filter in variable.name]
        width = min(max((cell_len(v.name) for v in variables), default=0), NAME)
        rows = [self._row(v, changes.get((v.scope, v.name)), width) for v in variables]
        present = {(v.scope, v.name) for v in variables}
        for (scope, name), change in changes.items():
            is_wanted = scope in scopes and self._filter in name and (scope, name) not in present
            if change.kind == "gone" and is_wanted:
                rows.append(self._row(Variable(name, scope, None), change, width))
        return rows

    def _row(self, variable: Variable, change: Optional[Change], width: int) -> Line:
        self._variables.append(variable)
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
        variable = self._variables[row] if row < len(self._variables) else None
        if variable is not None and variable.value is not None:
            kind = "global" if variable.scope == "global" else "name"
            self.post_message(ValueChosen(f"{kind}:{variable.name}", variable.name, variable.value))

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._lay_out()
