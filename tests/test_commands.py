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
    """A pane's keys come before the screen's, and a lesson's before both; of one kind no key is used twice.

    A lesson's keys act in its own states; of two that share a key the first that acts has it.
    """
    for kind in ("pane", "other"):
        keys = [key for c in commands.COMMANDS if _kind(c) == kind for key in c.keys]
        assert Counter(keys).most_common(1)[0][1] == 1
    lesson = [
        (key, state) for c in commands.COMMANDS if _kind(c) == "lesson" for key in c.keys for state in c.when
    ]
    assert {key for (key, _), count in Counter(lesson).items() if count > 1} == {"b"}  # a vote, then back


def _kind(command: commands.Command) -> str:
    return command.group if command.group in ("pane", "lesson") else "other"


def test_a_lesson_s_keys_do_what_they_do_elsewhere_when_there_is_none() -> None:
    """Its commands for keys that others have act in states of lessons and predictions only."""
    others = {key for c in commands.COMMANDS if _kind(c) != "lesson" for key in c.keys}
    for command in commands.COMMANDS:
        if _kind(command) == "lesson" and others & set(command.keys):
            assert command.when <= commands.WITH_QUESTIONS


def test_no_pane_key_hides_a_command() -> None:
    panes = {key for c in commands.COMMANDS if c.group == "pane" for key in c.keys}
    others = {key for c in commands.COMMANDS if _kind(c) == "other" for key in c.keys}

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
    for state in (
        commands.LESSON,
        commands.PREDICTING,
        commands.ASKING,
        commands.PAUSED,
        commands.RUNNING,
        commands.ENDED,
    ):
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
