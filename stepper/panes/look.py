"""How things look: the styles of the roles, and the one place where spans of text become a strip of cells."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Tuple, Union

from pygments.token import Token
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import TRANSPARENT, Color
from textual.strip import Strip

from stepper import glyphs, themes
from stepper.panes.text import cut, visible

Span = Tuple[
    str, Union[str, Style]
]  # text, and the role (or the style itself) it is drawn in; "" is plain text


class Line(NamedTuple):
    """One row of a pane."""

    spans: Tuple[Span, ...]
    under: str = ""  # a role laid under the whole row: a band
    fill: str = ""  # the role of what is left of the row, when it differs


BLANK = Line(())
_PAST = {"current": "past", "mnemonic": "past", "arrow-current": "reason"}  # roles in the past


class Look:
    """The styles in force. One object for all panes; changing the theme changes it in place."""

    def __init__(self, ascii: bool = False) -> None:
        self.ascii = ascii
        self.in_past = False  # whether what is shown has been; to be set by ``show_past``
        self.past_colour = TRANSPARENT  # of the rules above what has been
        self._roles: Dict[str, Style] = {}
        self._syntax: Dict[Any, Style] = {Token: Style()}
        self._combined: Dict[Tuple[Style, str, Union[str, Style]], Style] = {}

    def use(self, roles: Mapping[str, str], syntax: Mapping[str, str], variables: Mapping[str, str]) -> None:
        """Take a theme's roles and syntax colours; ``variables`` are the theme's colours by name."""
        self._roles = themes.role_styles(roles, variables)
        self._syntax = themes.syntax_styles(syntax, variables)
        colours = themes.css_variables({"past": self._roles["past"]}, variables)
        self.past_colour = Color.parse(colours["step-past-background"])
        self._combined.clear()

    def show_past(self, in_past: bool) -> bool:
        """Draw what is about to run as what was; whether that makes a difference."""
        if in_past == self.in_past:
            return False
        self.in_past = in_past
        self._combined.clear()
        return True

    def differs_in_past(self, line: Line) -> bool:
        """Whether a row looks another way in the past than in the present."""
        return line.under in _PAST or line.fill in _PAST or any(role in _PAST for _, role in line.spans)

    def style(self, role: str) -> Style:
        """The style of a role."""
        if self.in_past:
            role = _PAST.get(role, role)
        return self._roles[role] if role else Style.null()

    def syntax(self, token: Any) -> Style:
        """The style of a Pygments token type: its own, or that of the nearest type above it."""
        while token not in self._syntax:
            token = token.parent
        return self._syntax[token]

    def text(self, text: str) -> str:
        """Text as it may be drawn: harmless, and in ASCII where that is wanted."""
        text = visible(text)
        return glyphs.to_ascii(text) if self.ascii else text

    def text_lines(self, text: str) -> List[str]:
        """The lines of a text as they may be drawn."""
        return [self.text(line) for line in text.split("\n")]

    def strip(self, line: Line, width: int, ground: Style) -> Strip:
        """Draw a row ``width`` cells wide on the pane's own style."""
        segments: List[Segment] = []
        taken = 0
        for text, role in line.spans:
            if text:
                text = self.text(text)
                taken += cell_len(text)
                segments.append(Segment(text, self._combine(ground, line.under, role)))
        rest = self._combine(ground, line.under, line.fill)
        if taken > width:
            end = [Segment(self.text(glyphs.CUT), segments[-1].style)]
            return Strip([*Strip(segments).crop(0, width - 1), *end]).adjust_cell_length(width, rest)
        if taken < width:  # a Strip of Textual's is dear to make: one, not a second one that is extended
            segments.append(Segment(" " * (width - taken), rest))
        return Strip(segments, width)

    def _combine(self, ground: Style, under: str, role: Union[str, Style]) -> Style:
        key = (ground, under, role)
        style = self._combined.get(key)
        if style is None:
            over = role if isinstance(role, Style) else self.style(role)
            style = self._combined[key] = ground + self.style(under) + over
        return style


def plain(*spans: Span) -> Line:
    """A row made of these spans."""
    return Line(spans)


def mark(glyph: str, role: str, shown: bool) -> Span:
    """A mark in its cell, or the cell left as it is: a role may have a ground of its own."""
    return (glyph, role) if shown else (" ", "")


def padded(text: str, width: int, role: str) -> Tuple[Span, Span]:
    """A text in a column of ``width`` cells, whose role ends where the text does."""
    text = cut(text, width)
    return (text, role), (" " * (width - cell_len(text)), "")


def drop_cells(spans: Sequence[Span], count: int) -> Tuple[Span, ...]:
    """The spans without their first ``count`` cells."""
    kept: List[Span] = []
    for text, role in spans:
        if count <= 0:
            kept.append((text, role))
            continue
        width = cell_len(text)
        if width > count:
            kept.append((set_cell_size(text[::-1], width - count)[::-1], role))
        count -= width
    return tuple(kept)


def width_of(spans: List[Span]) -> int:
    """The cells the spans take."""
    return Strip([Segment(text) for text, _ in spans]).cell_length
