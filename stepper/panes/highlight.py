"""Python source as lines of coloured characters, once per file."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple

from pygments.lexers.python import PythonLexer
from pygments.token import Token
from rich.cells import cell_len

from stepper.panes.look import Look, Span

_TAB = 4
_LONGEST = 1_000_000  # characters; lexing a larger file would stop the screen for seconds: no colours

Piece = Tuple[Any, str]  # Pygments token type and text
Columns = Tuple[int, Optional[int]]  # characters from, up to; None is the end of the line
Mark = Tuple[Columns, str]  # and the role they are drawn in


def split(source: str) -> List[Tuple[Piece, ...]]:
    """The lines of a source. Lines end where Python ends them, so form feeds and the like stay inside."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if len(source) > _LONGEST:
        return [((Token, text),) for text in source.split("\n")]
    lines: List[Tuple[Piece, ...]] = []
    pieces: List[Piece] = []
    for token, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        head, *others = text.split("\n")
        pieces.append((token, head))
        for part in others:
            lines.append(tuple(pieces))
            pieces = [(token, part)]
    lines.append(tuple(pieces))
    if len(lines) > 1 and not any(text for _, text in lines[-1]):
        lines.pop()
    return lines


def spans(pieces: Tuple[Piece, ...], look: Look, marked: Sequence[Mark] = ()) -> Tuple[Span, ...]:
    """A line's pieces in their styles, tabs expanded, the marked characters in their roles as well."""
    marks = [(columns, look.style(role)) for columns, role in marked]
    result: List[Span] = []
    position = column = 0
    for token, text in pieces:
        style = look.syntax(token)
        run, run_style = "", style
        for character in text:
            wanted = style
            for columns, emphasis in marks:
                if _inside(position, columns):
                    wanted += emphasis
            if wanted != run_style:
                result.append((run, run_style))
                run, run_style = "", wanted
            if character == "\t":
                character = " " * (_TAB - column % _TAB)
            run += character
            position += 1
            column += len(character)
        result.append((run, run_style))
    return tuple(span for span in result if span[0])


def _inside(position: int, marked: Columns) -> bool:
    start, end = marked
    return start <= position and (end is None or position < end)


def extent(pieces: Tuple[Piece, ...], marked: Columns) -> Tuple[int, int]:
    """Cells before the marked characters, and cells they take."""
    text = "".join(text for _, text in pieces)
    start, end = marked
    before = cell_len(text[:start].expandtabs(_TAB))
    return before, cell_len(text[:end].expandtabs(_TAB)) - before


def indent(pieces: Tuple[Piece, ...]) -> int:
    """Characters of white space that a line begins with."""
    text = "".join(text for _, text in pieces)
    return len(text) - len(text.lstrip())
