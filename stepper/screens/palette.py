"""The command palette's list: the table of commands."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Iterator, Tuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from stepper import commands
from stepper.destinations import HINT, DestinationError, parse
from stepper.keymap import Keymap

# Whose action it is; "focused" is the pane that the palette was opened from. The others are the app's.
_NAMESPACES = {"look": "screen", "pane": "focused"}


class CommandProvider(Provider):
    """Offers every command that does something now."""

    async def discover(self) -> Hits:
        for title, help_, action in self._offered():
            yield DiscoveryHit(title, partial(self.app.run_action, action), help=help_)

    async def search(self, query: str) -> Hits:
        with suppress(DestinationError):
            parse(query)
            yield Hit(1.0, f"Go to {query}", partial(self._go_to, query), help=HINT)
        matcher = self.matcher(query)
        for title, help_, action in self._offered():
            score = matcher.match(f"{title} {help_}")
            if score > 0:
                yield Hit(score, title, partial(self.app.run_action, action), help=help_)

    def _go_to(self, text: str) -> None:
        go_to = getattr(self.app, "go_to", None)
        if go_to is not None:
            go_to(text)

    def _offered(self) -> Iterator[Tuple[str, str, str]]:
        """Title, help and action of each."""
        keymap = getattr(self.app, "keymap", None) or Keymap()
        # The keys of lessons are not theirs while something is typed here.
        offers = getattr(self.app, "offers", lambda action: self.app.check_action(action, ()))
        for command in commands.COMMANDS:
            namespace = _NAMESPACES.get(command.group, "app")
            if command.id in commands.CHOICES:
                if offers(command.id):
                    for key, what in commands.CHOICES[command.id].items():
                        label = "Go to" if command.id == "pane" else command.label
                        yield f"{label} {what}  ({key})", command.help, f"{namespace}.{command.id}('{what}')"
            elif command.id != "command_palette" and offers(command.id):
                keys = ", ".join(keymap.of(command).shown_keys)
                title = f"{command.label}  ({keys})" if keys else command.label
                yield title, command.help, f"{namespace}.{command.id}"
