"""One code object as rows for people: the index the panes use, and the text of ``pystep --dis``.

Pure: everything that depends on the guest's Python version comes with the protocol Listing.
"""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Tuple

from stepper import arrows
from stepper.protocol import Listing, Row


class RowText(NamedTuple):
    """The text columns of one row, unpadded."""

    line: str  # "" where the line is that of the row above
    offset: str
    opname: str
    argument: str  # "→ 34" for jumps, else the readable argument, else the number


class ListingView:
    """A Listing indexed for showing: rows by offset and by line, jumps, and the arrow margin."""

    def __init__(self, listing: Listing, ascii: bool = False) -> None:
        self.listing = listing
        self.rows: Tuple[Row, ...] = listing.rows
        self.ascii = ascii
        self.row_of: Dict[int, int] = {}
        self.rows_of_line: Dict[int, List[int]] = {}
        for number, row in enumerate(self.rows):
            # A jump lands on the first EXTENDED_ARG; f_lasti and exception tables name the opcode itself.
            self.row_of[row.start] = self.row_of[row.offset] = number
            if row.line is not None:
                self.rows_of_line.setdefault(row.line, []).append(number)
        self.jump_of: Dict[int, arrows.Jump] = {
            number: arrows.Jump(number, self.row_of[row.target])
            for number, row in enumerate(self.rows)
            if row.target is not None and row.target in self.row_of
        }
        self.jumps: Tuple[arrows.Jump, ...] = tuple(self.jump_of.values())
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
        if active is None:
            return drawn
        if active in drawn.columns:
            return arrows.light(drawn, active)
        return arrows.draw(self.jumps, len(self.rows), max_lanes, active, self.ascii)

    def _row_text(self, number: int) -> RowText:
        row = self.rows[number]
        above = self.rows[number - 1].line if number else None
        line = str(row.line) if row.line is not None and row.line != above else ""
        return RowText(line, str(row.offset), row.opname, self._argument(row))

    def _argument(self, row: Row) -> str:
        if row.target is not None:
            return f"{'->' if self.ascii else '→'} {row.target}"
        if row.argrepr:
            return row.argrepr
        return "" if row.arg is None else str(row.arg)
