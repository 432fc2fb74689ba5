"""The table of commands is sound: what derives from it can rely on that."""

from __future__ import annotations

from collections import Counter

import pytest

from stepper import commands
from stepper.app import PystepApp
from stepper.panes.cursor import CursorPane
from stepper.panes.lines import LinesPane
from stepper.screens.main import MainScreen


def test_ids_are_unique() -> None:
    assert Counter(command.id for command in commands.COMMANDS).most_common(1)[0][1] == 1


def test_keys_are_unique_where_they_act() -> None:
    """A pane's keys come before the screen's, so only keys of one kind may not be used twice."""
    for pane in (True, False):
        keys = [key for c in commands.COMMANDS if (c.group == "pane") is pane for key in c.keys]
        assert Counter(keys).most_common(1)[0][1] == 1


def test_no_pane_key_hides_a_command() -> None:
    panes = {key for c in commands.COMMANDS if c.group == "pane" for key in c.keys}
    others = {key for c in commands.COMMANDS if c.group != "pane" for key in c.keys}

    assert not panes & others


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_command_has_an_action_where_its_group_says(command: commands.Command) -> None:
    owner = {"pane": CursorPane, "look": MainScreen}.get(command.group, PystepApp)

    assert hasattr(owner, f"action_{command.id}")
    assert command.group in commands.GROUPS
    assert command.help[0].isupper()
    assert not command.help.endswith(".")


def test_panes_without_a_cursor_know_all_but_choosing() -> None:
    for command in commands.COMMANDS:
        if command.group == "pane" and command.id != "choose":
            assert hasattr(LinesPane, f"action_{command.id}")


def test_footers_fit_the_classroom() -> None:
    """At 80 columns nothing is left out."""
    for state in (commands.PAUSED, commands.RUNNING, commands.ENDED):
        offered = commands.footer(state)
        width = 1 + sum(len(c.shown_keys[0]) + len(c.label) + 2 for c in offered)
        assert width <= 80
        assert all(state in command.when for command in offered)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("s", "s"), ("R", "R"), ("f11", "F11"), ("shift+f11", "Shift+F11"), ("ctrl+c", "Ctrl+C"),
     ("question_mark", "?"), ("space", "Space"), ("pagedown", "PgDn"), ("shift+tab", "Shift+Tab")],
)  # fmt: skip
def test_shown(key: str, shown: str) -> None:
    assert commands.shown(key) == shown
