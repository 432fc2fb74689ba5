"""What stands beside the sentence: what becomes of stack and frames, and which instruction comes next."""

from __future__ import annotations

from typing import List

from stepper.explain.situation import Situation, row_number

_LEAVE = ("RETURN_VALUE", "RETURN_CONST")
_SUSPEND = ("YIELD_VALUE", "RETURN_GENERATOR")
_RAISE = ("RAISE_VARARGS", "RERAISE")
_RESUME = ("FOR_ITER", "SEND", "YIELD_FROM")  # a generator that is interpreted runs on in its own frame


def effect(now: Situation) -> str:
    """ "stack 2 → 1", "2 frames → 3"; first what the frame just left has returned."""
    parts = []
    on_top = now.stack[-1].value if now.stack else None
    # A frame that native code has called may have returned something else than what the native code did.
    if now.snapshot.returned is not None and now.snapshot.returned == on_top:
        parts.append(f"returned {now.brief(now.snapshot.returned.text)}")
    frames = now.frame_count
    opname = now.row.opname
    if opname in _LEAVE or opname in _SUSPEND:
        parts.append(_count(frames, frames - 1))
    elif _enters(now):
        parts.append(_count(frames, frames + 1))
    elif now.forecast.raises or opname in _RAISE:
        parts.append(f"stack {len(now.stack)}")
    else:
        after = " or ".join(str(depth) for depth in _depths_after(now))
        if after:
            when = " when it has returned" if opname == "YIELD_FROM" else ""
            parts.append(f"stack {len(now.stack)} → {after}{when}")
    return " · ".join(parts)


def flow(now: Situation) -> str:
    """Where control goes."""
    opname = now.row.opname
    following = now.following
    if now.forecast.enters:
        inside = opname in _RESUME and now.forecast.callee != "guest"
        return f"next: inside {now.enters}" if inside else f"next: the first instruction of {now.enters}"
    if now.forecast.raises or opname in _RAISE:
        return "next: the search for a handler"
    if opname in _LEAVE:
        return f"next: back in {now.caller}" if now.caller else "next: the end of the program"
    if opname in _SUSPEND:
        return f"next: back in {now.caller}" if now.caller else "next: back in native code"
    straight = f"next: {following.start}" if following is not None else ""
    if opname == "YIELD_FROM":
        return f"next: back in {now.caller or 'native code'} with what is yielded, or {straight[6:]}"
    if straight and opname.startswith("CALL") and "INTRINSIC" not in opname:
        return f"{straight}, when it has returned"
    if now.row.target is None or is_setup(opname):
        return straight
    if not now.row.conditional or now.forecast.jumps:
        return f"next: jumps to {now.target}"
    if now.forecast.jumps is None:
        when = ", when it has answered" if opname == "SEND" else ""
        return f"{straight or 'next: the next instruction'}, or jumps to {now.target}{when}"
    return straight


def _enters(now: Situation) -> bool:
    """Whether a frame is entered first: of a function called, or of a generator that goes on."""
    return bool(now.forecast.enters)


def suspends(opname: str) -> bool:
    """Whether the frame is left for a while: what is sent to it will stand on its stack only then."""
    return opname in _SUSPEND


def is_setup(opname: str) -> bool:
    """Whether the target is a handler that is only armed (SETUP_FINALLY and its like, up to 3.10)."""
    return opname.startswith("SETUP_")


def _count(before: int, after: int) -> str:
    return f"{before} frame{'' if before == 1 else 's'} → {after}"


def _depths_after(now: Situation) -> List[int]:
    """The possible depths of the stack after the instruction, that of going straight on first.

    Instructions like FOR_ITER leave another depth when they jump: that of the row they go to.
    """
    here = len(now.stack)
    straight = here - len(now.row.before) + len(now.row.after)
    if not now.row.conditional or is_setup(now.row.opname) or now.forecast.jumps is False:
        return [straight]
    target = now.forecast.target if now.forecast.target is not None else now.row.target
    number = None if target is None else row_number(now.listing, target)
    if number is None or now.row.depth < 0 or now.listing.rows[number].depth < 0:
        return [] if now.forecast.jumps else [straight]
    jumped = here + now.listing.rows[number].depth - now.row.depth
    return [jumped] if now.forecast.jumps or jumped == straight else [straight, jumped]
