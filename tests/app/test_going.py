"""The goto prompt, slow motion, and a command so many times."""

from __future__ import annotations

from typing import List

import pytest

from stepper.actions import playing
from stepper.activity import Activity
from stepper.protocol import Reason, Snapshot
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged
from tests.app.test_past import header, number, walked


async def go_to(stage: Stage, text: str) -> None:
    await stage.press("g", *text, "enter")


def told(stage: Stage) -> List[str]:
    return [str(note.message) for note in stage.app._notifications]


def many(count: int) -> FakeSession:
    """A program that goes round in its loop."""
    loop = program.stops()[1:6]
    return FakeSession([loop[n % 5]._replace(number=n + 1) for n in range(count)])


async def came_to(stage: Stage, stop: int) -> None:
    for _ in range(300):
        if stage.app.shown is not None and number(stage) >= stop:
            break
        await stage.pilot.pause(0.02)
    await stage.settle()


# ---- the prompt ----


async def test_to_a_stop_and_back_to_now() -> None:
    async with staged((80, 24)) as stage:
        await walked(stage)
        await go_to(stage, "#2")
        assert number(stage) == 2
        assert header(stage).endswith(" HISTORY -4")
        await go_to(stage, "-1")
        assert number(stage) == 5
        await go_to(stage, "#6")
        assert header(stage).endswith(" PAUSED")
        await go_to(stage, "#7")

        assert told(stage) == ["Step 7 is not kept: there are 1 to 6."]
        assert stage.session.calls == ["start", *["step"] * 5]


async def test_to_a_line_and_to_an_offset() -> None:
    """The cursors go there; t and b act at them."""
    async with staged() as stage:
        await walked(stage, 1)
        await go_to(stage, "88")
        assert stage.main.bytecode.cursor_offset == 88
        assert stage.main.bytecode.has_focus
        await go_to(stage, "L11")
        assert (stage.main.source.cursor, stage.main.bytecode.cursor_offset) == (10, 110)
        await stage.press("t")
        assert stage.session.calls[-1] == ("until", 110, 0)
        await go_to(stage, "L99")
        await go_to(stage, "89")

        assert told(stage) == [
            "There is no line 99 here.",
            "No instruction of this listing is at offset 89.",
        ]


async def test_the_prompt_is_open_until_escape() -> None:
    """It says what can be typed; what it does not understand stays to be changed."""
    async with staged((80, 24)) as stage:
        await walked(stage, 1)
        await stage.press("g")
        assert "step 100" in "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())
        await stage.press("s", "escape")
        assert not stage.main.edit.display
        assert stage.main.bytecode.has_focus
        await go_to(stage, "nowhere")
        assert stage.main.edit.display
        text = "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())
        assert "There is no way to go to 'nowhere'." in text
        await stage.press(*["backspace"] * 7, "#", "1", "enter")

        assert not stage.main.edit.display
        assert number(stage) == 1
        assert stage.session.calls == ["start", "step"]


async def test_a_destination_in_the_palette() -> None:
    async with staged() as stage:
        await walked(stage)
        await stage.press("ctrl+p", *"#3")
        for _ in range(50):
            await stage.pilot.pause(0.05)
            if stage.app.screen.query("OptionList").first().option_count:  # type: ignore[attr-defined]
                break
        await stage.press("enter")
        await stage.settle()

        assert number(stage) == 3


# ---- so many times ----


async def test_so_many_steps() -> None:
    """Every stop of them is in the history, and the last one on the screen."""
    async with staged(session=many(200)) as stage:
        await go_to(stage, "step 100")
        await came_to(stage, 101)

        assert stage.session.calls == ["start", *["step"] * 100]
        assert number(stage) == 101
        assert len(stage.session.history) == 101
        assert header(stage).endswith(" PAUSED")


async def test_so_many_times_in_the_past_and_on() -> None:
    """What is recorded counts; then the program runs."""
    async with staged(session=many(50)) as stage:
        await walked(stage, 5)
        await stage.press("less_than_sign")
        await go_to(stage, "step 8")
        await came_to(stage, 9)

        assert number(stage) == 9
        assert stage.session.calls == ["start", *["step"] * 8]
        assert header(stage).endswith(" PAUSED")


async def test_a_breakpoint_ends_it() -> None:
    session = many(50)
    at = session.stops[20]
    session.stops[20] = at._replace(reasons=(Reason("breakpoint", "a breakpoint is here"),))
    async with staged(session=session) as stage:
        await go_to(stage, "step 40")
        await came_to(stage, 21)
        await stage.pilot.pause(0.2)

        assert number(stage) == 21
        assert header(stage).endswith(" PAUSED")


