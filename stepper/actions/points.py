"""Breakpoints: the commands that set, switch, write and remove them."""

from __future__ import annotations

from functools import partial
from typing import Callable, Optional, Sequence

from stepper.actions.keeping import Keeping
from stepper.messages import (
    BreakpointEdited,
    BreakpointRemoved,
    BreakpointSwitched,
    BreakpointToggled,
)
from stepper.panes.askrow import AskRow
from stepper.panes.pointmarks import in_listing, on_lines
from stepper.protocol import Breakpoint
from stepper.screens.main import MainScreen
from stepper.session import Session

PROMPT = "Breakpoint"
HINT = "Enter sets   Esc leaves   after the place: once, ignore N, every N, if EXPRESSION"


def in_words(text: str) -> Breakpoint:
    """A breakpoint that the debuggee is to read from words."""
    return Breakpoint(text, "", "", 0, -1, 0)


class Breaking(Keeping):
    """The part of the app that changes breakpoints."""

    session: Session
    main: MainScreen
    _asked = False  # what is in the row has been sent, and not answered yet
    _edited: Optional[Breakpoint] = None  # the one whose words are in the row; None: a new one

    def _request(self, request: Callable[[], None]) -> None:
        """Ask something of the session, and tell when it is impossible."""
        raise NotImplementedError

    # ---- by commands ----

    def action_breakpoint(self) -> None:
        self.main.toggle_breakpoint()

    def action_edit_breakpoint(self) -> None:
        if self.main.breakpoints.has_focus:
            self.main.breakpoints.edit_breakpoint()
            return
        where = self.main.place_at_cursor
        self._edit(self._at_cursor(), "" if where is None else f"{where.where} ")

    def action_switch_breakpoint(self) -> None:
        point = self.main.breakpoints.point if self.main.breakpoints.has_focus else self._at_cursor()
        if point is not None:
            self._switch(point)
        else:
            self.warn("There is no breakpoint at the cursor.")

    def _at_cursor(self) -> Optional[Breakpoint]:
        place = self.main.place_at_cursor
        return None if place is None else self._standing(place)

    def _standing(self, place: Breakpoint) -> Optional[Breakpoint]:
        """The breakpoint that there is at a place."""
        points = self.session.breakpoints
        if place.offset < 0:
            return next((p for p in on_lines(place.file, points) if p.line == place.line), None)
        listing = self.session.listings.get(self.main.bytecode.code)
        return None if listing is None else in_listing(listing, points).get(place.offset)

    # ---- by what panes tell ----

    def on_breakpoint_toggled(self, message: BreakpointToggled) -> None:
        old = self._standing(message.place)
        if old is not None:
            self._request(partial(self.session.remove_breakpoint, old))
        else:
            self._request(partial(self.session.add_breakpoint, message.place))

    def on_breakpoint_removed(self, message: BreakpointRemoved) -> None:
        self._request(partial(self.session.remove_breakpoint, message.point))

    def on_breakpoint_switched(self, message: BreakpointSwitched) -> None:
        self._switch(message.point)

    def _switch(self, point: Breakpoint) -> None:
        switched = point._replace(enabled=not point.enabled, places=())
        self._request(partial(self.session.change_breakpoint, point, switched))

    def on_breakpoint_edited(self, message: BreakpointEdited) -> None:
        self._edit(message.point, "")

    # ---- in words ----

    def _edit(self, point: Optional[Breakpoint], text: str) -> None:
        self._edited = point
        self.main.ask(PROMPT, text if point is None else f"{point.spec} ", HINT)

    def on_ask_row_answered(self, message: AskRow.Answered) -> None:
        if message.prompt != PROMPT:
            return
        new = in_words(message.text)
        self._asked = True
        if self._edited is None:
            self._request(partial(self.session.add_breakpoint, new))
        else:
            self._request(partial(self.session.change_breakpoint, self._edited, new))

    def written(self, points: Sequence[Breakpoint]) -> None:
        """The breakpoints have changed: what was written is set, and they are kept for the next run."""
        self.keep(lambda saved: saved.save(points))
        if self._asked:
            self._asked = False
            self.main.ask(None)

    def refused(self, why: str) -> None:
        """A request was impossible; what was written stays to be changed."""
        if self._asked:
            self._asked = False
            self.main.edit.refuse(why)
        else:
            self.warn(why)

    def on_ask_row_left(self, message: AskRow.Left) -> None:
        self.main.ask(None)
