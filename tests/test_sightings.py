"""The last stop that showed a frame, compared with looking for it."""

from __future__ import annotations

import random
from typing import List, Optional

from stepper.history import History
from stepper.protocol import Snapshot
from tests import records


def stop(number: int, frame: int) -> Snapshot:
    made = records.snapshot(frames=[records.header("f", 0, frame)])
    return made._replace(number=number)


def looked_for(kept: List[Snapshot], number: int, frame: int) -> Optional[Snapshot]:
    before = [s for s in kept if s.number < number and s.view is not None and s.view.header.frame == frame]
    return before[-1] if before else None


def test_seen_before_is_what_looking_finds() -> None:
    """While stops come in, while the oldest are given up, and when the last ones are made anew."""
    choice = random.Random(7)
    history = History(stop_limit=25)
    number = 0
    for _ in range(300):
        number = number - 4 if number > 30 and choice.random() < 0.05 else number + 1
        history.record(stop(number, choice.randint(1, 6)))
        kept = [history[n] for n in range(history.first, history.last + 1)]
        for frame in range(1, 8):
            at = choice.randint(history.first, history.last + 1)
            assert history.seen_before(at, frame) == looked_for(kept, at, frame)
