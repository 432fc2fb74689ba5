"""Holds what is said beside the sentence against what happens: which instruction comes next, how many frames
there are then, and what stands on the stack.

Run as a module it steps through the examples and a program with every kind of instruction, on the interpreter
that runs it, and prints each claim that did not come true, then the number of stops.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import re
from typing import Iterator

from stepper.explain import Explanation, explain
from stepper.guest.listings import Listings
from stepper.guest.snapshot import take
from stepper.guest.sources import Sources
from stepper.protocol import FrameHeader, Snapshot
from stepper.vm import VM
from tests.guest.foretold import EXAMPLES, VARIED


def main() -> None:
    """Step through all of it."""
    builtins.input = lambda prompt="": "somebody"
    count = 0
    complaints = []
    with contextlib.redirect_stdout(io.StringIO()):
        for vm in (VM(compile(VARIED, "varied.py", "exec")), *map(VM.load, EXAMPLES)):
            for complaint in untrue(vm):
                count += 1
                if complaint:
                    complaints.append(complaint)
    print(*sorted(set(complaints)), count, sep="\n")


def untrue(vm: VM) -> Iterator[str]:
    """For each stop what was untrue of it, or ""."""
    listings = Listings(Sources())
    with vm:
        stop = vm.step()
        while stop.frame is not None:
            before = take(stop, 1, listings)
            listing = listings.listing(before.frames[0].code)
            said = explain(before, listing)
            stop = vm.step()
            after = take(stop, 2, listings)
            what = _untrue(said, before, after, listings)
            yield f"{said.mnemonic}: {what} | {said}" if what else ""


def _untrue(said: Explanation, before: Snapshot, after: Snapshot, listings: Listings) -> str:
    here, there = before.frames[0], after.frames[0] if after.frames else None
    if there is None:
        return "" if "end of the program" in said.flow else "the program ended"
    if after.unwinding is not None and before.unwinding is None:
        return "" if _may_raise(said) else "it raised"
    claim = _claim(said.flow, here, there, listings)
    if claim:
        return f"{claim}, but came to {there.qualname}@{there.offset}"
    # Native code that has got what it asked for may call or ask again at once.
    frames = None if "native code" in said.flow else re.search(r"(\d+) frames? → (\d+)", said.effect)
    count = sum(frame.kind == "vm" for frame in after.frames)
    if frames and int(frames.group(2)) != count:
        return f"{count} frames"
    depth = re.search(r"stack \d+ → (\d+)(?: or (\d+))?$", said.effect)
    if not depth or there.frame != here.frame or after.view is None:
        return ""
    reached = str(len(after.view.stack))
    return "" if reached in depth.groups() else f"depth {reached}"


def _may_raise(said: Explanation) -> bool:
    """Nothing is said of what is not certain."""
    return "search for a handler" in said.flow or "raises" not in said.sentence


def _claim(flow: str, here: FrameHeader, there: FrameHeader, listings: Listings) -> str:
    """What was said of the next stop that it is not; an instruction is reached at its first EXTENDED_ARG."""
    entered = re.fullmatch(r"next: (?:the first instruction of|inside) (.+)", flow)
    if entered:
        name = there.qualname.rpartition("<locals>.")[2]
        return "" if name == entered.group(1) and there.frame != here.frame else flow
    offsets = re.fullmatch(
        r"next: (?:jumps to )?(\d+)(?:, or jumps to (\d+))?(, when it has returned)?", flow
    )
    if offsets and offsets.group(3) and there.frame != here.frame:
        return ""  # native code has called back
    if offsets:
        listing = listings.listing(there.code)
        assert listing is not None
        start = next(row.start for row in listing.rows if row.offset == there.offset)
        return "" if there.frame == here.frame and str(start) in offsets.groups() else flow
    return ""


if __name__ == "__main__":
    main()
