"""The list of themes: the one highlighted is shown at once, and taken back when none is chosen."""

from __future__ import annotations

from typing import List, Tuple

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.theme import BUILTIN_THEMES


class UseTheme:
    """What choosing a theme does."""

    def __init__(self, app: App[object], name: str) -> None:
        self._app = app
        self.name = name

    def __call__(self) -> None:
        self._app.theme = self.name


class ThemeProvider(Provider):
    """Offers every theme: the one in force first, so that opening the list changes nothing."""

    async def discover(self) -> Hits:
        for name in self._names():
            yield DiscoveryHit(name, UseTheme(self.app, name))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name in self._names():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), UseTheme(self.app, name))

    def _names(self) -> List[str]:
        def rank(name: str) -> Tuple[bool, bool, str]:
            return name != self.app.theme, name in BUILTIN_THEMES, name

        return sorted(self.app.available_themes, key=rank)


class ThemePalette(CommandPalette):
    """The list, opened."""

    def __init__(self) -> None:
        super().__init__(providers=[ThemeProvider], placeholder="Search for themes", id="--theme-palette")
