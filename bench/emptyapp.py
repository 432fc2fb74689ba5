"""What pystep is compared with: the least that a Textual app can do at a key press, one text changes."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class EmptyApp(App[None]):
    """Counts key presses."""

    _presses = 0

    def compose(self) -> ComposeResult:
        yield Static("0")

    def on_key(self, event: Key) -> None:
        self._presses += 1
        self.query_one(Static).update(str(self._presses), layout=False)


if __name__ == "__main__":
    EmptyApp().run()
