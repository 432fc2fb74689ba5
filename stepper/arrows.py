"""Jump arrows for the margin of a listing: jumps between rows in, one string per row out.

Pure: knows rows and columns, no bytecode and no styles. Short jumps lie nearest the code and enclosing ones
outside; jumps to one target share a lane; a jump that finds no free lane is left out (its row still names the
target). A cell is the set of directions that lines leave it by, so crossings and joints come out right in any
drawing order.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple

UP, DOWN, LEFT, RIGHT, HEAD = 1, 2, 4, 8, 16

_LINES = {
    0: " ",
    UP: "│",
    DOWN: "│",
    LEFT: "─",
    RIGHT: "─",
    UP | DOWN: "│",
    LEFT | RIGHT: "─",
    DOWN | RIGHT: "╭",
    UP | RIGHT: "╰",
    UP | DOWN | RIGHT: "├",
    DOWN | LEFT | RIGHT: "┬",
    UP | LEFT | RIGHT: "┴",
    UP | DOWN | LEFT | RIGHT: "┼",
}
_TWINS = {" ": " ", "│": "|", "─": "-", "╭": "/", "╰": "\\"}  # every other joint is a "+"
_GLYPHS = {**_LINES, **{HEAD | directions: "▸" for directions in range(HEAD)}}
_ASCII_GLYPHS = {cell: ">" if cell & HEAD else _TWINS.get(glyph, "+") for cell, glyph in _GLYPHS.items()}


class Jump(NamedTuple):
    """One possible transfer of control, by row numbers."""

    source: int
    target: int


class Margin(NamedTuple):
    """The drawn margin."""

    texts: Tuple[str, ...]  # one per row, all ``width`` cells wide
    width: int
    hot: Dict[int, FrozenSet[int]]  # by row, the columns of the active jump
    columns: Dict[Jump, int]  # where each drawn jump runs vertically; jumps left out are missing
    cells: Tuple[bytes, ...]  # the directions behind the texts
    ascii: bool


def assign_lanes(jumps: Sequence[Jump], max_lanes: int) -> Dict[Jump, int]:
    """Give each jump a lane, 0 nearest the code.

    The rows a lane is taken in are the bits of an integer: a module of 20,000 rows is laid out in no time.
    Taking the shortest jumps first puts enclosing jumps outside what they enclose.
    """
    taken = [0] * max_lanes
    same_target: List[Dict[int, int]] = [{} for _ in range(max_lanes)]
    lanes: Dict[Jump, int] = {}
    for jump in sorted(set(jumps), key=lambda jump: (abs(jump.target - jump.source), jump)):
        low, high = min(jump), max(jump)
        rows = ((1 << (high - low + 1)) - 1) << low
        for lane in range(max_lanes):
            own = same_target[lane].get(jump.target, 0)
            if not taken[lane] & ~own & rows:
                taken[lane] |= rows
                same_target[lane][jump.target] = own | rows
                lanes[jump] = lane
                break
    return lanes


def draw(
    jumps: Sequence[Jump], rows: int, max_lanes: int, active: Optional[Jump] = None, ascii: bool = False
) -> Margin:
    """Draw the margin of ``rows`` rows with at most ``max_lanes`` vertical lanes, the active jump lit."""
    lanes = assign_lanes(jumps, max_lanes)
    used = max(lanes.values(), default=-1) + 1
    width = used + 2 if used else 0  # the lanes, a dash, the arrowhead
    columns = {jump: used - 1 - lane for jump, lane in lanes.items()}
    grid = [bytearray(width) for _ in range(rows)]
    for jump, column in columns.items():
        for row, cell, directions in _cells(jump, column, width):
            grid[row][cell] |= directions
    texts = tuple(_text(bytes(line), ascii) for line in grid)
    return light(Margin(texts, width, {}, columns, tuple(map(bytes, grid)), ascii), active)


def light(margin: Margin, active: Optional[Jump]) -> Margin:
    """An unlit margin with one jump lit; only the rows of that jump cost anything.

    A jump that found no lane borrows the outermost one: the arrow to follow next is never missing.
    """
    if active is None or not margin.width:
        return margin
    column = margin.columns.get(active, 0)
    low, high = min(active), max(active)
    hot = dict.fromkeys(range(low, high + 1), frozenset((column,)))
    hot[low] = hot[high] = frozenset(range(column, margin.width))
    if active in margin.columns:
        return margin._replace(hot=hot)
    lines = {row: bytearray(margin.cells[row]) for row in range(low, high + 1)}
    for row, cell, directions in _cells(active, column, margin.width):
        lines[row][cell] |= directions
    borrowed = tuple(_text(bytes(line), margin.ascii) for line in lines.values())
    return margin._replace(texts=margin.texts[:low] + borrowed + margin.texts[high + 1 :], hot=hot)


def _text(line: bytes, ascii: bool) -> str:
    return line.decode("latin-1").translate(_ASCII_GLYPHS if ascii else _GLYPHS)


def _cells(jump: Jump, column: int, width: int) -> List[Tuple[int, int, int]]:
    """The (row, column, directions) cells of one jump."""
    low, high = min(jump), max(jump)
    cells = [(row, column, UP | DOWN) for row in range(low + 1, high)]
    if low == high:
        cells.append((low, column, RIGHT))
    else:
        cells += [(low, column, DOWN | RIGHT), (high, column, UP | RIGHT)]
    for row in {low, high}:
        cells += [(row, cell, LEFT | RIGHT) for cell in range(column + 1, width - 1)]
        cells.append((row, width - 1, HEAD if row == jump.target else LEFT))
    return cells
