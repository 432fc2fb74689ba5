"""How often instructions were about to run, and which followed which: counted at the stops, as they come in.

What runs between two stops is not seen, and so not counted: ``gaps`` says how often that was. A pair is
counted where one instruction was run from stop to stop, whatever frame it led to."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Dict, List, Mapping, NamedTuple, Optional, Tuple

from stepper.protocol import Listing, Snapshot

Place = Tuple[int, int]  # key of a code object, offset


class Hot(NamedTuple):
    """An instruction, and at how many stops it was the next one."""

    place: Place
    times: int
    share: float  # of all that were counted


class Pair(NamedTuple):
    """Two opcodes, and how often the second one followed the first."""

    first: str
    second: str
    times: int
    chance: float  # that the second one follows when the first one runs


class Tally:
    """Counts of one life of the program. Stops come in on the session's thread and are read on any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Dict[int, Dict[int, int]] = {}  # by code object and offset
        self._pairs: Counter[Tuple[Place, Place]] = Counter()
        self._before: Optional[Tuple[int, str, Place]] = None  # number, thread and place of the last stop
        self.total = 0
        self.gaps = 0

    def record(self, stop: Snapshot) -> None:
        """Count a stop that is new. One inside an exception's way is before no instruction."""
        if not stop.frames or stop.exception is not None:
            return
        place = (stop.frames[0].code, stop.frames[0].offset)
        stepped = any(reason.kind == "step" for reason in stop.reasons)
        with self._lock:
            offsets = self._counts.setdefault(place[0], {})
            offsets[place[1]] = offsets.get(place[1], 0) + 1
            self.total += 1
            if stepped and self._before is not None and self._before[:2] == (stop.number - 1, stop.thread):
                self._pairs[self._before[2], place] += 1
            elif self._before is not None and not stepped:
                self.gaps += 1
            self._before = stop.number, stop.thread, place

    def of(self, code: int) -> Dict[int, int]:
        """The counts of a code object's instructions, by offset."""
        with self._lock:
            return dict(self._counts.get(code, ()))

    def hottest(self, most: int) -> List[Hot]:
        """The instructions counted most often."""
        with self._lock:
            counts = Counter({
                (code, offset): count
                for code, offsets in self._counts.items()
                for offset, count in offsets.items()
            })  # fmt: skip
            total = self.total
        return [Hot(place, count, count / total) for place, count in counts.most_common(most)]

    def pairs(self, listings: Mapping[int, Listing], most: int) -> List[Pair]:
        """The pairs of opcodes counted most often; ``listings`` say what is where."""
        with self._lock:
            places = dict(self._pairs)
        names = _Names(listings)
        pairs: Counter[Tuple[str, str]] = Counter()
        firsts: Counter[str] = Counter()
        for (one, other), count in places.items():
            first, second = names[one], names[other]
            pairs[first, second] += count
            firsts[first] += count
        return [Pair(*pair, count, count / firsts[pair[0]]) for pair, count in pairs.most_common(most)]


class _Names(Dict[Place, str]):
    """The opcode at a place; each code object is gone through once."""

    def __init__(self, listings: Mapping[int, Listing]) -> None:
        super().__init__()
        self._listings = listings

    def __missing__(self, place: Place) -> str:
        listing = self._listings.get(place[0])
        for row in listing.rows if listing is not None else ():
            self[place[0], row.offset] = row.opname
        return self.setdefault(place, "?")
