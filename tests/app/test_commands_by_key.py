"""Every command, by its keys, against a session that remembers what it was asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Sequence

import pytest

from stepper import commands
from stepper.protocol import (
    Breakpoint,
    Crashed,
    Ended,
    InputDone,
    InputWanted,
    Refused,
    RequestRefused,
    Resumed,
    Snapshot,
)
from stepper.screens.help import HelpScreen
from stepper.session import Exited
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged

KEYS_OF_REQUESTS = [
    (("s", "space", "f11"), "step"),
    (("n", "f10"), ("next", 0)),
    (("l",), ("line", 0)),
    (("r", "shift+f11"), ("finish", 0)),
    (("c", "f5"), "continue"),
]


@pytest.mark.parametrize(("keys", "call"), KEYS_OF_REQUESTS)
async def test_going_on(keys: Sequence[str], call: Any) -> None:
    """Each key asks for one way to go on, and the stop that follows is shown."""
    async with staged() as stage:
        await stage.press(*keys)

        assert stage.session.calls == ["start", *[call] * len(keys)]
        assert stage.app.shown_state == "paused"


async def test_requests_name_the_selected_frame() -> None:
    """With a caller selected, "next", "finish", "line" and "until" are about that frame."""
    async with staged() as stage:
        await stage.press("s", "u")
        for key in "nlrt":
            stage.session.stops.insert(0, program.stops()[1])
            await stage.press(key, "u")

        asked = [call for call in stage.session.calls if call not in ("start", "step", ("select", 1))]
        assert asked == [("next", 1), ("line", 1), ("finish", 1), ("until", 22, 1)]


async def test_until_the_cursor() -> None:
    async with staged() as stage:
        await stage.press("s", "j", "j", "t")

        assert stage.session.calls[-1] == ("until", 84, 0)


async def test_breakpoint_at_the_cursor_and_off_again() -> None:
    """The cursor follows the current row until it is moved; b sets, b removes; the gutter shows it."""
    async with staged() as stage:
        await stage.press("s", "b", "j", "b")

        assert [point.where for point in stage.session.breakpoints] == ["factorials@78", "factorials@82"]
        assert stage.session.breakpoints[0] == Breakpoint(
            "factorials@78", program.FILE, "factorials", 4, 78, 0
        )
        marked = [line for line in stage.text(stage.main.bytecode) if line.startswith("●")]
        assert [re.findall(r"(\d+) [A-Z]", line) for line in marked] == [["78"], ["82"]]
        await stage.press("f9")
        assert [point.where for point in stage.session.breakpoints] == ["factorials@78"]


async def test_breakpoint_found_by_where_it_is_installed() -> None:
    """A breakpoint on a line is shown where it sits, and b removes it there."""
    point = Breakpoint("factorial.py:8", program.FILE, "", 0, -1, 8, ((program.FUNCTION, 78),))
    async with staged() as stage:
        stage.session._set_breakpoints((point,))
        await stage.press("s")
        assert sum(line.startswith("●") for line in stage.text(stage.main.bytecode)) == 1
        marked = [line[:7] for line in stage.text(stage.main.source) if line.startswith("●")]
        assert marked == ["●  8 ► "]
        await stage.press("b")

        assert stage.session.calls[-1] == ("remove", "factorial.py:8")


async def test_breakpoint_on_a_line_with_the_source_in_focus() -> None:
    async with staged() as stage:
        await stage.press("1", "k", "b")

        assert stage.session.breakpoints == (Breakpoint(f"{program.FILE}:13", program.FILE, "", 0, -1, 13),)
        await stage.press("b")
        assert stage.session.breakpoints == ()


async def test_click_on_the_gutter() -> None:
    """A click moves the cursor; on the gutter it toggles a breakpoint."""
    async with staged() as stage:
        await stage.press("s")
        await stage.pilot.click("#bytecode", offset=(30, 5))
        await stage.settle()
        assert stage.session.breakpoints == ()
        row = stage.main.bytecode.cursor
        await stage.pilot.click("#bytecode", offset=(2, 6))
        await stage.settle()

        assert stage.main.bytecode.cursor == row + 1
        assert len(stage.session.breakpoints) == 1


async def test_frames_by_key_click_and_enter() -> None:
    async with staged() as stage:
        await stage.press("s", "u", "u")
        assert stage.text(stage.main.frames)[1].startswith("►")
        await stage.press("d", "d")
        assert stage.text(stage.main.frames)[0].startswith("►")
        await stage.press("6", "j", "enter")
        assert stage.text(stage.main.frames)[1].startswith("►")
        await stage.pilot.click("#frames", offset=(4, 1))
        await stage.settle()

        assert stage.text(stage.main.frames)[0].startswith("►")
        assert [call[1] for call in stage.session.calls if call[0] == "select"] == [1, 0, 1, 0]


async def test_running_is_shown_after_a_while_and_ctrl_c_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stepper.actions.running.GRACE", 1.0)  # a slow machine needs as long for a key
    async with staged() as stage:
        stage.session.holds = True
        await stage.press("c")
        assert "PAUSED" in stage.text(stage.main.header)[0]
        await running(stage)
        assert "Ctrl+C Pause" in stage.text(stage.main.keys)[0]
        await stage.press("s", "t", "u")
        assert stage.session.calls == ["start", "continue"]
        await stage.press("b")
        assert stage.session.calls[-1] == ("add", "<module>@22")
        await stage.press("ctrl+c")

        assert stage.session.calls[-1] == "pause"
        assert "PAUSED" in stage.text(stage.main.header)[0]


async def test_keys_typed_ahead_wait_for_their_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that come faster than the stops are not lost."""
    monkeypatch.setattr("stepper.actions.running.GRACE", 60)
    async with staged() as stage:
        stage.session.holds = True
        await stage.pilot.press("s", "s", "n")
        assert stage.session.calls == ["start", "step"]
        stage.session.holds = False
        stage.session.stop()
        await stage.settle()

        assert stage.session.calls == ["start", "step", "step", ("next", 0)]


