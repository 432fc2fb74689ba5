"""The block stack: what the interpreter keeps for exceptions, and the loops we derive, told apart."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Optional, Sequence, Tuple

from textual.events import Resize

from stepper import glyphs
from stepper.lessons.plain import lines_at
from stepper.listing import ListingView
from stepper.panes.look import Line, Look, Span, mark, plain, width_of
from stepper.panes.rows import RowsPane
from stepper.panes.scene import Scene
from stepper.protocol import Block

_LINK = f" {glyphs.CRUMB} "


class BlocksPane(RowsPane):
    """One row a block, innermost first; on a small screen all of them in one line, outermost first."""

    def __init__(self, look: Look, **options: Any) -> None:
        super().__init__(look, "5", "Blocks", **options)
        self._blocks: Tuple[Block, ...] = ()
        self._new: FrozenSet[int] = frozenset()
        self._view: Optional[ListingView] = None
        self._lines: Dict[int, int] = {}  # of targets, for a class: it sees no offsets

    def show(self, scene: Scene) -> None:
        """Show the blocks the selected frame is in."""
        self._blocks = scene.frame.blocks
        self._new = scene.changes.blocks
        rows = scene.listing.listing.rows if scene.listing is not None else ()
        targets = {block.target for block in self._blocks if scene.plain}
        self._lines = lines_at(targets, rows) if targets else {}  # it goes through all of a listing
        self._view = scene.listing
        self._lay_out()

    def _lay_out(self) -> None:
        if self.size.height == 1:
            self.set_rows([self._summary()])
        elif not self._blocks:
            self.set_rows([plain(("    (none)", "empty"))])
        else:
            numbered = list(enumerate(self._blocks))
            self.set_rows([self._row(index, block) for index, block in reversed(numbered)])

    def _row(self, index: int, block: Block) -> Line:
        new = mark(glyphs.NEW, "new", index in self._new)
        span = f"{block.start}-{self._last_of(block)}"
        if block.target in self._lines:
            line = self._lines[block.target]
            place = f"line {line}" if line else "cleanup"
            depth = f"depth {block.depth}" if block.kept else "derived"
            return plain(
                new,
                (f" {block.kind:<8}", "strong"),
                (f"{glyphs.TO} {place:<9}", "argument"),
                (depth, "muted"),
            )
        if not block.kept:
            return plain(new, (f" {block.kind:<8}", "muted"), (f"{span}  derived", "empty"))
        return plain(
            new,
            (f" {block.kind:<8}", "strong"),
            (f"{glyphs.TO} {block.target:<4} ", "argument"),
            (f"{span}  depth {block.depth}", "muted"),
        )

    def _last_of(self, block: Block) -> int:
        """The offset of the last instruction in a block, as ``dis`` and the sentence give it."""
        view = self._view
        if view is None or not view.rows:
            return block.end
        if block.end > view.rows[-1].offset:
            return view.rows[-1].offset
        after = view.row_of.get(block.end)
        return block.end if after is None else view.rows[after - 1].offset

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._lay_out()

    def _summary(self) -> Line:
        """All blocks in one line, outermost first; where there is no room, the innermost ones."""
        title: List[Span] = [("5 Blocks ", "title")]
        if not self._blocks:
            return plain(*title, ("none", "muted"))
        entries = [self._entry(index, block) for index, block in enumerate(self._blocks)]
        room = self.size.width - width_of(title)
        shown = entries
        while len(entries) > 1 and _chain_width(shown) > room:
            entries = entries[1:]
            shown = [[(glyphs.CUT, "muted")], *entries]
        spans = list(title)
        for position, entry in enumerate(shown):
            spans += ([(_LINK, "muted")] if position else []) + entry
        return Line(tuple(spans))

    def _entry(self, index: int, block: Block) -> List[Span]:
        new: List[Span] = [(glyphs.NEW, "new")] if index in self._new else []
        if block.kept:
            return [*new, (f"{block.kind}{glyphs.TO}{block.target}", "strong")]
        return [*new, (f"({block.kind} {block.target})", "muted")]


def _chain_width(entries: Sequence[List[Span]]) -> int:
    return sum(width_of(entry) for entry in entries) + len(_LINK) * (len(entries) - 1)
