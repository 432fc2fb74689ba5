"""Which keys run which command: the table's own, or those of the user's ``keys.toml``.

The file names commands as ``stepper/commands.py`` does, each with a key or a list of keys::

    next = "f8"
    step = ["Space", "Enter"]
    kill = []

A key that is given to a command is taken from any other that had it."""

from __future__ import annotations

import difflib
import sys
import unicodedata
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

from platformdirs import user_config_path
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from stepper import commands
from stepper.commands import Command

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Changes = Dict[str, Tuple[str, ...]]  # keys by command

_FIXED = frozenset(commands.CHOICES)  # what is on the screen names these keys
_MODIFIERS = frozenset({"ctrl", "shift", "alt"})
_NAMES = {key.value for key in Keys if "+" not in key.value and "<" not in key.value}
_WRITTEN = {name.lower(): key for key, name in commands.SHOWN.items()}


class KeymapError(Exception):
    """The file can't be used; the text is one line that names the file, the key and the reason."""


class Keymap:
    """The commands with the keys that are in force."""

    def __init__(self, changes: Optional[Mapping[str, Tuple[str, ...]]] = None) -> None:
        changes = changes or {}
        taken = {(_mode(id_), key) for id_, keys in changes.items() for key in keys}
        self.changed = bool(changes)
        self._keys: Changes = {
            command.id: changes.get(
                command.id, tuple(key for key in command.keys if (_mode(command.id), key) not in taken)
            )
            for command in commands.COMMANDS
        }

    def of(self, command: Command) -> Command:
        """The command with its keys in force."""
        return command._replace(keys=self._keys[command.id])

    def key(self, command: str) -> str:
        """The key to name for a command in a text, as people write it."""
        keys = self._keys[command] or ("ctrl+p",)  # whatever has no key is in the palette
        return commands.shown(keys[0])

    def rebind(self, node: DOMNode) -> None:
        """Give the commands that a screen, a pane or the app binds the keys in force."""
        if not self.changed:
            return
        old = [binding for _, binding in node._bindings]
        kept = [b for b in old if b.action not in self._keys or b.key in self._keys[b.action]]
        bound = {(binding.key, binding.action) for binding in kept}
        for id_ in dict.fromkeys(binding.action for binding in old if binding.action in self._keys):
            command = commands.BY_ID[id_]
            first = any(binding.priority for binding in old if binding.action == id_)
            for key in self._keys[id_]:
                if (key, id_) not in bound:
                    # A letter has to reach the input row while something is typed there.
                    ahead = first and (
                        "+" in key or commands.is_function_key(key) or command.group == "lesson"
                    )
                    kept.insert(0, Binding(key, id_, command.label, tooltip=command.help, priority=ahead))
        node._bindings = BindingsMap(kept)


# ---- the user's file ----


def template() -> str:
    """A file of keys that changes nothing: every command with the keys it has, commented out."""
    lines = ["# Take the # away before a command to give it other keys; [] takes them all away."]
    for group, title in commands.GROUPS.items():
        lines += ["", f"# ---- {title} ----"]
        for command in commands.COMMANDS:
            if command.group == group and command.id not in _FIXED:
                keys = ", ".join(f'"{key}"' for key in command.shown_keys)
                lines += ["", f"# {command.help}", f"#{command.id} = [{keys}]"]
    return "\n".join(lines) + "\n"


def path() -> Path:
    """Where the user's keys are."""
    return user_config_path("pystep") / "keys.toml"


def load() -> Tuple[Keymap, Optional[str]]:
    """The keys in force, and what is wrong with the user's file, if it can't be used."""
    try:
        return Keymap(read(path())), None
    except KeymapError as error:
        return Keymap(), str(error)


def read(file: Path) -> Changes:
    """Read and check a file of keys; one that is not there changes nothing."""
    try:
        with file.open("rb") as stream:
            data = tomllib.load(stream)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise KeymapError(f"{file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KeymapError(f"{file}: not TOML: {error}") from None
    changes: Changes = {}
    users: Dict[Tuple[bool, str], str] = {}
    for id_, value in data.items():
        changes[id_] = _keys(file, id_, value)
        for key in changes[id_]:
            user = users.setdefault((_mode(id_), key), id_)
            if user != id_:
                raise KeymapError(f"{file}: {id_}: {commands.shown(key)} is given to {user} already")
    return changes


def _mode(id_: str) -> bool:
    """Whether the command acts while a lesson is given: its key may have another meaning elsewhere."""
    return id_ in commands.BY_ID and commands.BY_ID[id_].group == "lesson"


def _keys(file: Path, id_: str, value: Any) -> Tuple[str, ...]:
    if id_ not in commands.BY_ID:
        near = difflib.get_close_matches(id_, commands.BY_ID, n=1)
        raise KeymapError(f"{file}: {id_}: no such command" + (f"; did you mean {near[0]}?" if near else ""))
    if id_ in _FIXED:
        raise KeymapError(f"{file}: {id_}: these keys are fixed")
    written: List[Any] = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not all(isinstance(key, str) for key in written):
        raise KeymapError(f"{file}: {id_}: a key or a list of keys is wanted, not {value!r}")
    keys = []
    for text in written:
        key = parse_key(text)
        if key is None:
            raise KeymapError(f"{file}: {id_}: {text!r} is no key")
        keys.append(key)
    return tuple(keys)


def parse_key(text: str) -> Optional[str]:
    """The name of a key that is written as Textual or as people write it; None for what is no key."""
    if text == "+" or text.endswith("++"):  # the key + itself
        head, last = text[:-2], "+"
    else:
        head, _, last = text.rpartition("+")
    modifiers = [word.lower() for word in head.split("+")] if head else []
    if not _MODIFIERS.issuperset(modifiers):
        return None
    if len(last) == 1:
        name = last.lower() if modifiers else last
        return "+".join([*modifiers, _of_character(name)]) if last.isprintable() else None
    name = _WRITTEN.get(last.lower(), last.lower())
    if name not in _NAMES and not _is_character_name(name):
        return None
    return "+".join([*modifiers, name])


def _of_character(character: str) -> str:
    """The name that Textual gives to the key of a character."""
    if character.isalnum():
        return character
    if character == " ":
        return "space"
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_character_name(name: str) -> bool:
    names = {_of_character(chr(code)) for code in range(32, 127)}
    return name in names and len(name) > 1
