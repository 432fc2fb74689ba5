"""Takes the pictures of the documentation: the real program at work, drawn as SVG.

python -m docs.make_pictures           the README's and the guide's
python -m docs.make_lesson_pages       those of the lessons, together with their pages
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Iterable, NamedTuple, Optional, Sequence, Tuple

from stepper.actions import teaching
from stepper.app import PystepApp
from stepper.protocol import Launch
from stepper.session import Session
from tests.interpreters import supported

ROOT = Path(__file__).resolve().parents[1]
VERSION = (3, 13)  # of all pictures and pages, so that they agree with each other
CLASSROOM = (80, 24)
DEADLINE = 20.0  # seconds for anything to happen
ANSWERS = 0.5  # seconds in which what was asked last is answered
Size = Tuple[int, int]


def forget_settings() -> None:
    """Show pystep as it comes: without the themes and keys of whoever takes the pictures."""
    folder = tempfile.mkdtemp(prefix="pystep-pictures-")
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = folder
    os.environ.pop("NO_COLOR", None)


def python() -> str:
    """The interpreter whose bytecode is shown; LookupError where there is none of that version."""
    for interpreter in supported():
        if interpreter.version == VERSION:
            return interpreter.path
    raise LookupError("needs CPython {}.{}, on PATH or among pyenv's versions".format(*VERSION))


class Shot(NamedTuple):
    """A picture of a program: what is pressed until it is taken."""

    file: str  # below docs/
    program: str
    keys: Sequence[str]  # each is pressed when what the one before has led to is there
    breakpoints: Tuple[str, ...] = ()
    size: Size = CLASSROOM
    theme: str = "pystep-dark"
    welcome: bool = False


async def take(shot: Shot) -> str:
    """Run the program as far as the keys say, and draw the screen."""
    launch = Launch("script", shot.program, (), "wire", breakpoints=shot.breakpoints)
    session = Session(launch, python())
    title = os.path.basename(shot.program)
    app = PystepApp(session, theme=shot.theme, title=title, welcome=shot.welcome)
    async with app.run_test(size=shot.size) as pilot:
        await _until(pilot, lambda: session.state == "paused")
        for key in shot.keys:
            await pilot.press(key)
            await _until(pilot, lambda: session.state in ("paused", "ended"))
        await pilot.pause(ANSWERS)
        return draw(app, f"pystep {title}")


async def take_stop(session: Session, talk: Any, at: int, keys: Iterable[str]) -> str:
    """A stop of a lesson whose program the session has run, after some keys."""
    app = PystepApp(session, talk=talk, at=at)
    async with app.run_test(size=CLASSROOM) as pilot:
        await pilot.pause()
        for key in keys:
            await asyncio.sleep(teaching.OPENING)
            await pilot.press(key)
            await pilot.pause()
        return draw(app, f"pystep --lesson {talk.lesson.name[:2]}")


async def _until(pilot: Any, holds: Callable[[], bool]) -> None:
    """Wait until something holds and all of it is painted."""

    async def wait() -> None:
        await pilot.pause()
        while not holds():
            await pilot.pause(0.02)
        await pilot.pause(0.05)

    await asyncio.wait_for(wait(), DEADLINE)


def draw(app: PystepApp, title: str) -> str:
    """The screen as SVG, without what only makes it large or is to be fetched from elsewhere."""
    svg = app.export_screenshot(title=title, simplify=True)
    svg = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", '"Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace')
    svg = re.sub(r' clip-path="url\(#[^)]*-line-\d+\)"', "", svg)
    svg = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\n?', "", svg, flags=re.DOTALL)
    svg = re.sub(r"\bterminal-\d+-", "", svg)
    return svg.replace("&#160;", "\u00a0")


def write(path: Path, text: str) -> None:
    """Write a file of the documentation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


FACTORIAL, RECURSION, EXCEPTIONS = (
    f"examples/{name}.py" for name in ("factorial", "recursion", "exceptions")
)
PRODUCT = [*"cccssssssss"]  # from the loop's work on, until the product is about to be made
SHOTS = (
    Shot("screenshot.svg", FACTORIAL, PRODUCT, ("11",), (120, 40)),
    Shot("guide/first-start.svg", FACTORIAL, [], welcome=True),
    Shot("guide/product.svg", FACTORIAL, PRODUCT, ("11",)),
    Shot("guide/frames.svg", RECURSION, ["c", "c", "6"], ("12",)),
    Shot("guide/past.svg", FACTORIAL, [*PRODUCT, *"SSSSSS"], ("11",)),
    Shot("guide/breakpoints.svg", RECURSION, ["c", "8"], ("12 if n == 0", "op:CALL every 10", "watch:moves")),
    Shot("guide/watch.svg", RECURSION, ["c", "w", *"fibonacci(n) * 2", "enter"], ("12",)),
    Shot("guide/value.svg", FACTORIAL, [*PRODUCT, "4", "down", "enter"], ("11",)),
    Shot("guide/inspector.svg", RECURSION, ["c", "i"], ("12",)),
    Shot("guide/unwinding.svg", EXCEPTIONS, ["c", "s"], ("raise:ZeroDivisionError",)),
    Shot("guide/predict.svg", FACTORIAL, [*PRODUCT, "P"], ("11",)),
    Shot("guide/projector.svg", FACTORIAL, PRODUCT, ("11",), theme="pystep-projector"),
)


def main(names: Optional[Sequence[str]] = None) -> None:
    """Take all pictures, or those of some names."""
    os.chdir(ROOT)
    forget_settings()
    for shot in SHOTS:
        if not names or Path(shot.file).stem in names:
            write(ROOT / "docs" / shot.file, asyncio.run(take(shot)))


if __name__ == "__main__":
    main(sys.argv[1:])
