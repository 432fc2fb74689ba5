"""What is new or other in the shown frame, compared with the snapshot shown before it.

Pure. Two snapshots are compared only where both show the same frame; another frame has not changed.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, NamedTuple, Optional, Tuple

from stepper.protocol import FrameView, Snapshot, Value

VariableKey = Tuple[str, str]  # scope and name of a protocol Variable


class Change(NamedTuple):
    """What happened to one variable."""

    kind: str  # "new", "changed", "gone"
    was: Optional[Value]  # None when new


class Changes(NamedTuple):
    """All differences; indices as in FrameView.stack (0 = bottom) and FrameView.blocks (0 = outermost)."""

    stack: FrozenSet[int]
    variables: Dict[VariableKey, Change]
    blocks: FrozenSet[int]


def no_changes() -> Changes:
    """What two unrelated snapshots differ in, as far as marks on the screen go."""
    return Changes(frozenset(), {}, frozenset())


def compare(before: Optional[Snapshot], now: Snapshot) -> Changes:
    """What differs in the frame that both snapshots show; nothing when they show two frames."""
    if before is None or before.view is None or now.view is None:
        return no_changes()
    was, view = before.view, now.view
    if was.header.frame != view.header.frame:
        return no_changes()
    stack = frozenset(
        index
        for index, slot in enumerate(view.stack)
        if index >= len(was.stack)
        or (was.stack[index].value, was.stack[index].kind) != (slot.value, slot.kind)
    )
    blocks = frozenset(
        index
        for index, block in enumerate(view.blocks)
        if index >= len(was.blocks) or was.blocks[index] != block
    )
    return Changes(stack, _compare_variables(was, view), blocks)


def _compare_variables(was: FrameView, view: FrameView) -> Dict[VariableKey, Change]:
    old, new = _bound(was), _bound(view)
    if old == new:
        return {}
    changes: Dict[VariableKey, Change] = {}
    for key, value in new.items():
        if key not in old:
            changes[key] = Change("new", None)
        elif old[key] != value:
            changes[key] = Change("changed", old[key])
    for key, value in old.items():
        if key not in new:
            changes[key] = Change("gone", value)
    return changes


def _bound(view: FrameView) -> Dict[VariableKey, Value]:
    return {
        (variable.scope, variable.name): variable.value
        for variable in view.variables + view.globals
        if variable.value is not None
    }
