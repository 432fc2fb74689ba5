"""Browsing code objects: their listings are opened without changing where the program is."""

from __future__ import annotations

from typing import Optional, Set

from stepper import codes
from stepper.messages import CodesWanted
from stepper.panes.scene import Scenes
from stepper.screens.codes import CodesScreen
from stepper.screens.main import MainScreen
from stepper.session import Session, SessionError
from stepper.themed import ThemedApp

LIMIT = 2000  # listings asked for; a program with more has them shown as it comes to them


class Browsing(ThemedApp):
    """The part of the app that asks for listings that no stop has named yet."""

    session: Session
    main: MainScreen
    scenes: Scenes
    _codes: Optional[CodesScreen] = None
    _requested: Set[int]  # keys of the listings asked for while the tree is open

    def update_heat(self) -> None:
        """Another code object is shown."""
        raise NotImplementedError

    def on_codes_wanted(self, message: CodesWanted) -> None:
        """Open the tree, and have the listings sent that are missing in it."""
        snapshot = self.session.snapshot
        here = snapshot.frames[0].code if snapshot is not None and snapshot.frames else 0
        self._codes, self._requested = CodesScreen(self.look, self.session.listings, here), set()
        self.push_screen(self._codes, self._browse)
        self.listed()

    def listed(self) -> None:
        """Another listing has come: what is nested in it may be missing."""
        if self._codes is None:
            return
        if self._codes.is_mounted:
            self._codes.show()
        for key in codes.missing(self.session.listings):
            if key not in self._requested and len(self._requested) < LIMIT:
                self._requested.add(key)
                try:
                    self.session.send_listing(key)
                except SessionError:
                    return  # it runs, or has ended: what is known has to do

    def _browse(self, key: Optional[int]) -> None:
        self._codes = None
        listing = self.session.listings.get(key) if key is not None else None
        if listing is not None:
            view = self.scenes.view_of(listing.code, self.session.listings)
            self.main.browse(view, self.session.sources.get(listing.file))
            self.update_heat()
