"""The stack picture of the instruction about to run: its operands, and what takes their place.

`[.. 4 1] → [.. 5]`; the top is at the right, ".." is what lies below and is not touched. What is not known
yet stands under the name that the opcode's stack picture gives it.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from stepper.explain.outcome import is_setup, suspends
from stepper.explain.situation import Situation, shorten
from stepper.protocol import StackSlot, Value

WIDTH = 52  # characters of a picture, so that there is room for what comes next beside it at 80 columns
_LIMITS = (18, 12, 8, 5)  # characters of a value, from generous to scarce
_MOST = 8  # entries shown on one side
_PAIRS = {"none": "None", "null": "NULL"}  # names of pictures that are values


def picture(now: Situation) -> str:
    """The stack picture with the actual values."""
    count = len(now.row.before)
    if count > len(now.stack):
        return ""
    before = now.stack[len(now.stack) - count :]
    below = ".." if len(now.stack) > count else ""
    text = ""
    for limit in _LIMITS:
        left = _texts(now, before, limit)
        text = f"{_side(below, left)} → {_after(now, below, before, limit)}"
        if len(text) <= WIDTH:
            break
    return text


def moves(now: Situation, taken: Sequence[StackSlot], pushed: Sequence[Value]) -> str:
    """The picture of what takes some entries off the stack and pushes others, as unwinding does."""
    below = ".." if len(now.stack) > len(taken) else ""
    text = ""
    for limit in _LIMITS:
        after = [_text(now, value, "", limit) for value in pushed]
        text = f"{_side(below, _texts(now, taken, limit))} → {_side(below, after)}"
        if len(text) <= WIDTH:
            break
    return text


def _after(now: Situation, below: str, before: Sequence[StackSlot], limit: int) -> str:
    if now.forecast.raises:
        return now.forecast.raises  # instead of any result
    results = () if suspends(now.row.opname) else now.row.after
    stays = _side(below, _results(now, before, results, limit))
    goes = _side(below, _results(now, before, now.row.jumped, limit))
    jumps = now.row.conditional and not is_setup(now.row.opname) and now.row.jumped != now.row.after
    if not jumps or now.forecast.jumps is False:
        return stays
    return goes if now.forecast.jumps else f"{stays} or {goes}"


def _results(now: Situation, before: Sequence[StackSlot], names: Sequence[str], limit: int) -> List[str]:
    """What will stand there: a name that is among the operands is that operand, moved."""
    known: Tuple[Optional[Value], ...] = now.forecast.after
    if len(known) == len(names) and known:
        return [_text(now, value, name, limit) for value, name in zip(known, names)]
    moved = dict(zip(now.row.before, _texts(now, before, limit)))
    new = [name for name in names if name not in moved and name != "NULL"]
    texts = []
    for name in names:
        if name in moved:
            texts.append(moved[name])
        elif name in new[-1:] and now.forecast.result is not None and len(new) == 1:
            texts.append(_text(now, now.forecast.result, name, limit))
        else:
            texts.append(in_picture(name))
    return texts


def _texts(now: Situation, slots: Sequence[StackSlot], limit: int) -> List[str]:
    return ["NULL" if slot.kind == "null" else _text(now, slot.value, "", limit) for slot in slots]


def _text(now: Situation, value: Optional[Value], name: str, limit: int) -> str:
    """A callable by its name, anything else by its text."""
    return in_picture(name) if value is None else shorten(now.callable_name(value), limit)


def in_picture(name: str) -> str:
    """The name of an entry that is not known, as one word."""
    return _PAIRS.get(name, name.replace(" ", "-"))


def general(before: Sequence[str], after: Sequence[str]) -> str:
    """The picture of an opcode, without values."""
    left, right = (_side("..", [in_picture(name) for name in names]) for names in (before, after))
    return f"{left} → {right}"


def _side(below: str, texts: Sequence[str]) -> str:
    """One side of the picture, of many entries the two ends."""
    shown = list(texts)
    if len(shown) > _MOST:
        shown = [*shown[:3], "…", *shown[-3:]]
    return f"[{' '.join([below] * bool(below) + shown)}]"
