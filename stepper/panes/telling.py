"""What the sentence says of a scene, and why the program has stopped there."""

from __future__ import annotations

from stepper.explain import Explanation, explain
from stepper.lessons.wording import for_class
from stepper.panes.scene import Scene

# Why the program stopped is told unless the user has just asked for exactly that.
_UNTOLD = frozenset({"step", "line", "raised", "dropped", "found", "cut", "unwinding"})


def words_of(scene: Scene) -> Explanation:
    """What the sentence says; to a class in its own words, and no more than it may know yet."""
    if scene.listing is None:
        return explain(scene.snapshot, None)
    words = explain(scene.snapshot, scene.listing.listing)
    if not (scene.plain or scene.cover):
        return words
    row = scene.listing.rows[scene.listing.row_of[scene.frame.header.offset]]
    return for_class(
        words, row, scene.listing.listing, bool(scene.cover) and scene.snapshot.exception is None
    )


def reason_of(scene: Scene) -> str:
    """Why the program stopped; that is about the innermost frame only.

    Of another one in the past, from when it is known, when that was before.
    """
    if scene.as_of:
        return f"as it was at step {scene.as_of}"
    if not scene.innermost:
        return ""
    return "  ".join(reason.text for reason in scene.snapshot.reasons if reason.kind not in _UNTOLD)
