"""Words for an exception on its way: what was raised, what the search has found, and where control lands.

Each phase of unwinding is a stop, and each stop says what is about to be done.
"""

from __future__ import annotations

from typing import NamedTuple

from stepper.explain.picture import moves
from stepper.explain.situation import Situation, shorten
from stepper.protocol import Block, Unwinding

_EXCEPTION = 64  # characters of the exception's text


class Words(NamedTuple):
    """What is said of one phase."""

    sentence: str
    effect: str
    flow: str
    picture: str = ""
    phase: str = ""


NO_INSTRUCTION = "No instruction runs now: each step is a phase of unwinding, until a handler begins."
_PHASES = {
    "raised": "raised",
    "dropped": "block dropped",
    "found": "handler found",
    "cut": "stack cut",
    "unwinding": "no handler",
}


def unwinding_words(now: Situation, unwinding: Unwinding) -> Words:
    """The words for the phase an exception on its way is in."""
    return _of_phase(now, unwinding)._replace(phase=_PHASES[unwinding.phase])


def _of_phase(now: Situation, unwinding: Unwinding) -> Words:
    handler = unwinding.handler
    if handler is None:
        return _leaving(now, unwinding) if unwinding.phase == "unwinding" else _raised(now, unwinding)
    if unwinding.phase == "dropped":
        return _dropped(now, handler)
    return _found(now, unwinding, handler) if unwinding.phase == "found" else _cut(now, unwinding, handler)


def _exception(now: Situation, limit: int = _EXCEPTION) -> str:
    exception = now.snapshot.exception
    return "the exception" if exception is None else shorten(exception.text, limit)


def _raised(now: Situation, unwinding: Unwinding) -> Words:
    here = now.row.offset
    came = f"comes out of {unwinding.left}, called at {here}" if unwinding.left else f"is raised at {here}"
    look = (
        f"look in the exception table for an entry that covers {here}"
        if unwinding.has_table
        else "look on the block stack for a handler"
    )
    return Words(
        f"{_exception(now)} {came}: {look}.",
        f"stack {len(now.stack)}",
        "next: what the search finds",
    )


def _dropped(now: Situation, block: Block) -> Words:
    """The three entries above the block's level hold what was handled before it."""
    before = now.stack[block.depth + 1].value.text if len(now.stack) > block.depth + 2 else "NULL"
    again = (
        "no exception is handled any more" if before == "NULL" else f"{now.brief(before)} is handled again"
    )
    return Words(
        f"The topmost block is an except handler's: drop it, {again}; look further down.",
        _depths(now, block.depth),
        "next: what the search finds",
        moves(now, now.stack[block.depth :], ()),
    )


def _found(now: Situation, unwinding: Unwinding, handler: Block) -> Words:
    if unwinding.has_table:
        last = max(
            (row.offset for row in now.listing.rows if row.offset < handler.end), default=handler.start
        )
        found = f"Entry {handler.start} to {last} of the exception table covers {now.row.offset}"
    else:
        found = f"The topmost block is a {handler.kind} block"
    cut = f"cut the stack to depth {handler.depth}"
    if len(now.stack) <= handler.depth:
        cut = "leave the stack as it is"
    return Words(
        f"{found}: {cut} and go to the handler at {handler.target}.",
        _depths(now, handler.depth),
        "next: push the exception",
        moves(now, now.stack[handler.depth :], ()),
    )


def _cut(now: Situation, unwinding: Unwinding, handler: Block) -> Words:
    what, pushes = _exception(now), unwinding.pushes
    if len(pushes) == 1:
        pushed = what
    elif len(pushes) == 2:
        pushed = f"{pushes[0].text} (where it failed, in code units) and {what}"
    else:
        before = "none" if pushes[1].text == "NULL" else shorten(pushes[1].text, 24)
        pushed = f"three entries for what was handled before ({before}), three for {_exception(now, 48)}"
    return Words(
        f"Push {pushed}; go to the handler at {handler.target}.",
        _depths(now, handler.depth + len(pushes)),
        f"next: the handler at {handler.target}",
        moves(now, (), pushes),
    )


def _leaving(now: Situation, unwinding: Unwinding) -> Words:
    what = _exception(now)
    frames = now.frame_count
    none = (
        f"No entry of the table covers {now.row.offset}"
        if unwinding.has_table
        else "The block stack is empty"
    )
    if not now.caller:
        return Words(
            f"{none}: {what} leaves the last frame, and ends the program with a traceback.",
            "1 frame → 0",
            "next: the end of the program",
        )
    return Words(
        f"{none}: {what} leaves this frame for {now.caller}.",
        f"{frames} frames → {frames - 1}",
        f"next: {_caller(now.caller)}",
    )


def _caller(caller: str) -> str:
    return "back in native code" if caller == "native code" else f"the search for a handler in {caller}"


def _depths(now: Situation, after: int) -> str:
    return f"stack {len(now.stack)} → {after}"
