"""Going on by itself: slow motion, and a command so many times."""

from __future__ import annotations

import threading
from time import monotonic
from typing import NamedTuple, Optional, Tuple

from textual.timer import Timer

from stepper.actions.running import GRACE, Running
from stepper.protocol import Snapshot
from stepper.session import SessionError

PACES = (0.5, 1, 2, 4, 8, 16, 32)  # stops a second
_FIRST_PACE = 2  # which of them to begin with
_FRAME = 0.05  # seconds between two pictures while a command is repeated, at least
_SHARE = 5  # or so many times as long as the last one took: most of the time is for the program
_SLOWEST = 0.3  # and at most
_INTERRUPTS = frozenset({"breakpoint", "pause"})  # reasons that end both


class Play(NamedTuple):
    """What goes on by itself."""

    how: str
    times: int = 0  # how many times in all; 0 is slow motion, without end
    done: int = 0


class Playing(Running):
    """The part of the app that presses keys by itself."""

    def __init__(self, theme: str, ascii: bool) -> None:
        super().__init__(theme, ascii)
        self._play: Optional[Play] = None
        self._pace = _FIRST_PACE
        self._tick: Optional[Timer] = None
        self._next_picture = 0.0  # while a command is repeated: when to show a stop again
        self._play_lock = threading.Lock()  # ``passes`` is called on the session's thread
        self._passing = False  # the last stop was passed there
        self._passed = 0.0  # when that was

    # ---- states ----

    def settle(self, state: str, shown: str = "", status: str = "") -> None:
        if state in ("starting", "ended"):
            self._drop_play()
        super().settle(state, shown, status)

    def chip(self, shown: str, status: str) -> Tuple[str, str]:
        if self._play is None or shown not in ("paused", "past"):
            return shown, status
        progress = f"{self._play.done}/{self._play.times}" if self._play.times else f"{PACES[self._pace]:g}/s"
        return ("playing", progress) if shown == "paused" else (shown, f"{status} {progress}")

    # ---- playing ----

    def play(self, how: str, times: int = 0) -> None:
        """Go on in that way, in slow motion or, with a number of times, as fast as it goes."""
        self._drop_play()
        self._play = Play(how, times)
        self._next_picture = 0.0
        self._advance()

    def passes(self, stop: Snapshot) -> bool:
        """Whether a repeated command has gone on from a stop that need not be seen; on the session's thread.

        A turn of the event loop for each of 100,000 stops would cost more than the stops themselves.
        """
        with self._play_lock:
            play = self._play
            self._passing = False
            if threading.get_ident() == self._thread_id or play is None or not self._hurries(play, stop):
                return False
            request = self.request_of(play.how, 0)
            try:
                request()
            except SessionError:
                return False
            self._play = play._replace(done=play.done + 1)
            self._passing, self._passed = True, monotonic()
            return True

    @property
    def is_passing(self) -> bool:
        """Whether the session's thread has just gone on from a stop by itself."""
        return self._passing

    def show_running(self) -> None:
        if self._passing and monotonic() - self._passed < GRACE:
            self.end_grace()
            self.begin_grace()
        else:
            super().show_running()

    def stop_playing(self) -> None:
        """The user, a breakpoint or the last time has ended it."""
        if self._play is not None:
            self._drop_play()
            self.show_again()

    def _drop_play(self) -> None:
        with self._play_lock:
            self._play = None
        if self._tick is not None:
            self._tick.stop()
            self._tick = None

    def show_again(self) -> None:
        """Show the state anew."""
        if self.in_past and self.shown is not None:
            self.show_past(self.session.history.last - self.shown.number)
        elif self.session.state == "paused":
            self.settle("paused")

    def hurries_past(self, stop: Snapshot) -> bool:
        """Whether to go on from a stop without showing it: there are more of them than can be seen."""
        if self._play is not None and self._hurries(self._play, stop):
            self.shown = stop
            self._advance()
            return True
        if self._play is not None and self._play.times:
            start = monotonic()
            self._next_picture = start + _FRAME
            self.main.call_after_refresh(self._pictured, start)
        return False

    def _pictured(self, start: float) -> None:
        now = monotonic()
        self._next_picture = now + min(max(_FRAME, _SHARE * (now - start)), _SLOWEST)

    def _hurries(self, play: Play, stop: Snapshot) -> bool:
        if not play.times or play.done >= play.times or _interrupts(stop):
            return False
        return monotonic() < self._next_picture

    def go_on_playing(self, stop: Snapshot) -> None:
        """A stop has been shown: go on from it, now or in a moment."""
        play = self._play
        if play is None:
            return
        if _interrupts(stop) or (play.times and play.done >= play.times):
            self.stop_playing()
        elif play.times:
            self.call_later(self._advance)
        else:
            self._tick = self.set_timer(1 / PACES[self._pace], self._advance)

    def _advance(self) -> None:
        play = self._play
        if play is None or (self.session.state != "paused" and not self.in_past):
            return
        self._play = play._replace(done=play.done + 1)
        was_in_past = self.in_past
        self.go_on(play.how)
        if was_in_past and self.shown is not None:
            self.go_on_playing(self.shown)

    # ---- commands ----

    def resume(self, how: str) -> None:
        self.stop_playing()
        super().resume(how)

    def jump_to(self, number: int) -> None:
        self.stop_playing()
        super().jump_to(number)

    def go_back(self, how: str) -> None:
        self.stop_playing()
        super().go_back(how)

    def action_play(self) -> None:
        if self._play is None:
            self.play("step")
        else:
            self.stop_playing()

    def action_pause(self) -> None:
        if self._play is None or self.session.state == "running":
            super().action_pause()
        self.stop_playing()

    def action_faster(self) -> None:
        self._change_pace(1)

    def action_slower(self) -> None:
        self._change_pace(-1)

    def _change_pace(self, by: int) -> None:
        self._pace = min(max(self._pace + by, 0), len(PACES) - 1)
        if self._play is None:
            key, pace = self.keymap.key("play"), PACES[self._pace]
            self.notify(f"Slow motion: {pace:g} steps a second. {key} starts it.", markup=False)
        else:
            self.show_again()


def _interrupts(stop: Snapshot) -> bool:
    return any(reason.kind in _INTERRUPTS for reason in stop.reasons)
