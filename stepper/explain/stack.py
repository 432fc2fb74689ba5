"""Words for what only rearranges the stack, and for what does nothing."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

templates(
    POP_TOP="Pop {tos} and drop it.",
    DUP_TOP="Push {tos} once more.",
    PUSH_NULL="Push NULL: it tells the coming call that there is no self to pass.",
    NOT_TAKEN="Do nothing: this marks that the jump before it was not taken.",
    EXTENDED_ARG="Do nothing yet: this gives the next instruction the high bits of its argument.",
)


@words("NOP")
def nop(now: Situation) -> str:
    """A NOP is kept by the compiler for the line it stands for."""
    return "Do nothing" + (f": this only marks line {now.row.line}." if now.row.line is not None else ".")


@words("DUP_TOP_TWO")
def dup_top_two(now: Situation) -> str:
    """Both once more, in the same order."""
    return f"Push {now.operand(at=2)} and {now.operand(at=1)} once more, in this order."


@words("ROT_TWO")
def rot_two(now: Situation) -> str:
    """The oldest form of SWAP."""
    return f"Swap the two topmost values: {now.operand(at=2)} comes to the top, {now.operand(at=1)} below it."


@words("ROT_THREE", "ROT_FOUR", "ROT_N")
def rot(now: Situation) -> str:
    """The top goes down, the others up by one."""
    # 3.10 leaves stray arguments on ROT_THREE and ROT_FOUR (Python/compile.c), so only ROT_N's counts.
    below = {"ROT_THREE": 2, "ROT_FOUR": 3}.get(now.row.opname, now.arg - 1)
    return f"Move {now.operand(at=1)} down from the top to below the next {below} values."


@words("COPY")
def copy(now: Situation) -> str:
    """COPY 1 is the topmost."""
    value = now.operand(at=now.arg)
    if now.arg == 1:
        return f"Push {value} once more."
    return f"Push {value}, the {ordinal(now.arg)} from the top, once more."


@words("SWAP")
def swap(now: Situation) -> str:
    """SWAP 2 swaps the two topmost."""
    other = now.operand(at=now.arg)
    where = "below it" if now.arg == 2 else f"the {ordinal(now.arg)} from the top"
    return f"Swap {now.operand(at=1)} on the top with {other}, {where}."


def ordinal(number: int) -> str:
    """1 → "1st"."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
