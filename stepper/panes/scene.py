"""What the panes show at one stop, put together once for all of them."""

from __future__ import annotations

from typing import Dict, Mapping, NamedTuple, Optional, Tuple

from stepper.changes import Changes, compare
from stepper.explain.parts import parts_played
from stepper.lessons.plain import plain_rows, plain_snapshot, plain_view
from stepper.listing import ListingView
from stepper.protocol import FrameView, Listing, Snapshot


class Scene(NamedTuple):
    """A snapshot with a frame in it, its listing and source, and what changed since it was last shown."""

    snapshot: Snapshot
    frame: FrameView
    listing: Optional[ListingView]  # None for a frame that CPython itself runs
    source: Optional[str]  # None where there is no source
    changes: Changes
    cover: str = ""  # the kind of the question that is open: what would answer it is not to be shown
    plain: bool = False  # without what a class need not see
    as_of: int = 0  # the stop at which this frame was seen, when nobody looked at it at this one

    @property
    def thread(self) -> str:
        """The name of the thread that has stopped, if the program has others; else ""."""
        return self.snapshot.thread if self.snapshot.threads > 1 else ""

    @property
    def innermost(self) -> bool:
        """Whether the selected frame is the one that runs next."""
        return self.snapshot.selected == 0


class Scenes:
    """Makes scenes, and remembers what was shown: each frame is compared with the last stop that showed it.

    So after "continue" the marks are the sum of what happened, and selecting a frame and coming back loses
    none."""

    def __init__(self, ascii: bool = False) -> None:
        self._ascii = ascii
        self._views: Dict[Tuple[int, bool], ListingView] = {}  # by code object, and whether plain
        self._now: Dict[int, Snapshot] = {}  # by frame number: what this stop has shown of it
        self._before: Dict[int, Snapshot] = {}  # and what the last stop that showed it had shown
        self._number = 0
        self.cover = ""
        self.plain = False

    def make(self, snapshot: Snapshot, listings: Mapping[int, Listing], sources: Mapping[str, str]) -> Scene:
        """The scene of a snapshot that has a frame."""
        frame = snapshot.view
        assert frame is not None
        if snapshot.number != self._number:
            self._number = snapshot.number
            alive = {header.frame for header in snapshot.frames}
            self._before.update(self._now)
            self._before = {number: shown for number, shown in self._before.items() if number in alive}
            self._now = {}
        # A stop is shown again when the console has changed something: that is marked, too.
        before = self._before.get(frame.header.frame) or self._now.get(frame.header.frame)
        self._now[frame.header.frame] = snapshot
        return self._compose(snapshot, frame, before, listings, sources)

    def make_past(
        self,
        snapshot: Snapshot,
        before: Optional[Snapshot],
        listings: Mapping[int, Listing],
        sources: Mapping[str, str],
    ) -> Scene:
        """The scene of a recorded stop, compared with one *before* it; the live ones know nothing of it."""
        assert snapshot.view is not None
        return self._compose(snapshot, snapshot.view, before, listings, sources)

    def _compose(
        self,
        snapshot: Snapshot,
        frame: FrameView,
        before: Optional[Snapshot],
        listings: Mapping[int, Listing],
        sources: Mapping[str, str],
    ) -> Scene:
        view = self.view_of(frame.header.code, listings)
        source = sources.get(frame.header.file)
        frame = frame._replace(stack=parts_played(frame.stack))
        if self.plain:
            frame, snapshot_seen = plain_view(frame), plain_snapshot(snapshot)
            before = plain_snapshot(before) if before is not None else None
            changes = compare(before, snapshot_seen)
        else:
            changes = compare(before, snapshot)
        return Scene(snapshot, frame, view, source, changes, self.cover, self.plain)

    def view_of(self, code: int, listings: Mapping[int, Listing]) -> Optional[ListingView]:
        """The listing of a code object, indexed once; None when it is not known."""
        listing = listings.get(code)
        if listing is None:
            return None
        view = self._views.get((code, self.plain))
        if view is None or view.listing is not listing:
            rows = plain_rows(listing) if self.plain else None
            view = self._views[code, self.plain] = ListingView(listing, self._ascii, rows)
        return view
