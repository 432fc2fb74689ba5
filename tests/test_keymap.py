"""The user's keys: how they are written, what is wrong with a file, and what becomes of the others."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Optional

import pytest

from stepper import commands, keymap
from stepper.keymap import Keymap, KeymapError, parse_key
from tests.differential.programs import ROOT


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("s", "s"), ("S", "S"), ("?", "question_mark"), ("question_mark", "question_mark"), ("/", "slash"),
        ("F5", "f5"), ("f12", "f12"), ("Shift+F11", "shift+f11"), ("ctrl+c", "ctrl+c"), ("Ctrl+R", "ctrl+r"),
        ("Space", "space"), (" ", "space"), ("Esc", "escape"), ("PgDn", "pagedown"), ("pageup", "pageup"),
        ("+", "plus"), ("Ctrl++", "ctrl+plus"), ("-", "minus"), ("<", "less_than_sign"), ("é", "é"),
        ("", None), ("hyper+s", None), ("spce", None), ("Ctrl+", None), ("s t", None), ("\n", None),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(written: str, key: Optional[str]) -> None:
    assert parse_key(written) == key


@pytest.mark.parametrize("key", sorted({key for command in commands.COMMANDS for key in command.keys}))
def test_what_is_shown_can_be_written(key: str) -> None:
    """The help's way of writing a key is understood in the file."""
    assert parse_key(commands.shown(key)) == key
    assert parse_key(key) == key


def test_a_key_is_taken_from_the_command_that_had_it() -> None:
    map_ = Keymap({"next": ("s",), "kill": ()})

    assert map_.of(commands.BY_ID["next"]).keys == ("s",)
    assert map_.of(commands.BY_ID["step"]).keys == ("space", "f11")
    assert map_.key("step") == "Space"
    assert map_.key("kill") == "Ctrl+P"  # the palette has it


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    assert keymap.read(tmp_path / "keys.toml") == {}
    assert not Keymap().changed
    assert all(Keymap().of(command) == command for command in commands.COMMANDS)


def test_reading(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('next = "F8"\nstep = ["Space", "."]\n', encoding="utf-8")

    assert keymap.read(path) == {"next": ("f8",), "step": ("space", "full_stop")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("next = ", "not TOML"),
        ('nxt = "s"', "nxt: no such command; did you mean next"),
        ('zzzzzz = "s"', "zzzzzz: no such command$"),
        ("next = 3", "next: a key or a list of keys is wanted, not 3"),
        ("next = [3]", "next: a key or a list of keys is wanted"),
        ('next = "Hyper+s"', r"next: 'Hyper\+s' is no key"),
        ('next = "x"\nstep = "x"', "step: x is given to next already"),
        ('pane = "x"', "pane: these keys are fixed"),
    ],
)
def test_a_bad_file_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    """It names the file, the key and the reason; the keys are those of the table then."""
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KeymapError, match=message) as caught:
        keymap.read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    monkeypatch.setattr(keymap, "path", lambda: path)
    map_, problem = keymap.load()
    assert problem == str(caught.value)
    assert not map_.changed


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(KeymapError, match="Is a directory"):
        keymap.read(tmp_path)


def test_the_template_names_every_command_and_changes_nothing(tmp_path: Path) -> None:
    """As it is printed, and with every # taken away."""
    path = tmp_path / "keys.toml"
    path.write_text(keymap.template(), encoding="utf-8")
    assert keymap.read(path) == {}
    active = re.sub(r"^#(\w+ = )", r"\1", keymap.template(), flags=re.MULTILINE)
    path.write_text(active, encoding="utf-8")

    read = keymap.read(path)
    assert read == {id_: commands.BY_ID[id_].keys for id_ in read}
    assert {"step", "row_down", "quit", "search"} <= set(read)


def test_the_command_line_prints_it() -> None:
    command = [sys.executable, "-m", "stepper", "--keys"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0
    assert answer.stdout == keymap.template()
