"""Going on: the commands that run the program, and what the screen says meanwhile."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Callable, Deque, Optional, Tuple

from textual.timer import Timer

from stepper.actions.past import LookingBack
from stepper.activity import LOOK
from stepper.keymap import Keymap
from stepper.session import SessionError

GRACE = 0.15  # seconds the program runs before the screen says so: a step must not make the header flicker
_ABOUT_A_FRAME = frozenset({"next", "line", "finish"})


class Running(LookingBack):
    """The part of the app that lets the program go on."""

    keymap: Keymap

    def __init__(self, theme: str, ascii: bool) -> None:
        super().__init__(theme, ascii)
        self.shown_state = "starting"  # of commands.Command.when
        self._grace: Optional[Timer] = None
        self._queued: Deque[str] = deque(maxlen=1000)  # commands typed ahead of the stop they are meant for
        self._pausing = False  # asked to pause, and not stopped yet
        self._looking: Optional[Timer] = None  # while it is shown what the program is doing
        self._last_how = ""  # it was let go on by

    # ---- states ----

    def settle(self, state: str, shown: str = "", status: str = "") -> None:
        """The program has come to a state: show it, and what it allows."""
        self.end_grace()
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
        if state != "paused":
            self._queued.clear()
        if state != "running":
            self._pausing = False
        self.shown_state = state
        self.main.show_state(*self.chip(shown or state, status))

    def chip(self, shown: str, status: str) -> Tuple[str, str]:
        """What the header says of a state."""
        return shown, status

    def begin_grace(self) -> None:
        """The program runs: say so if it does not stop soon."""
        if self._grace is None:
            self._grace = self.set_timer(GRACE, self.show_running)

    def end_grace(self) -> None:
        """The program has stopped, or it has been said that it runs."""
        if self._grace is not None:
            self._grace.stop()
            self._grace = None

    def show_running(self) -> None:
        """Say that the program runs, and from now on what it is doing."""
        if self.session.state == "running":
            self.settle("running")
            self._show_activity()
            self._looking = self.set_interval(LOOK, self._show_activity)

    def _show_activity(self) -> None:
        activity = self.session.look()
        if activity is None or self.session.waiting_for_input:
            return
        if activity.stuck and self._last_how == "step" and self.shown is not None:
            top = self.shown.frames[0]
            activity = activity._replace(place=f"{top.qualname}, line {top.line}", seen="called")
        key = self.keymap.key
        chip, state = ("IN C", "in_c") if activity.stuck else ("RUNNING", "running")
        self.main.show_state(state, activity.summary)
        keys = f"{key('kill')} kills it   {key('restart')} starts it again"
        if not self._pausing:
            keys = f"{key('pause')} pauses   {keys}"
        text = activity.sentence(self._pausing)
        if self._pausing and not activity.stuck:
            text = "The program pauses as soon as the call that it is in returns."
        role = "waiting" if activity.stuck else "running"
        self.main.sentence.tell(chip, role, text, f"{activity.details}   {keys}")

    def _show_pausing(self) -> None:
        """The program can't be stopped where it is: say what becomes of the pause."""
        if self._pausing and self.session.waiting_for_input:
            text = "The program pauses as soon as it has its line of input."
            self.main.sentence.tell("INPUT", "waiting", text, self.input_hint())
        elif self._pausing:
            self._show_activity()

    def input_hint(self) -> str:
        """The keys while the program waits for a line."""
        pause = self.keymap.key("pause")
        return f"Enter sends it   Ctrl+D ends the input   {pause} pauses   Tab goes to the panes"

    # ---- going on ----

    def _request(self, request: Callable[[], None]) -> None:
        """Ask something of the session; what it refuses is told."""
        try:
            request()
        except SessionError as error:
            self.warn(str(error))

    def resume(self, how: str) -> None:
        """The user lets the program go on; a key that comes before the last one's stop waits for it."""
        if self.session.state == "running" and not self.in_past:
            self._queued.append(how)
        else:
            self.go_on(how)

    def resume_queued(self) -> bool:
        """Do what was typed ahead; whether there was something."""
        if self._queued and self.session.state == "paused":
            self.resume(self._queued.popleft())
            return True
        return False

    def go_on(self, how: str) -> None:
        """Let the program go on from the stop that is shown, or replay what it did."""
        if self.in_past:
            self.replay(how)
            return
        self._last_how = how
        self._request(self.request_of(how, self.selected_frame()))

    def request_of(self, how: str, frame: int) -> Callable[[], None]:
        """What lets the program go on in that way; *frame* is the number of the selected one."""
        request: Callable[..., None] = getattr(self.session, "continue_" if how == "continue" else how)
        return partial(request, frame) if how in _ABOUT_A_FRAME else request

    # ---- commands ----

    def action_step(self) -> None:
        self.resume("step")

    def action_later(self) -> None:
        self.resume("step")  # only in the past: see the table of commands

    def action_next(self) -> None:
        self.resume("next")

    def action_line(self) -> None:
        self.resume("line")

    def action_finish(self) -> None:
        self.resume("finish")

    def action_continue(self) -> None:
        self.resume("continue")

    def action_until(self) -> None:
        offset = self.main.bytecode.cursor_offset
        if offset is not None and self.in_past:
            self.replay("until", offset)
        elif offset is not None and self.session.state == "paused":
            self._request(partial(self.session.until, offset, self.selected_frame()))

    def action_pause(self) -> None:
        if self.session.state == "running":
            self._request(self.session.pause)
            self._pausing = True
            self.set_timer(2 * GRACE, self._show_pausing)
        else:
            key = self.keymap.key("quit")
            self.notify(f"The program is not running. {key} quits pystep.", markup=False)

    def action_kill(self) -> None:
        self._request(self.session.kill)
