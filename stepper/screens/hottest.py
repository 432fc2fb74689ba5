"""The hottest instructions and the most frequent pairs of opcodes, as counted at the stops."""

from __future__ import annotations

from typing import ClassVar, List, Mapping, Optional, Sequence, Tuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Click
from textual.screen import ModalScreen

from stepper import glyphs
from stepper.history.tally import Hot, Pair, Place, Tally
from stepper.panes.cursor import CursorPane
from stepper.panes.look import Line, Look, Span, padded, plain
from stepper.panes.rows import RowsPane
from stepper.panes.text import cut, short_name
from stepper.protocol import Listing, Row

_WIDTHS: Optional[List[Tuple[int, str]]] = [(0, "-narrow"), (100, "-broad")]  # from how many cells on
MOST = 100  # rows of each list
_BAR = 10  # cells for the longest bar, and the space after it
_WIDE = 80  # cells from which on there is room for it


class HottestPane(CursorPane):
    """One row for each instruction, the hottest first."""

    def __init__(self, look: Look, hottest: Sequence[Hot], listings: Mapping[int, Listing]) -> None:
        super().__init__(look, "M", "Hottest instructions", id="hottest", classes="pane")
        self._hottest = hottest
        self._listings = listings

    @property
    def row_count(self) -> int:
        return max(len(self._hottest), 1)

    def line(self, row: int) -> Line:
        if not self._hottest:
            return plain(("    (nothing has been counted)", "empty"))
        hot = self._hottest[row]
        code, offset = hot.place
        listing = self._listings.get(code)
        opname, argument, where = "?", "", f"@{offset}"
        if listing is not None:
            at = _row(listing, offset)
            opname, argument = (at.opname, at.argrepr) if at is not None else ("?", "")
            where = f"{short_name(listing.qualname)}@{offset}"
        words = f"{opname} {argument}".rstrip()
        wide = self.row_width >= _WIDE
        left, right = (_BAR if wide else _BAR // 2), (24 if wide else 18)
        room = max(self.row_width - left - 13 - right - 1, 10)
        return Line(
            (
                *_bar(hot.times, self._hottest[0].times, left),
                (f"{hot.times:>7} {hot.share:>4.0%} ", "number"),
                *padded(self.look.text(words), room, "opcode"),
                (" " + cut(self.look.text(where), right), "muted"),
            ),
            "cursor" if self.shows_cursor_at(row) else "",
        )

    def chosen(self, row: int) -> None:
        if self._hottest:
            self.screen.dismiss(self._hottest[row].place)

    def clicked(self, row: int, column: int) -> None:
        self.chosen(row)


class PairsPane(RowsPane):
    """One row for each pair: what a predictor of the next opcode would learn."""

    def __init__(self, look: Look, pairs: Sequence[Pair]) -> None:
        super().__init__(look, "", "Opcode pairs", id="pairs", classes="pane")
        rows = [
            Line((
                *_bar(pair.times, pairs[0].times, _BAR // 2),
                (f"{pair.times:>7} {pair.chance:>4.0%} ", "number"),
                (pair.first, "opcode"), (f" {glyphs.TO} ", "muted"), (pair.second, "opcode"),
            ))
            for pair in pairs
        ]  # fmt: skip
        self._rows = tuple(rows) or (plain(("    (no two stops one step apart)", "empty")),)


class HottestScreen(ModalScreen[Optional[Place]]):
    """Both lists over the main screen; its answer is the instruction to show."""

    BINDINGS: ClassVar[List[BindingType]] = [
        Binding("escape,q,M", "close", "Close"),
        Binding("tab,shift+tab", "other", "Other list"),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    AUTO_FOCUS = "#hottest"

    def __init__(self, look: Look, tally: Tally, listings: Mapping[int, Listing]) -> None:
        super().__init__()
        self._hottest = HottestPane(look, tally.hottest(MOST), listings)
        self._pairs = PairsPane(look, tally.pairs(listings, MOST))
        self._pairs.set_title("and how sure the second is")
        self._hottest.set_title(_counted(tally))
        self._pairs.border_subtitle = look.text(f"Enter shows it {glyphs.DOT} Esc closes")

    def compose(self) -> ComposeResult:
        with Container(id="counts"):
            yield self._hottest
            yield self._pairs

    def on_mount(self) -> None:
        self.call_after_refresh(self._hottest.refresh_rows)
        self.call_after_refresh(self._pairs.refresh_rows)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_other(self) -> None:
        (self._pairs if self._hottest.has_focus else self._hottest).focus()

    def on_click(self, event: Click) -> None:
        if event.widget is self:
            self.dismiss(None)


def _counted(tally: Tally) -> str:
    """What the numbers are about: what ran without a stop is not in them."""
    text = f"{tally.total} stop{'s' * (tally.total != 1)}"
    return f"{text}, what ran between {tally.gaps} of them not counted" if tally.gaps else text


def _bar(count: int, most: int, width: int) -> Tuple[Span, Span]:
    return padded("#" * max(round((width - 1) * count / most), 1), width, "heat")


def _row(listing: Listing, offset: int) -> Optional[Row]:
    return next((row for row in listing.rows if row.offset == offset), None)