# ---- slow motion ----


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paces that a test has the time for."""
    monkeypatch.setattr(playing, "PACES", (5, 8, 10, 20, 40))


async def test_slow_motion(quick: None) -> None:
    """It says that it is on, and how fast; any command of the user's ends it."""
    async with staged((80, 24), session=many(1000)) as stage:
        await stage.press("a")
        assert header(stage).endswith(" PLAYING 10/s")
        assert "a Play" in stage.text(stage.main.keys)[0]
        await stage.press("plus", "plus")
        assert header(stage).endswith(" PLAYING 40/s")
        await came_to(stage, 4)
        await stage.press("minus", "minus", "minus", "minus", "minus")
        assert header(stage).endswith(" PLAYING 5/s")
        await stage.press("a")
        assert header(stage).endswith(" PAUSED")
        here = number(stage)
        await stage.pilot.pause(0.4)

        assert number(stage) == here
        assert set(stage.session.calls) == {"start", "step"}


@pytest.mark.parametrize("key", ["s", "S", "ctrl+c", "less_than_sign"])
async def test_ending_slow_motion(key: str, quick: None) -> None:
    async with staged(session=many(1000)) as stage:
        await walked(stage, 3)
        await stage.press("a", "plus")
        await came_to(stage, 6)
        await stage.press(key)
        here = number(stage)
        await stage.pilot.pause(0.4)

        assert number(stage) == here
        assert "PLAYING" not in header(stage)


async def test_slow_motion_through_the_past(quick: None) -> None:
    """From the past it replays, and goes live."""
    async with staged((80, 24), session=many(1000)) as stage:
        await walked(stage, 25)
        await stage.press("less_than_sign", "a")
        assert header(stage).endswith("/s") and "HISTORY" in header(stage)
        await stage.press("plus", "plus")
        await came_to(stage, 28)
        await stage.press("a")

        assert len(stage.session.calls) == number(stage)


async def test_slow_motion_ends_with_the_program(quick: None) -> None:
    from stepper.session import Exited

    async with staged(session=many(1000)) as stage:
        await stage.press("a")
        stage.session.end(Exited(0, None, "exit status 0"))
        await stage.settle()
        assert "ENDED" in header(stage)
        await stage.press("plus")

        assert told(stage) == ["Slow motion: 20 steps a second. a starts it."]


async def test_a_stop_shown_again_does_not_hurry_it(quick: None) -> None:
    """Selecting a frame is no step."""
    async with staged(session=many(1000)) as stage:
        await stage.press("a", "minus", "u", "d", "u", "d")
        shown: List[Snapshot] = [stage.session.snapshot] if stage.session.snapshot else []
        await stage.pilot.pause(0.1)

        assert shown and number(stage) - shown[0].number <= 1


# ---- while it runs ----


async def test_running_with_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stepper.actions.running.LOOK", 0.02)
    async with staged((80, 24)) as stage:
        stage.session.holds = True
        stage.session.activity = Activity(2.0, 1_234_567.0, "fib, line 3")
        await stage.press("c")
        await stage.pilot.pause(0.4)
        assert header(stage).endswith(" RUNNING 1.2 M instr/s")
        lines = stage.text(stage.main.sentence)
        assert lines[0] == " RUNNING   The program is running."
        assert lines[-1].startswith("now in fib, line 3   for 2 s   Ctrl+C pauses   K kills it")
        stage.session.stop()
        await stage.settle()
        assert header(stage).endswith(" PAUSED")
        await stage.pilot.pause(0.2)

        assert header(stage).endswith(" PAUSED")


async def test_in_c_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said since when; after a step it is known which instruction it is."""
    monkeypatch.setattr("stepper.actions.running.LOOK", 0.02)
    async with staged((120, 40)) as stage:
        stage.session.holds = True
        stage.session.activity = Activity(65.0, None, "elsewhere", 63.0)
        stage.session.pause = lambda: None  # type: ignore[method-assign]
        await stage.press("s")
        await stage.pilot.pause(0.4)
        assert header(stage).endswith(" IN C CODE 1 min 3 s")
        lines = stage.text(stage.main.sentence)
        assert "in C code for 1 min 3 s: no instruction runs until that returns" in lines[0]
        assert lines[1].startswith("called in <module>, line 14   for 1 min 5 s   Ctrl+C pauses   K kills it")
        await stage.press("ctrl+c")
        await stage.pilot.pause(0.4)
        assert "it pauses when that returns" in stage.text(stage.main.sentence)[0]
        await stage.press("K")

        assert stage.session.calls[-1] == "kill"
        assert "killed by SIGKILL" in header(stage)
