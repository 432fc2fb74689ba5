"""The command palette's list: the table of commands."""

from __future__ import annotations

from functools import partial
from typing import List

from textual.command import DiscoveryHit, Hit, Hits, Provider

from stepper import commands
from stepper.keymap import Keymap

_LEFT_OUT = frozenset({"command_palette", "pane", "next_pane", "previous_pane", "back"})


class CommandProvider(Provider):
    """Offers every command that does something now."""

    @property
    def _keymap(self) -> Keymap:
        keymap = getattr(self.app, "keymap", None)
        return keymap if isinstance(keymap, Keymap) else Keymap()

    async def discover(self) -> Hits:
        for command in self._offered():
            yield DiscoveryHit(
                self._title(command), partial(self.app.run_action, self._action(command)), help=command.help
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(f"{command.label} {command.help}")
            if score > 0:
                yield Hit(
                    score,
                    self._title(command),
                    partial(self.app.run_action, self._action(command)),
                    help=command.help,
                )

    def _offered(self) -> List[commands.Command]:
        return [
            command
            for command in commands.COMMANDS
            if command.group != "pane"
            and command.id not in _LEFT_OUT
            and self.app.check_action(command.id, ())
        ]

    def _action(self, command: commands.Command) -> str:
        return f"screen.{command.id}" if command.group == "look" else f"app.{command.id}"

    def _title(self, command: commands.Command) -> str:
        keys = self._keymap.of(command).shown_keys
        return f"{command.label}  ({', '.join(keys)})" if keys else command.label
