"""What a program wrote, as lines: controls obeyed or dropped, sizes bounded."""

from __future__ import annotations

from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepper.panes.terminal import LENGTH, LINES, Terminal
from tests.app.fake import staged


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (["one\n", "two"], ["one", "two"]),
        (["10%\r20%\r"], ["20%"]),
        (["longer\rab"], ["abnger"]),
        (["longer\r\x1b[Kab"], ["ab"]),
        (["abc\b\bX"], ["aXc"]),
        (["a\tb"], ["a       b"]),
        (["\x1b[1;31mred\x1b[0m"], ["red"]),
        (["\x1b]0;a title\x07text"], ["text"]),
        (["\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\"], ["link"]),
        (["\x1b[3", "1mred"], ["red"]),
        (["\x1b", "[31mred"], ["red"]),
        (["\x1b]0;tit", "le\x07red"], ["red"]),
        (["bell\x07 nul\x00 del\x7f"], ["bell nul␀ del␡"]),
        (["\x1b(Bx\x1b=y\x1bcz"], ["xyz"]),
        (["lone \ud800 surrogate"], ["lone � surrogate"]),
        (["\u202eright to left"], ["�right to left"]),
    ],
)
def test_writing(written: List[str], lines: List[str]) -> None:
    terminal = Terminal()
    for text in written:
        terminal.write(text)

    assert terminal.lines == lines


def test_counts_the_lines_that_ended() -> None:
    assert Terminal().write("a\nb\nc") == 2


def test_is_bounded() -> None:
    """A program that prints for ever costs no more than the lines that are kept."""
    terminal = Terminal()
    terminal.write("x\n" * (3 * LINES))
    terminal.write("y" * (3 * LENGTH))

    assert len(terminal.lines) == LINES
    assert terminal.dropped == 2 * LINES + 1
    assert len(terminal.lines[-1]) == LENGTH


def test_unfinished_sequence_does_not_swallow_for_ever() -> None:
    terminal = Terminal()
    terminal.write("\x1b]0;" + "x" * 10_000)
    terminal.write("more\n")

    assert "more" in terminal.lines[0] or len(terminal.lines[0]) == LENGTH


@given(
    st.text(alphabet=st.sampled_from("ab\n\r\t\b\x1b[]0;1mK\x07\\\x9b\u202e"), max_size=60),
    st.integers(0, 60),
)
def test_never_lets_a_control_through(text: str, cut: int) -> None:
    terminal = Terminal()
    terminal.write(text[:cut])
    terminal.write(text[cut:])

    assert all(line.isprintable() or line == "" for line in terminal.lines)


async def test_pane_folds_long_lines_and_follows_the_end() -> None:
    async with staged((80, 40)) as stage:
        stage.session.print("x" * 100 + "\n")
        await stage.settle()
        assert stage.text(stage.main.output) == ["x" * 79, "x" * 21]
        stage.session.print("\n".join(map(str, range(50))))
        await stage.settle()
        assert stage.text(stage.main.output)[-1] == "49"
        await stage.press("9", "home")
        stage.session.print("\nmore")
        await stage.settle()
        assert stage.text(stage.main.output)[0] == "x" * 79


async def test_pane_folds_anew_when_resized() -> None:
    async with staged((120, 40)) as stage:
        stage.session.print("x" * 100)
        await stage.settle()
        assert stage.text(stage.main.output) == ["x" * 71, "x" * 29]
        await stage.pilot.resize_terminal(80, 40)
        await stage.settle()
        assert stage.text(stage.main.output) == ["x" * 79, "x" * 21]


async def test_pane_survives_more_lines_than_are_kept() -> None:
    async with staged((120, 40)) as stage:
        for start in range(0, 12_000, 1_000):
            stage.session.print("\n".join(map(str, range(start, start + 1_000))) + "\n")
            await stage.pilot.pause()
        await stage.settle()

        assert stage.main.output.row_count == LINES
        assert stage.text(stage.main.output)[-1] == "11999"


async def test_a_restart_clears_the_pane() -> None:
    async with staged((120, 40)) as stage:
        stage.session.print("old\n")
        await stage.settle()
        await stage.press("ctrl+r")

        assert stage.text(stage.main.output) == ["    (nothing printed yet)"]
