"""Looking back: every command by its key, what the screen says, and the way to live again."""

from __future__ import annotations

from typing import List, Sequence

import pytest

from stepper.protocol import Breakpoint, Ended, Reason
from stepper.session import Exited
from tests.app import program
from tests.app.fake import FakeSession, Stage, staged


def number(stage: Stage) -> int:
    """Of the stop on the screen."""
    assert stage.app.shown is not None
    return stage.app.shown.number


def header(stage: Stage) -> str:
    return stage.text(stage.main.header)[0]


def current_ground(stage: Stage) -> object:
    """The colour under the instruction of the stop."""
    rows = [stage.main.bytecode.render_line(y) for y in range(stage.main.bytecode.size.height)]
    row = next(strip for strip in rows if "►" in strip.text)
    return next(segment.style.bgcolor for segment in row if segment.style and "►" in segment.text)


async def walked(stage: Stage, steps: int = 5) -> None:
    await stage.press(*"s" * steps)
    assert number(stage) == 1 + steps


@pytest.mark.parametrize(
    ("keys", "stop"),
    [
        (("S",), 5),
        (("left", "left"), 4),
        (("left", "left", "right"), 5),
        (("N",), 5),
        (("R",), 1),
        (("L",), 2),  # the first stop there is on that line
        (("C",), 1),
        (("less_than_sign",), 1),
        (("less_than_sign", "s"), 2),
        (("less_than_sign", "n"), 6),  # over the call; it has not returned yet
        (("S", "S", "S", "l"), 6),
        (("S", "S", "greater_than_sign"), 6),
        (("S", "S", "c"), 6),
        (("S", "S", "r"), 6),
    ],
)
async def test_moving(keys: Sequence[str], stop: int) -> None:
    """Backwards by the upper case letters; forwards what is recorded is shown again, and nothing runs."""
    async with staged() as stage:
        await walked(stage)
        before = list(stage.session.calls)
        await stage.press(*keys)

        assert number(stage) == stop
        assert stage.session.calls == before


async def test_the_past_is_unmistakable() -> None:
    """Header, rules, footer; and all of it goes with the last step into the present."""
    async with staged((80, 24)) as stage:
        await walked(stage)
        live = [stage.text(pane) for pane in (stage.main.bytecode, stage.main.stack, stage.main.variables)]
        ground = stage.main.bytecode.styles.border_top
        band = current_ground(stage)
        await stage.press("S", "S")
        assert header(stage).endswith(" HISTORY -2")
        assert "PAUSED" not in header(stage)
        assert stage.main.bytecode.styles.border_top != ground
        assert current_ground(stage) == stage.app.look.style("past").bgcolor != band
        assert "> Now" in stage.text(stage.main.keys)[0]
        assert "BINARY_OP" in stage.text(stage.main.sentence)[0]
        await stage.press("s", "s")

        assert header(stage).endswith(" PAUSED")
        assert stage.main.bytecode.styles.border_top == ground
        assert current_ground(stage) == band
        assert live == [
            stage.text(pane) for pane in (stage.main.bytecode, stage.main.stack, stage.main.variables)
        ]
        await stage.press("s")
        assert stage.session.calls[-1] == "step"
        assert number(stage) == 7


async def test_marks_are_those_of_the_stop_before() -> None:
    """What a recorded stop changed is marked again when it is looked at."""
    async with staged() as stage:
        await walked(stage)
        there = stage.text(stage.main.variables)
        assert any("was" in line for line in there)
        await stage.press("S", "S", "s", "s", "s", "S")

        assert number(stage) == 6
        assert stage.text(stage.main.variables) == there


async def test_back_to_a_breakpoint_set_now() -> None:
    async with staged() as stage:
        await walked(stage, 3)
        there = (program.FUNCTION, 84)
        stage.session._set_breakpoints((Breakpoint("here", program.FILE, "", 0, -1, 8, (there,)),))
        await stage.press("s", "s", "C")
        assert number(stage) == 4
        await stage.press("C", "c")
        assert number(stage) == 4


async def test_back_to_a_stop_at_a_breakpoint() -> None:
    stops = program.stops()
    stops[2] = stops[2]._replace(reasons=(Reason("breakpoint", "a breakpoint is here"),))
    async with staged(session=FakeSession(stops)) as stage:
        await walked(stage)
        await stage.press("C")

        assert number(stage) == 3


async def test_run_to_the_cursor_in_the_past() -> None:
    async with staged() as stage:
        await walked(stage)
        await stage.press("S", "S", "S", "S", "j", "j", "t")

        assert number(stage) == 4
        assert not any(isinstance(call, tuple) for call in stage.session.calls)


async def test_frames_in_the_past() -> None:
    """What is known of a caller is shown; the frame decides how far the next command goes."""
    async with staged() as stage:
        await walked(stage)
        await stage.press("S", "u")
        assert stage.text(stage.main.frames)[1].startswith("►")
        assert "print" in "\n".join(stage.text(stage.main.stack))
        assert header(stage).endswith(" HISTORY -1")
        assert ("select", 1) not in stage.session.calls
        assert "as it was at step 1" in stage.text(stage.main.sentence)[1]
        await stage.press("N")

        assert number(stage) == 1


async def test_the_oldest_stop_says_so() -> None:
    async with staged() as stage:
        await walked(stage)
        await stage.press("less_than_sign", "S")

        assert number(stage) == 1
        assert [str(note.message) for note in stage.app._notifications] == [
            "This is the oldest stop that is kept."
        ]


