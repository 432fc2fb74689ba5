"""Structural sharing: of two records that follow each other the later one is rebuilt from the earlier one's
objects wherever they are equal. What a stop costs is then what it does not share.
"""

from __future__ import annotations

from sys import getsizeof
from typing import Any, Dict, Optional, Tuple

from stepper.protocol import FrameView, Snapshot

_SMALL = range(-5, 257)  # integers the interpreter keeps anyway


class Sharing:
    """Shares each snapshot with the one before it, and each frame's view with the last one of that frame."""

    def __init__(self) -> None:
        self._before: Optional[Snapshot] = None
        self._views: Dict[int, FrameView] = {}  # by frame number: the last view of each frame of the chain

    def take(self, snapshot: Snapshot) -> Tuple[Snapshot, int]:
        """The snapshot made of shared objects, and the bytes of those that are its own, about."""
        weight = _Weight()
        before = self._before
        frames = _share_ends(snapshot.frames, () if before is None else before.frames, weight)
        view = snapshot.view
        if view is not None:
            was = self._views.get(view.header.frame)
            view = weight.share(view._replace(header=frames[snapshot.selected]), was)
        rest = snapshot._replace(frames=(), view=None)
        old = None if before is None else before._replace(frames=(), view=None)
        shared = weight.share(rest, old)._replace(frames=frames, view=view)
        weight.size += getsizeof(shared)
        self._before = shared
        alive = {header.frame for header in frames}
        self._views = {number: kept for number, kept in self._views.items() if number in alive}
        if view is not None:
            self._views[view.header.frame] = view
        return shared, weight.size


class _Weight:
    """The bytes of what could not be shared."""

    def __init__(self) -> None:
        self.size = 0

    def share(self, new: Any, old: Any) -> Any:
        """``new``, made of the objects of ``old`` where they are equal."""
        if new is old or (type(new) is type(old) and new == old):
            return old
        if isinstance(new, tuple):
            counterparts = old if isinstance(old, tuple) else ()
            missing = (None,) * (len(new) - len(counterparts))
            parts = [self.share(part, other) for part, other in zip(new, (*counterparts, *missing))]
            make: Any = getattr(
                type(new), "_make", tuple
            )  # a record is a NamedTuple, which is made otherwise
            shared = make(parts)
            self.size += getsizeof(shared)
            return shared
        if isinstance(new, str) or (type(new) is int and new not in _SMALL):
            self.size += getsizeof(new)
        return new


def _share_ends(new: Tuple[Any, ...], old: Tuple[Any, ...], weight: _Weight) -> Tuple[Any, ...]:
    """As ``share``, with the last parts beside each other: frame chains grow at their beginning."""
    if new == old:
        return old
    missing = (None,) * (len(new) - len(old))
    counterparts = (*missing, *old[len(old) - min(len(new), len(old)) :])
    shared = tuple([weight.share(part, other) for part, other in zip(new, counterparts)])
    weight.size += getsizeof(shared)
    return shared
