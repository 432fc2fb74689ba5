"""The stops of one life of the program, by number: every one the session has heard of, the oldest given up
when there are too many.

Snapshots are frozen, so keeping one is keeping a reference; ``sharing`` sees to it that stops which follow
each other have in common what has not changed. What walking and the timeline ask for at every stop (is it the
start of a line, how deep) is worked out once, when the stop comes in.
"""

from __future__ import annotations

import threading
from array import array
from typing import Any, Dict, FrozenSet, Iterable, List, MutableSequence, NamedTuple, Optional, Tuple

from stepper.protocol import Snapshot

from .sharing import Sharing
from .sightings import Sightings
from .tally import Tally
from .track import Track

STOP_LIMIT = 100_000
SIZE_LIMIT = 192 << 20  # bytes, about: most programs come to the other limit first
ARRIVALS = frozenset({"breakpoint"})  # reasons at which "continue" stops, and which the timeline marks


class Columns(NamedTuple):
    """One entry a stop, the oldest first."""

    first: int  # number of the oldest
    tops: array[int]  # number of the innermost frame
    places: array[int]  # where that stands: equal numbers are equal code and offset
    begins_line: bytes  # whether a line begins there
    arrivals: bytes  # whether a breakpoint was hit


class History:
    """Stops ``first`` to ``last``; both are 0 when there are none.

    Stops come in on the session's thread and are read on any other.
    """

    def __init__(self, stop_limit: int = STOP_LIMIT, size_limit: int = SIZE_LIMIT) -> None:
        self.stop_limit = stop_limit
        self.size_limit = size_limit
        self.size = 0  # bytes in use, about
        self.first = 0
        self._lock = threading.Lock()
        self.clear()

    # ---- coming in ----

    def clear(self) -> None:
        """Forget all: the program starts again."""
        with self._lock:
            self.first, self.size = 0, 0
            self._stops: List[Snapshot] = []
            self._sizes = array("l")
            self._depths = array("l")
            self._begins_line = bytearray()
            self._arrivals = bytearray()
            self._tops, self._viewed, self._places = array("q"), array("q"), array("q")
            self._sightings = Sightings()
            self._place_numbers: Dict[Tuple[int, int], int] = {}
            self._others: Dict[Tuple[int, int], Snapshot] = {}  # other frames looked at, by stop and index
            self._sharing = Sharing()
            self.tally = Tally()
            self._seen: Dict[int, Tuple[Optional[int], int]] = {}  # line and offset last seen of each frame

    def record(self, snapshot: Snapshot) -> None:
        """Keep a stop. One with the number of the last is the same stop, with another frame in view."""
        if snapshot.view is None:
            return  # the program has no frame left: nothing that could be looked at
        with self._lock:
            if snapshot.number == self.last and self._stops:
                self._keep_view(snapshot)
                return
            if snapshot.number <= self.last:
                self._drop(snapshot.number)
            shared, size = self._sharing.take(snapshot)
            if not self._stops:
                self.first = snapshot.number
            self.tally.record(shared)
            self._stops.append(shared)
            self._sizes.append(size)
            self._depths.append(len(shared.frames))
            self._begins_line.append(self._arrive(shared))
            top = shared.frames[0]
            self._tops.append(top.frame)
            self._viewed.append(snapshot.view.header.frame)
            self._sightings.add(snapshot.view.header.frame, snapshot.number)
            place = (top.code, top.offset)
            self._places.append(self._place_numbers.setdefault(place, len(self._place_numbers)))
            self._arrivals.append(any(reason.kind in ARRIVALS for reason in shared.reasons))
            self.size += size
            self._give_up()

    def _keep_view(self, snapshot: Snapshot) -> None:
        last = self._stops[-1]
        if snapshot.selected == last.selected:
            self._stops[-1] = snapshot
        else:
            self._others[snapshot.number, snapshot.selected] = snapshot

    def _arrive(self, stop: Snapshot) -> bool:
        """Whether the stop is where a line begins in its frame, as "line" stops there."""
        top = stop.frames[0]
        alive = {header.frame for header in stop.frames}
        self._seen = {number: place for number, place in self._seen.items() if number in alive}
        before = self._seen.get(top.frame)
        if top.line is None:
            return False  # the compiler's own: it goes with the line around it
        self._seen[top.frame] = (top.line, top.offset)
        return before is None or before[0] != top.line or top.offset <= before[1]

    def _drop(self, number: int) -> None:
        """Forget that stop and what came after it."""
        keep = max(number - self.first, 0)
        self.size -= sum(self._sizes[keep:])
        self._sightings.forget_from(number, self._viewed[keep:])
        for column in self._columns:
            del column[keep:]
        self._others = {key: view for key, view in self._others.items() if key[0] < number}

    def _give_up(self) -> None:
        """Forget the oldest stops when there is too much."""
        count = max(len(self._stops) - self.stop_limit, 0)
        size = self.size - sum(self._sizes[:count])
        while size > self.size_limit and count < len(self._stops) - 1:
            size -= self._sizes[count]
            count += 1
        if not count:
            return
        self.size = size
        self.first += count
        self._sightings.forget_before(self.first, self._viewed[:count])
        for column in self._columns:
            del column[:count]
        self._others = {key: view for key, view in self._others.items() if key[0] >= self.first}

    @property
    def _columns(self) -> Tuple[MutableSequence[Any], ...]:
        small = (self._sizes, self._depths, self._begins_line, self._arrivals)
        return (self._stops, *small, self._tops, self._viewed, self._places)

    # ---- looking ----

    def __len__(self) -> int:
        return len(self._stops)

    def __contains__(self, number: int) -> bool:
        return bool(self._stops) and self.first <= number <= self.last

    @property
    def last(self) -> int:
        """The number of the newest stop."""
        return self.first + len(self._stops) - 1 if self._stops else 0

    def __getitem__(self, number: int) -> Snapshot:
        """The stop with that number. KeyError when it is not kept."""
        with self._lock:
            if number not in self:
                raise KeyError(number)
            return self._stops[number - self.first]

    def columns(self) -> Columns:
        """What walking looks at, of all stops."""
        with self._lock:
            lines, arrivals = bytes(self._begins_line), bytes(self._arrivals)
            return Columns(self.first, self._tops[:], self._places[:], lines, arrivals)

    def place_numbers(self, places: Iterable[Tuple[int, int]]) -> FrozenSet[int]:
        """The numbers in ``Columns.places`` of (code key, offset) pairs that the program has come by."""
        return frozenset(self._place_numbers[place] for place in places if place in self._place_numbers)

    def track(self) -> Track:
        """All stops from afar."""
        with self._lock:
            return Track(
                self.first,
                self._depths[:],
                bytes(self._arrivals),
                self.size,
                self.stop_limit,
                self.size_limit,
            )

    def view(self, number: int, index: int) -> Optional[Snapshot]:
        """The stop with the frame at *index* in view, if it was looked at then.

        Else what is known of that frame from the last stop before that showed it; None when there is none.
        """
        stop = self[number]
        if stop.selected == index:
            return stop
        looked_at = self._others.get((number, index))
        if looked_at is not None or not 0 <= index < len(stop.frames):
            return looked_at
        header = stop.frames[index]
        seen = self.seen_before(number, header.frame) if header.frame else None
        if seen is None or seen.view is None:
            return None
        return stop._replace(selected=index, view=seen.view._replace(header=header, forecast=None))

    def was_viewed(self, number: int, index: int) -> bool:
        """Whether the frame at *index* was in view at that stop."""
        return self[number].selected == index or (number, index) in self._others

    def seen_before(self, number: int, frame: int) -> Optional[Snapshot]:
        """The last stop before *number* whose view is of that frame."""
        with self._lock:
            seen = self._sightings.before(frame, number)
            return self._stops[seen - self.first] if seen else None
