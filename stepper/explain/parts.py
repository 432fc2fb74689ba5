"""The part that a stack slot plays in a call, where its name leaves two open.

CPython calls functions and methods by one instruction: beside a method stands the object it belongs to,
beside anything else NULL (bytecodes.c, CALL). With both slots in sight it is known which it is.
"""

from __future__ import annotations

from typing import Tuple

from stepper.protocol import StackSlot

_METHOD, _SELF = "method or NULL", "self or NULL"
_CALLED = "callable or self"  # up to 3.12, right behind the method


def parts_played(stack: Tuple[StackSlot, ...]) -> Tuple[StackSlot, ...]:
    """The slots, bottom first, with such roles decided."""
    decided = []
    is_method = False
    for slot in stack:
        if slot.role in (_METHOD, _SELF):
            is_method = slot.kind != "null"
            slot = slot._replace(role=slot.role.split()[0] if is_method else f"no {slot.role.split()[0]}")
        elif slot.role == _CALLED:
            slot = slot._replace(role="self" if is_method else "callable")
        decided.append(slot)
    return tuple(decided)
