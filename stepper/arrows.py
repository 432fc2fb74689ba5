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
_ASCII = {" ": " ", "│": "|", "─": "-", "╭": "/", "╰": "\\"}


class Jump(NamedTuple):
    """One possible transfer of control, by row numbers."""

    source: int
    target: int


class Margin(NamedTuple):
    """The drawn margin. ``hot`` holds, by row, the columns of the active jump."""

    texts: Tuple[str, ...]  # one per row, all ``width`` cells wide
    width: int
    hot: Dict[int, FrozenSet[int]]
    columns: Dict[Jump, int]  # where each drawn jump runs vertically; jumps left out are missing


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
    """Draw the margin of ``rows`` rows with at most ``max_lanes`` vertical lanes.

    An active jump that found no lane borrows the outermost one: the arrow to follow next is never missing.
    """
    lanes = assign_lanes(jumps, max_lanes)
    used = max(lanes.values(), default=-1) + 1
    if not used:
        return Margin(("",) * rows, 0, {}, {})
    if active is not None and active not in lanes and active in jumps:
        lanes[active] = used - 1
    width = used + 2  # the lanes, a dash, the arrowhead
    columns = {jump: used - 1 - lane for jump, lane in lanes.items()}
    grid = [[0] * width for _ in range(rows)]
    for jump, column in columns.items():
        for row, cell, directions in _cells(jump, column, width):
            grid[row][cell] |= directions
    texts = tuple("".join([_glyph(cell, ascii) for cell in line]) for line in grid)
    return light(Margin(texts, width, {}, columns), active)


def light(margin: Margin, active: Optional[Jump]) -> Margin:
    """The same margin with another active jump (none is lit when that jump is not drawn)."""
    if active is None or active not in margin.columns:
        return margin._replace(hot={})
    hot: Dict[int, FrozenSet[int]] = {}
    for row, cell, _ in _cells(active, margin.columns[active], margin.width):
        hot[row] = hot.get(row, frozenset()) | {cell}
    return margin._replace(hot=hot)


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


def _glyph(directions: int, ascii: bool) -> str:
    if directions & HEAD:
        return ">" if ascii else "▸"
    glyph = _LINES[directions]
    return _ASCII.get(glyph, "+") if ascii else glyph