async def test_a_pause_that_has_to_wait_says_so() -> None:
    """C code can't be stopped: neither a long call nor the wait for a line of input."""
    async with staged() as stage:
        stage.session.holds = True
        stage.session.pause = lambda: None  # type: ignore[method-assign]
        await stage.press("c", "ctrl+c")
        await stage.pilot.pause(0.4)
        assert "as soon as the call" in stage.text(stage.main.sentence)[0]

        stage.session.waiting_for_input = True
        await stage.press("ctrl+c")
        await stage.pilot.pause(0.4)
        assert "line of input" in stage.text(stage.main.sentence)[0]

        stage.session.stop()
        await stage.pilot.pause(0.4)
        assert "BINARY_SUBSCR" in stage.text(stage.main.sentence)[0]


async def test_while_running_no_place_is_shown() -> None:
    """The panes keep the last stop, faint; the program is elsewhere by now."""
    async with staged() as stage:
        stage.session.holds = True
        await stage.press("c")
        await stage.pilot.pause(0.3)
        assert "@" not in stage.text(stage.main.header)[0]
        assert stage.main.bytecode.opacity < 1

        stage.session.stop()
        await stage.settle()
        assert "@" in stage.text(stage.main.header)[0]
        assert stage.main.bytecode.opacity == 1


async def test_the_footer_offers_what_can_be_pressed_while_typing() -> None:
    """Letters go to the program's line of input then."""
    async with staged() as stage:
        stage.session.say(Resumed())
        stage.session.say(InputWanted("Your name? "))
        await stage.settle()

        assert stage.text(stage.main.keys)[0].split("  ") == [
            " Ctrl+C Pause", "Ctrl+R Restart", "F1 Help", "Ctrl+Q Quit",
        ]  # fmt: skip
        await stage.press("ctrl+r")
        assert stage.session.calls[-1] == "restart"


async def test_ctrl_c_when_paused_says_how_to_quit() -> None:
    async with staged() as stage:
        await stage.press("ctrl+c")

        assert [str(note.message) for note in stage.app._notifications] == [
            "The program is not running. q quits pystep."
        ]
        assert stage.app.is_running


async def test_kill_and_restart() -> None:
    """A killed program's last state stays; restart begins again with the breakpoints."""
    async with staged() as stage:
        await stage.press("s", "b")
        stage.session.holds = True
        await stage.press("c")
        await running(stage)
        await stage.press("K")
        assert "ENDED · killed by SIGKILL" in stage.text(stage.main.header)[0]
        assert stage.text(stage.main.sentence)[0] == " END   The program was killed by SIGKILL."
        assert stage.text(stage.main.stack)
        stage.session.holds = False
        await stage.press("ctrl+r")

        assert stage.session.calls[-2:] == ["kill", "restart"]
        assert "PAUSED" in stage.text(stage.main.header)[0]
        await stage.press("s")
        assert any(line.startswith("●") for line in stage.text(stage.main.bytecode))


async def test_the_end() -> None:
    """The end says how, with which status, and leaves the last state to look at."""
    async with staged() as stage:
        await stage.press("s")
        shown = stage.text(stage.main.bytecode)
        stage.session.say(Ended(3, "SystemExit: 3"))
        stage.session.end(Exited(3, None, "exit status 3"))
        await stage.press("s", "c")

        lines = stage.text(stage.main.sentence)
        assert lines[0] == " END   The program ended: exit status 3."
        assert lines[1].startswith("SystemExit: 3   Ctrl+R starts it again")
        assert stage.text(stage.main.bytecode) == shown
        assert stage.session.calls == ["start", "step"]
        await stage.press("2", "home")
        assert stage.main.bytecode.cursor == 0


