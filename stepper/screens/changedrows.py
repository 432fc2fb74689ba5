"""A compositor that renders the rows that changed, of the widgets that changed.

Textual's own renders every widget that overlaps the smallest rectangle around all changes: a step, which
changes a few rows in most panes, has it render the whole screen, and then throw most of that away.
"""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Span = Tuple[int, int]  # of cells in a row, the end excluded
Chops = Dict[int, Optional[Strip]]  # what is painted in a row, by the column where it begins


def without(spans: List[Span], start: int, end: int) -> List[Span]:
    """What is left of some spans outside of another one."""
    left: List[Span] = []
    for here, there in spans:
        if end <= here or there <= start:
            left.append((here, there))
        else:
            left += [(here, start)] * (here < start) + [(end, there)] * (end < there)
    return left


class ChangedRows(Compositor):
    """Paints what Textual's compositor does."""

    def render_partial_update(self) -> Optional[ChopsUpdate]:
        if not self._dirty_regions:
            return None
        spans = list(self._regions_to_spans(self._dirty_regions))
        self._dirty_regions.clear()
        cuts = self.cuts
        chops: List[Chops] = [{} for _ in cuts]
        for y, _, _ in spans:
            chops[y] = dict.fromkeys(cuts[y][:-1])
        rows = self._rows_of_widgets(spans)
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            if widget in rows:
                self._render_rows(widget, region, region.intersection(clip), rows[widget], chops)
        return ChopsUpdate(chops, spans, [ends[1:] for ends in cuts])

    def _rows_of_widgets(self, spans: List[Tuple[int, int, int]]) -> Dict[Widget, List[int]]:
        """The rows of the screen in which a widget is seen in one of the spans; of a row, x from and to."""
        rows: Dict[Widget, List[int]] = {}
        layers = self.layers_visible
        for y, *span in spans:
            uncovered = [(span[0], span[1])]
            for widget, seen, _ in layers[y]:  # from the front to the back
                left = without(uncovered, seen.x, seen.right)
                if left != uncovered:
                    rows.setdefault(widget, []).append(y)
                    uncovered = left
                    if not uncovered:
                        break
        return rows

    def _render_rows(
        self, widget: Widget, region: Region, seen: Region, rows: List[int], chops: List[Chops]
    ) -> None:
        """Render a widget's part of some rows, where nothing in front of it has been."""
        top, bottom = min(rows), max(rows) + 1
        # The rows between, which are not wanted, the widget has kept.
        strips = widget.render_lines(Region(seen.x - region.x, top - region.y, seen.width, bottom - top))
        for y in set(rows):
            inside = [cut for cut in self.cuts[y] if seen.x <= cut <= seen.right]
            parts = strips[y - top].divide([cut - seen.x for cut in inside[1:]])
            line = chops[y]
            for cut, part in zip(inside, parts):
                if line[cut] is None:
                    line[cut] = part
