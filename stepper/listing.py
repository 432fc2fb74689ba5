"""One code object as rows for people: the index the panes use, and the text of ``pystep --dis``.

Pure: everything that depends on the guest's Python version comes with the protocol Listing.
"""

from __future__ import annotations

import textwrap
from bisect import bisect_left
from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from stepper import arrows
from stepper.protocol import Block, Listing, Row


class RowText(NamedTuple):
    """The text columns of one row, unpadded."""

    line: str  # "" where the line is that of the row above
    offset: str
    opname: str
    argument: str  # "→ 34" or "→ line 7" for jumps, else the readable argument, else the number


class ListingView:
    """A Listing indexed for showing: rows by offset and by line, jumps, and the arrow margin."""

    def __init__(self, listing: Listing, ascii: bool = False, rows: Optional[Tuple[Row, ...]] = None) -> None:
        """``rows`` are those to show, all of them by default; what is left out counts as the row after it.

        Who is shown a choice of rows sees no offsets: jumps are told by the lines they go to.
        """
        self.listing = listing
        self._in_lines = rows is not None
        self.rows: Tuple[Row, ...] = listing.rows if rows is None else rows
        self.ascii = ascii
        self.row_of: Dict[int, int] = {}
        self.rows_of_line: Dict[int, List[int]] = {}
        shown = {row.offset for row in self.rows}
        number = 0
        for row in listing.rows:
            # A jump lands on the first EXTENDED_ARG; f_lasti and exception tables name the opcode itself.
            self.row_of[row.start] = self.row_of[row.offset] = min(number, len(self.rows) - 1)
            number += row.offset in shown
        for number, row in enumerate(self.rows):
            if row.line is not None:
                self.rows_of_line.setdefault(row.line, []).append(number)
        self.jump_of: Dict[int, arrows.Jump] = {
            number: arrows.Jump(number, self.row_of[row.target])
            for number, row in enumerate(self.rows)
            if row.target is not None and row.target in self.row_of
        }
        self.jumps: Tuple[arrows.Jump, ...] = tuple(self.jump_of.values())
        self.last_line = max(self.rows_of_line, default=0)
        self.offset_width = len(str(self.rows[-1].offset)) if self.rows else 1
        self.opname_width = max((len(row.opname) for row in self.rows), default=0)
        self._texts = [self._row_text(number) for number in range(len(self.rows))]
        self._margins: Dict[int, arrows.Margin] = {}

    def line_of(self, row: int) -> Optional[int]:
        """The source line of row number ``row``."""
        return self.rows[row].line

    def text(self, row: int) -> RowText:
        """The text columns of row number ``row``."""
        return self._texts[row]

    def margin(self, max_lanes: int, active_offset: Optional[int] = None) -> arrows.Margin:
        """The arrows, with the jump of the instruction at ``active_offset`` lit.

        The drawing is kept for each number of lanes; lighting another jump costs only that jump's rows.
        """
        drawn = self._margins.get(max_lanes)
        if drawn is None:
            drawn = arrows.draw(self.jumps, len(self.rows), max_lanes, ascii=self.ascii)
            self._margins[max_lanes] = drawn
        active = None if active_offset is None else self.jump_of.get(self.row_of.get(active_offset, -1))
        return arrows.light(drawn, active)

    def _row_text(self, number: int) -> RowText:
        row = self.rows[number]
        above = self.rows[number - 1].line if number else None
        line = str(row.line) if row.line is not None and row.line != above else ""
        return RowText(line, str(row.offset), row.opname, self._argument(row))

    def _argument(self, row: Row) -> str:
        if row.target is not None:
            arrow = "->" if self.ascii else "→"
            if not self._in_lines:
                return f"{arrow} {row.target}"
            line = self.rows[self.row_of[row.target]].line if row.target in self.row_of else None
            return arrow if line is None else f"{arrow} line {line}"
        if row.argrepr:
            return row.argrepr
        return "" if row.arg is None else str(row.arg)


# ---- the text of --dis ----

WIDTH = 100  # columns the text is made for
_LANES = 4
_BREAKER = "!"
_BRACKETS = {True: ("[", ",", "|", "'"), False: ("╶", "╭", "│", "╰")}  # by ascii: alone, first, between, last


def print_listing(listing: Listing, others: Mapping[int, Listing], ascii: bool = False) -> str:
    """The text of a code object and of all that are nested in it.

    ``others`` has the nested listings by key; a key it does not have is left out.
    """
    todo, parts = [listing], []
    while todo:
        shown = todo.pop()
        parts.append("\n".join(_one_listing(shown, ascii)) + "\n")
        todo += [others[key] for key in reversed(shown.nested) if key in others]
    return "\n".join(parts)


def _one_listing(listing: Listing, ascii: bool) -> List[str]:
    view = ListingView(listing, ascii)
    lines = [*_header(listing, ascii), "", *_instructions(view)]
    if any(row.breaker for row in listing.rows):
        lines.append("")
        lines.append(f"  {_BREAKER} here CPython looks for signals and lets other threads run")
    if listing.blocks:
        lines += ["", *_block_table(view)]
    return [line.rstrip() for line in lines]