async def test_last_stop_without_a_frame() -> None:
    """A stop that has no frame left keeps the panes as they are."""
    last = Snapshot(9, (), "MainThread", 1, (), 0, None, None, None)
    async with staged(session=FakeSession([program.stops()[1], last])) as stage:
        shown = stage.text(stage.main.stack)
        await stage.press("s")

        assert stage.text(stage.main.stack) == shown
        assert stage.text(stage.main.sentence)[0].startswith(" END ")


async def test_input() -> None:
    """The row appears with the prompt; Enter sends the line; it goes when the program has it."""
    async with staged() as stage:
        stage.session.say(Resumed())
        stage.session.say(InputWanted("Your name? ", "ask, line 2"))
        await stage.settle()
        assert stage.main.input.display
        assert "a line of input in ask, line 2." in stage.text(stage.main.sentence)[0]
        assert "WAITING FOR INPUT" in stage.text(stage.main.header)[0]
        await stage.press("A", "d", "a", "q", "enter")
        assert stage.session.calls[-1] == ("input", "Adaq\n")
        stage.session.say(InputDone())
        await stage.settle()
        assert not stage.main.input.display
        assert stage.app.focused is stage.main.bytecode


async def test_end_of_input_and_pause_while_typing() -> None:
    async with staged() as stage:
        stage.session.say(Resumed())
        stage.session.say(InputWanted(""))
        await stage.settle()
        await stage.press("x", "ctrl+d")
        assert stage.session.calls[-1] == "end input"
        await stage.press("ctrl+c")

        assert stage.session.calls[-1] == "pause"
        assert not stage.main.input.display


async def test_refused_requests_are_told() -> None:
    async with staged() as stage:
        stage.session.say(RequestRefused("there is no instruction at [13]"))
        await stage.settle()

        assert [note.message for note in stage.app._notifications] == ["there is no instruction at [13]"]


async def test_a_fault_of_ours_is_reported() -> None:
    async with staged() as stage:
        stage.session.say(Crashed("Traceback ...\nVMError: unknown opcode"))
        await stage.settle()

        assert "VMError: unknown opcode" in stage.text(stage.main.output)


async def test_refused_program_leaves_with_its_reason() -> None:
    """A program that can't be started leaves no screen behind; the command line prints the reason."""

    class Refusing(FakeSession):
        def _begin(self) -> None:
            self.say(Refused("factorial.py, line 3: invalid syntax"))

    session = Refusing()
    async with staged(session=session) as stage:
        assert stage.app.refusal == "factorial.py, line 3: invalid syntax"
        assert stage.app.return_code == 2
    assert session.closed


async def test_help_lists_every_command() -> None:
    async with staged((120, 60)) as stage:
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        text = "\n".join(stage.text(stage.app.screen.query_one("#help")))
        missing = [command.help for command in commands.COMMANDS if command.help not in text]
        assert missing == []
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_palette_runs_a_command() -> None:
    async with staged() as stage:
        await stage.press("ctrl+p")
        await stage.press(*"over calls")
        for _ in range(20):
            await stage.pilot.pause(0.05)
            if stage.app.screen.query("OptionList").first().option_count:  # type: ignore[attr-defined]
                break
        await stage.press("enter")
        await stage.settle()

        assert stage.session.calls[-1] == ("next", 0)


async def test_footer_can_be_clicked() -> None:
    async with staged() as stage:
        x = stage.text(stage.main.keys)[0].index("Next")
        await stage.pilot.click("#keys", offset=(x, 0))
        await stage.settle()

        assert stage.session.calls[-1] == ("next", 0)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quit_closes_the_session(key: str) -> None:
    session = FakeSession()
    async with staged(session=session) as stage:
        await stage.press(key)
        assert not stage.app.is_running
    assert session.closed


async def running(stage: Stage) -> None:
    """Wait until the screen says that the program runs."""
    for _ in range(100):
        await stage.pilot.pause(0.02)
        if stage.app.shown_state == "running":
            return
    raise AssertionError("the screen never said that the program runs")


def test_every_command_has_a_test_here() -> None:
    """A command that is added is tested by its key in a file beside this one."""
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    untested = [c.id for c in commands.COMMANDS if not any(f'"{key}"' in text for key in c.keys)]
    assert set(untested) <= {"next", "line", "finish", "until"}  # pressed one by one above
