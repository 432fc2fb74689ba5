"""Words for jumps and loops."""

from __future__ import annotations

from stepper.explain.situation import Situation, row_number
from stepper.explain.words import templates, words

templates(
    JUMP_FORWARD="Jump to {target}.",
    JUMP_ABSOLUTE="Jump to {target}.",
    JUMP_BACKWARD="Jump back to {target}.",
    JUMP_BACKWARD_NO_INTERRUPT="Jump back to {target}, without a look at signals on the way.",
    END_FOR="Pop {tos}: the loop is over.",
    POP_ITER="Pop the exhausted iterator: the loop is over.",
)

_BY_INDEX = frozenset({"list", "tuple", "str", "bytes"})  # the types with a _tp_iteritem (3.15)
_DIRECTIONS = ("POP_JUMP_IF_", "POP_JUMP_FORWARD_IF_", "POP_JUMP_BACKWARD_IF_")


@words(
    *(prefix + state for prefix in _DIRECTIONS for state in ("TRUE", "FALSE", "NONE", "NOT_NONE")),
)
def pop_jump(now: Situation) -> str:
    """All conditional jumps that pop what they test."""
    state = now.row.opname.rpartition("IF_")[2]
    value = now.operand("condition", 1)
    holds, fails = {
        "TRUE": ("true", "false"),
        "FALSE": ("false", "true"),
        "NONE": ("None", "not None"),
        "NOT_NONE": ("not None", "None"),
    }[state]
    if now.forecast.jumps is None:
        return f"Pop {value}: if it is {holds} jump to {now.target}, else go on with the next instruction."
    if now.forecast.jumps:
        return f"Pop {value}: it is {holds}, so jump to {now.target}."
    return f"Pop {value}: it is {fails}, so go on with the next instruction."


@words("JUMP_IF_FALSE_OR_POP", "JUMP_IF_TRUE_OR_POP")
def jump_or_pop(now: Situation) -> str:
    """`and` and `or` up to 3.11: the value that decides stays as the result."""
    holds, fails = ("false", "true") if "FALSE" in now.row.opname else ("true", "false")
    value = now.operand("condition", 1)
    if now.forecast.jumps is None:
        return f"If {value} is {holds} leave it and jump to {now.target}, else pop it and go on."
    if now.forecast.jumps:
        return f"Leave {value} on the stack: it is {holds}, so jump to {now.target}."
    return f"Pop {value}: it is {fails}, so go on with the next instruction."


@words("GET_ITER")
def get_iter(now: Situation) -> str:
    """From 3.15 on a second slot comes with it, and a list or text is gone through by an index there."""
    value = now.operand("iterable", 1)
    if now.forecast.raises:
        return f"No way to iterate over {value}: raises {now.forecast.raises}."
    if len(now.row.after) == 1:
        return f"Pop {value}, push an iterator over it."
    if now.stack and now.stack[-1].value.type in _BY_INDEX:
        return f"Leave {value} where it is and push 0: the loop goes through it by this index."
    return f"Pop {value}, push an iterator over it, and NULL."


@words("FOR_ITER")
def for_iter(now: Situation) -> str:
    """What becomes of an exhausted iterator depends on the version; the listing tells."""
    iterator = now.operand("iterator", len(now.row.before) or 1)
    after = "jump to" if _iterator_stays(now) else "pop it and jump to"
    if now.forecast.jumps:
        return f"The iterator is exhausted: {after} {now.target}."
    if now.result is not None:
        return f"Push {now.result}, the next value of {iterator}."
    if now.forecast.jumps is False:
        return f"Push the next value of {iterator}."
    return f"Push the next value of {iterator}, or, when it is exhausted, {after} {now.target}."


def _iterator_stays(now: Situation) -> bool:
    """From 3.14 on the loop's end is a POP_ITER (after END_FOR), which pops the iterator."""
    number = None if now.row.target is None else row_number(now.listing, now.row.target)
    if number is None:
        return False
    return any(row.opname == "POP_ITER" for row in now.listing.rows[number : number + 2])
