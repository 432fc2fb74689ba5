"""Heat: how often instructions ran, in a column of the listing and as a list."""

from __future__ import annotations

from typing import Optional

from stepper.history.tally import Place
from stepper.messages import HeatToggled, HottestWanted
from stepper.panes.scene import Scenes
from stepper.screens.hottest import HottestScreen
from stepper.screens.main import MainScreen
from stepper.session import Session
from stepper.themed import ThemedApp


class Measuring(ThemedApp):
    """The part of the app that shows what has been counted."""

    session: Session
    main: MainScreen
    scenes: Scenes
    _heated = False

    def on_heat_toggled(self, message: HeatToggled) -> None:
        self._heated = not self._heated
        self.update_heat()
        gaps = self.session.history.tally.gaps
        if self._heated and gaps:
            self.notify(f"Counted at stops: what ran between {gaps} of them is not in the column.")

    def update_heat(self) -> None:
        """The listing shows another place or code object, or another stop has been counted."""
        pane = self.main.bytecode
        pane.set_heat(self.session.history.tally.of(pane.code) if self._heated else None)

    def on_hottest_wanted(self, message: HottestWanted) -> None:
        screen = HottestScreen(self.look, self.session.history.tally, self.session.listings)
        self.push_screen(screen, self._show_place)

    def _show_place(self, place: Optional[Place]) -> None:
        listing = self.session.listings.get(place[0]) if place is not None else None
        if listing is None or place is None:
            return
        view = self.scenes.view_of(place[0], self.session.listings)
        self.main.browse(view, self.session.sources.get(listing.file), place[1])
        self.update_heat()
