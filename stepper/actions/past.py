"""Looking back: the commands that show stops which have been, and what "go on" means there."""

from __future__ import annotations

from typing import FrozenSet, Optional, Tuple

from stepper import history
from stepper.commands import WITH_HISTORY
from stepper.messages import StopChosen
from stepper.panes.scene import Scenes
from stepper.protocol import Snapshot
from stepper.screens.main import MainScreen
from stepper.session import Session
from stepper.themed import ThemedApp

OUTERMOST = "Nothing has called this frame: it is the outermost."
OLDEST = "This is the oldest stop that is kept."


class LookingBack(ThemedApp):
    """The part of the app that knows which stop is on the screen."""

    session: Session
    shown_state: str
    main: MainScreen
    scenes: Scenes
    shown: Optional[Snapshot] = None  # what the panes show: the newest stop, or one in the past
    in_past = False  # whether the user looks at the past: a newer stop may also just be on its way

    def show_now(self) -> None:
        """Show the newest stop, or how the program ended."""
        raise NotImplementedError

    def show_past(self, distance: int) -> None:
        """Say that what is on the screen was so many stops ago."""
        raise NotImplementedError

    # ---- moving ----

    def look_at(self, number: int, index: int = 0) -> None:
        """Show the stop of that number, with the frame at *index* in view."""
        kept = self.session.history
        if number not in kept:
            self.warn(f"Step {number} is not kept: there are {kept.first} to {kept.last}.")
        elif number == kept.last:
            self.show_now()
        else:
            stop = kept.view(number, index)
            if stop is None or stop.view is None:
                self.warn("Nothing is recorded of that frame.")
                return
            before = kept.seen_before(number, stop.view.header.frame)
            self.shown, self.in_past = stop, True
            self.main.output.show_at(number)
            scene = self.scenes.make_past(stop, before, self.session.listings, self.session.sources)
            if before is not None and not kept.was_viewed(number, index):
                scene = scene._replace(as_of=before.number)
            self.main.show(scene)
            self.show_past(kept.last - number)
            self.show_place()

    def jump_to(self, number: int) -> None:
        """The user wants to see the stop of that number."""
        self.look_at(number)

    def show_place(self) -> None:
        """Show in the timeline where we are."""
        if self.shown is not None:
            self.main.timeline.show(self.session.history.track(), self.shown.number)

    def on_stop_chosen(self, message: StopChosen) -> None:
        if self.shown_state in WITH_HISTORY:
            self.jump_to(message.number)

    def replay(self, how: str, offset: int = -1) -> None:
        """Go on from a stop in the past, as far as it is recorded."""
        if self.shown is not None:
            self.look_at(self.forward_to(how, offset))

    def forward_to(self, how: str, offset: int = -1) -> int:
        """The recorded stop to which a way of going on leads from the one shown."""
        assert self.shown is not None
        frame = self.selected_frame()
        return history.forward(self.session.history, how, self.shown.number, frame, self._places(), offset)

    def go_back(self, how: str) -> None:
        """Go back as far as a command of that name would have come."""
        if self.shown is None or self.shown.number <= self.session.history.first:
            self.warn(OLDEST)
            return
        if how == "finish" and self.shown.selected + 1 >= len(self.shown.frames):
            self.warn(OUTERMOST)
            return
        self.look_at(
            history.back(self.session.history, how, self.shown.number, self.selected_frame(), self._places())
        )

    def selected_frame(self) -> int:
        """The selected frame's number; 0 stands for the innermost."""
        if self.shown is None or self.shown.selected == 0:
            return 0
        return self.shown.frames[self.shown.selected].frame

    def _places(self) -> FrozenSet[Tuple[int, int]]:
        """Where the program would stop today, whenever it came by: conditions can't be asked of the past."""
        always = (p for p in self.session.breakpoints if p.enabled and not p.condition and not p.ignore)
        return frozenset(place for point in always if point.every == 1 for place in point.places)

    # ---- commands ----

    def action_step_back(self) -> None:
        self.go_back("step")

    def action_next_back(self) -> None:
        self.go_back("next")

    def action_line_back(self) -> None:
        self.go_back("line")

    def action_finish_back(self) -> None:
        self.go_back("finish")

    def action_continue_back(self) -> None:
        self.go_back("continue")

    def action_earlier(self) -> None:
        self.go_back("step")

    def action_first_stop(self) -> None:
        self.jump_to(self.session.history.first)

    def action_last_stop(self) -> None:
        self.jump_to(self.session.history.last)