async def test_after_the_end() -> None:
    """A program that has ended can be looked at still; in the present it has ended, again."""
    async with staged() as stage:
        await walked(stage)
        stage.session.say(Ended(3, "SystemExit: 3"))
        stage.session.end(Exited(3, None, "exit status 3"))
        await stage.settle()
        ended = header(stage), stage.text(stage.main.sentence)
        await stage.press("S", "S")
        assert header(stage).endswith(" HISTORY -2")
        assert "BINARY_OP" in stage.text(stage.main.sentence)[0]
        await stage.press("n", "n")

        assert (header(stage), stage.text(stage.main.sentence)) == ended
        assert "ENDED" in ended[0]


async def test_the_outermost_frame_has_no_call() -> None:
    async with staged() as stage:
        await walked(stage)
        await stage.press("u", "R")

        assert number(stage) == 6
        assert [str(note.message) for note in stage.app._notifications] == [
            "Nothing has called this frame: it is the outermost."
        ]


async def test_no_history_is_no_harm() -> None:
    async with staged() as stage:
        await stage.press("S", "N", "left", "less_than_sign", "greater_than_sign", "right")
        assert number(stage) == 1
        await stage.press("s", "S", "ctrl+r")

        assert number(stage) == 1
        assert header(stage).endswith(" PAUSED")
        assert stage.session.history.last == 1


async def test_a_refusal_leaves_the_past_on_the_screen() -> None:
    """Breakpoints can be set while looking back; that one is refused changes nothing else."""
    async with staged() as stage:
        await walked(stage)
        await stage.press("S", "b")
        assert [point.where for point in stage.session.breakpoints] == ["factorials@88"]

        assert header(stage).endswith(" HISTORY -1")


async def test_timeline() -> None:
    """A silhouette of the calls, breakpoints over it, where we are, and n of m."""
    stops = program.stops()
    stops[3] = stops[3]._replace(reasons=(Reason("breakpoint", "a breakpoint is here"),))
    async with staged((80, 24), session=FakeSession(stops)) as stage:
        await walked(stage)
        assert stage.text(stage.main.timeline)[0].split("  ")[0] == " ▁▇▇●▇┃"
        assert stage.text(stage.main.timeline)[0].endswith(" step 6/6")
        await stage.press("S", "S", "S", "S")

        assert stage.text(stage.main.timeline)[0].split("  ")[0] == " ▁┃▇●▇▇"
        assert stage.text(stage.main.timeline)[0].endswith(" step 2/6")


async def test_timeline_says_what_is_kept() -> None:
    async with staged((120, 40)) as stage:
        await walked(stage)
        assert " kept 6 of 100,000 · 0.0 of 192 MB " in stage.text(stage.main.timeline)[0]

        stage.session.history.stop_limit = 3
        await stage.press("s")
        assert " kept 3 of 3 · " in stage.text(stage.main.timeline)[0]
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert stage.text(stage.main.timeline)[0].endswith(" from 5  step 7/7")


async def test_timeline_by_mouse() -> None:
    """A click goes to a stop; dragging goes along; right of all is now."""
    async with staged((80, 24)) as stage:
        await walked(stage)
        await stage.pilot.click("#timeline", offset=(2, 0))
        await stage.settle()
        assert number(stage) == 2
        await stage.pilot.mouse_down("#timeline", offset=(3, 0))
        await stage.pilot.hover("#timeline", offset=(5, 0))
        await stage.settle()
        assert number(stage) == 5
        await stage.pilot.mouse_up("#timeline", offset=(5, 0))
        await stage.pilot.hover("#timeline", offset=(2, 0))
        await stage.settle()
        assert number(stage) == 5
        await stage.pilot.click("#timeline", offset=(40, 0))
        await stage.settle()
        assert number(stage) == 6
        assert header(stage).endswith(" PAUSED")


async def test_timeline_while_running_does_nothing() -> None:
    async with staged((80, 24)) as stage:
        await walked(stage)
        stage.session.holds = True
        await stage.press("c")
        await stage.pilot.pause(0.5)
        await stage.pilot.click("#timeline", offset=(2, 0))
        await stage.settle()

        assert number(stage) == 6
        assert header(stage).endswith(" RUNNING")


async def test_a_stop_that_is_on_its_way_is_not_the_future() -> None:
    """A key that comes before the last stop has been shown runs the program all the same."""
    async with staged() as stage:
        for _ in range(4):
            stage.app.action_step()
        await stage.settle()

        assert stage.session.calls == ["start", *["step"] * 4]
        assert number(stage) == 5


async def test_output_of_then_is_told_from_what_came_later() -> None:
    """By the title, and by the look of the rows; folded lines count as one."""

    def looks(stage: Stage) -> List[str]:
        output = stage.main.output
        return [output.line(row).spans[0][1] for row in range(output.row_count)]

    async with staged() as stage:
        output = stage.main.output
        await stage.press("s")
        stage.session.print("one\n")
        await stage.press("s")
        stage.session.print("x" * 300 + "\n")
        stage.session.print("three")
        await stage.press("s")
        assert set(looks(stage)) == {"value"} and "later" not in str(output.border_title)

        await stage.press("left")
        assert looks(stage) == ["value", *["muted"] * (output.row_count - 1)]
        assert "2 lines later" in str(output.border_title)
        await stage.press("left")
        assert set(looks(stage)) == {"muted"} and "3 lines later" in str(output.border_title)
        await stage.press(">")
        assert set(looks(stage)) == {"value"} and "later" not in str(output.border_title)