def _header(listing: Listing, ascii: bool) -> List[str]:
    place = f"{listing.file}, line {listing.first_line}"
    facts = [
        ("flags", ", ".join(listing.flags)),
        ("stack", f"at most {listing.stacksize}"),
        ("locals", ", ".join(listing.varnames)),
        ("cells", ", ".join(listing.cellvars)),
        ("free", ", ".join(listing.freevars)),
    ]
    lines = [f"{listing.qualname}   {place}", ("-" if ascii else "─") * WIDTH]
    for label, text in facts:
        if text:
            lines += textwrap.wrap(text, WIDTH, initial_indent=f"  {label:<8}", subsequent_indent=" " * 10)
    return lines


# What is too wide is shortened in these steps: (column, characters left). Stack pictures come off best: the
# beginning of a constant is enough to know it.
_ARGUMENT, _PICTURE = 5, 7
_SHORTENING = ((_ARGUMENT, 24), (_PICTURE, 28), (_ARGUMENT, 16), (_PICTURE, 12))
_TITLES = ("line", "", "offset", "", "instruction", "", "depth", "stack picture", "blocks")
_TO_THE_RIGHT = (0, 2, 6)


def _instructions(view: ListingView) -> List[str]:
    """A line for each instruction: as wide as its longest texts, and no wider than WIDTH."""
    table = [_TITLES if view.listing.blocks else (*_TITLES[:-1], ""), *_cells(view)]
    widths = [max(map(len, column)) for column in zip(*table)]
    for column, least in _SHORTENING:
        excess = max(0, sum(widths) + len(widths) - 1 - WIDTH)
        widths[column] = max(min(widths[column], least), widths[column] - excess)
    lines = []
    for cells in table:
        fitted = [_fit(text, width, view.ascii) for text, width in zip(cells, widths)]
        for column, width in enumerate(widths):
            justify = str.rjust if column in _TO_THE_RIGHT else str.ljust
            fitted[column] = justify(fitted[column], width)
        lines.append(" ".join(fitted)[:WIDTH])
    return lines


def _cells(view: ListingView) -> List[Tuple[str, ...]]:
    """The texts of each row, by column."""
    margin, brackets = view.margin(_LANES), block_brackets(view)
    rows: List[Tuple[str, ...]] = []
    for number, row in enumerate(view.rows):
        text = view.text(number)
        picture = f"{', '.join(row.before)} -- {', '.join(row.after)}" if row.before or row.after else ""
        depth = str(row.depth) if row.depth >= 0 else "-"
        mark = _BREAKER if row.breaker else ""
        what = (text.opname, text.argument, depth, picture.strip(), brackets[number])
        rows.append((text.line, margin.texts[number], text.offset, mark, *what))
    return rows


def block_brackets(view: ListingView) -> List[str]:
    """For each row the brackets of the blocks around it, outermost first, each block named where it begins.

    Where several begin together their names stand on the rows below, the outermost first.
    """
    levels = _block_levels(view.listing.blocks)
    alone, first, between, last = _BRACKETS[view.ascii]
    texts = [[" "] * (max(levels.values(), default=-1) + 1) for _ in view.rows]
    names = [""] * len(view.rows)
    offsets = [row.offset for row in view.rows]
    for block, level in sorted(levels.items(), key=lambda item: item[1]):
        start, end = bisect_left(offsets, block.start), bisect_left(offsets, block.end)
        if start >= end:
            continue
        for number in range(start, end):
            texts[number][level] = between
        texts[start][level], texts[end - 1][level] = first, last
        if end - start == 1:
            texts[start][level] = alone
        free = (number for number in range(start, end) if not names[number])
        names[next(free, start)] = block.kind
    return [f"{''.join(text)} {name}".rstrip() for text, name in zip(texts, names)]


def _block_levels(blocks: Sequence[Block]) -> Dict[Block, int]:
    """Nesting levels: blocks that overlap are side by side, the one that begins first outside."""
    levels: Dict[Block, int] = {}
    around: List[Block] = []
    for block in sorted(set(blocks), key=lambda block: (block.start, -block.end, block.kept, block.target)):
        around = [other for other in around if other.end > block.start]
        taken = {levels[other] for other in around}
        levels[block] = next(level for level in range(len(blocks)) if level not in taken)
        around.append(block)
    return levels


def _block_table(view: ListingView) -> List[str]:
    """The exception table and the loops, in the order of the listing."""
    offsets = [row.offset for row in view.rows]
    lines = ["  block    from    to  goes to  depth"]
    for block in view.listing.blocks:
        after = bisect_left(offsets, block.end)
        to = offsets[after - 1] if after else block.start
        depth = str(block.depth) if block.kept else ""
        origin = "exception table" if block.kept else "derived, no interpreter keeps it"
        lines.append(f"  {block.kind:<8}{block.start:>5}{to:>6}{block.target:>9}{depth:>7}  {origin}")
    return lines


def _fit(text: str, width: int, ascii: bool) -> str:
    if len(text) <= width:
        return text
    more = "..." if ascii else "…"
    return text[: max(0, width - len(more))] + more
