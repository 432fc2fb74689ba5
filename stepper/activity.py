"""What a running program does, as far as it can be told: its speed and place from samples that it answers,
and whether it is in C code from samples that it does not answer.
"""

from __future__ import annotations

from typing import NamedTuple, Optional

from .observed import Observation
from .protocol import Progress

LOOK = 0.25  # seconds between two looks
SILENCE = 1.0  # seconds without an answer that are worth telling


class Activity(NamedTuple):
    """At one moment of a run."""

    seconds: float  # since it was let go on
    rate: Optional[float] = None  # instructions a second
    place: str = ""  # where it was last seen
    in_c: float = 0.0  # seconds it has been in C code without coming out; 0 when it is not known to be there
    seen: str = "now"  # in that place, or "last seen"
    waits: bool = False  # in C code it waits, rather than computes

    @property
    def stuck(self) -> bool:
        """Whether it is known to have been in one call of C code for a while."""
        return self.in_c > 0

    @property
    def summary(self) -> str:
        """In two words, for the header."""
        if self.stuck:
            return _age(self.in_c)
        return "" if self.rate is None else f"{_figure(self.rate)} instr/s"

    def sentence(self, pausing: bool) -> str:
        """For the user."""
        if not self.stuck:
            return "The program is running."
        what = "waited in C code (a sleep, a lock, a read)" if self.waits else "been in C code"
        then = "it pauses when that returns" if pausing else "no instruction runs until that returns"
        return f"The program has {what} for {_age(self.in_c)}: {then}."

    @property
    def details(self) -> str:
        """What else is known: the place, and how long it has been running."""
        seen = f"{self.seen} in {self.place}   " if self.place else ""
        return f"{seen}for {_age(self.seconds)}"


def _age(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


def _figure(rate: float) -> str:
    """About: 3, 450, 12 k, 1.2 M."""
    if rate < 1000:
        return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
    if rate < 1_000_000:
        return f"{rate / 1000:.0f} k"
    return f"{rate / 1_000_000:.1f} M"


class Watch:
    """Follows one run from resume to stop. Times are those of one clock that does not go back."""

    def __init__(self, now: float) -> None:
        self._began = now
        self._asked: Optional[float] = None  # since when a sample is unanswered
        self._alive = now  # when it last gave a sign that it is not in one and the same call
        self._switches = -1
        self._waits = False
        self._latest: Optional[Progress] = None

    def look(self, now: float, seen: Optional[Observation]) -> bool:
        """Take in what is seen from outside; whether to ask for a sample now.

        A program that waits is not asked: the question is a signal, and some calls end when one comes.
        """
        if seen is None:
            self._alive = now  # nothing is known
            return False
        slept = seen.switches != self._switches
        self._switches = seen.switches
        self._waits = not seen.computes
        if seen.others_compute or (self._asked is None and (seen.computes or slept)):
            self._alive = now
        if not seen.computes or self._asked is not None:
            return False
        self._asked = now
        return True

    def answer(self, progress: Progress, now: float) -> None:
        """A sample has been answered."""
        self._asked = None
        self._alive = now
        self._latest = progress

    def activity(self, now: float) -> Activity:
        """What is known now."""
        silence = now - self._alive
        seconds = now - self._began
        place = "" if self._latest is None else self._latest.place
        if silence >= SILENCE:
            return Activity(seconds, None, place, silence, "last seen", self._waits)
        rate = None
        if self._latest is not None and self._latest.microseconds:
            rate = self._latest.instructions * 1e6 / self._latest.microseconds
        return Activity(seconds, rate, place)
