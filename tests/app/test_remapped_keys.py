"""The user's own keys on the screen: they work, and every place that names a key names them."""

from __future__ import annotations

from pathlib import Path

from stepper.protocol import InputWanted, Resumed
from tests.app.fake import staged


def write(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "pystep"
    folder.mkdir()
    (folder / "keys.toml").write_text(text, encoding="utf-8")


async def test_they_run_the_command(tmp_path: Path) -> None:
    """In the app, on the screen and in a pane; the old keys do nothing any more."""
    write(tmp_path, 'next = "x"\nzoom = "Z"\nrow_down = "y"\nkill = []\n')
    async with staged((80, 24)) as stage:
        await stage.press("n")
        assert stage.session.calls == ["start"]
        await stage.press("x")
        assert stage.session.calls == ["start", ("next", 0)]
        cursor = stage.main.bytecode.cursor
        await stage.press("j")
        assert stage.main.bytecode.cursor == cursor
        await stage.press("y")
        assert stage.main.bytecode.cursor == cursor + 1
        await stage.press("z")
        assert not stage.main.has_class("-zoomed")
        await stage.press("Z")
        assert stage.main.has_class("-zoomed")


async def test_a_key_that_had_another_meaning(tmp_path: Path) -> None:
    """The one it is given to has it, also where a pane's key comes before the screen's."""
    write(tmp_path, 'step = "n"\nfinish = "j"\n')
    async with staged((80, 24)) as stage:
        await stage.press("n", "j", "s")
        assert stage.session.calls == ["start", "step", ("finish", 0)]


async def test_footer_help_palette_and_hints_name_them(tmp_path: Path) -> None:
    write(tmp_path, 'step = ["x", "F7"]\nnext = []\npause = "F6"\nquit = "X"\n')
    async with staged((120, 40)) as stage:
        footer = stage.text(stage.main.keys)[0]
        assert footer.startswith(" x Step  l Line")
        assert footer.endswith("X Quit")
        await stage.press("question_mark")
        help_ = "\n".join(stage.text(stage.app.screen.query_one("#help")))
        assert "x  F7" in help_
        await stage.press("escape", "ctrl+p")
        await stage.pilot.pause(0.5)
        shown = "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())
        assert "Step  (x, F7)" in shown
        assert "Next\n" in shown.replace(" ", "") + "\n"
        await stage.press("escape")
        stage.session.say(Resumed())
        stage.session.say(InputWanted("? "))
        await stage.settle()
        assert "F6 pauses" in "\n".join(stage.text(stage.main.sentence))


async def test_a_letter_never_keeps_from_typing(tmp_path: Path) -> None:
    """Ctrl+Q works while a line is typed; a letter that is given to quit is only a letter then."""
    write(tmp_path, 'quit = ["a", "Ctrl+X"]\n')
    async with staged((80, 24)) as stage:
        stage.session.say(Resumed())
        stage.session.say(InputWanted("? "))
        await stage.settle()
        await stage.press(*"Ada", "enter")
        assert stage.session.calls[-1] == ("input", "Ada\n")
        await stage.press("ctrl+x")
        assert stage.app._exit


async def test_a_bad_file_is_one_message(tmp_path: Path) -> None:
    write(tmp_path, 'nxt = "x"\n')
    async with staged((80, 24)) as stage:
        (message,) = (notice.message for notice in stage.app._notifications)
        assert "keys.toml: nxt: no such command; did you mean next?" in message
        await stage.press("n")
        assert stage.session.calls == ["start", ("next", 0)]
