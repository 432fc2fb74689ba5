"""Programs that mean no good, through the real debuggee: nothing breaks the screen, runs for us or stalls."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import List, Tuple

import pytest
from rich.cells import cell_len

from stepper.app import PystepApp
from stepper.protocol import Launch
from stepper.session import Session
from tests.interpreters import Interpreter, supported

pytestmark = pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")

NAME = "evil [red]\x1b[31m\u202eno.py"  # of the script's own file
DEADLINE = 60.0  # seconds for anything
PROGRAM = '''\
"""A [bold red]docstring[/] with an escape: \x1b[31mred"""
import ast
import threading

ESCAPES = "\\x1b[2J\\x1b[31mred\\x1b]0;title\\x07\\x9b5n"
MARKUP = "[bold red]no[/] [link=http://x]y[/link] [/] \\\\[x]"
WIDE = "\\u65e5\\u672c\\u8a9e" * 9
HEAP = "a" + "\\u0301" * 3000 + "b"
FAMILY = "\\U0001f468\\u200d\\U0001f469 \\u2764\\ufe0f \\u202eevil \\U0001f44d\\U0001f3fd"
BIG = "x" * 100_000_000
NUMBER = 1 << 400_000
touched = []

class Raises:
    def __repr__(self): raise ValueError("no repr [red]")
    __str__ = __len__ = __bool__ = __hash__ = __repr__

class Hangs:
    def __repr__(self):
        while True: pass
    __len__ = __bool__ = __hash__ = __iter__ = __str__ = __repr__

class Acts:
    def __repr__(self):
        touched.append("repr")
        return "acted"
    def __getattr__(self, name):
        touched.append(name)
        return 3
    @property
    def __class__(self):
        touched.append("class")
        return int

class Meta(type):
    def __repr__(self):
        touched.append("meta")
        return "meta"
    __str__ = __repr__
class WithMeta(metaclass=Meta): pass
Named = type("N\\x1b[31med[red]", (), {})

FUNCTION = """
def go(big, wide, heap, raises, hangs, acts, meta, named):
    box = (big, raises, hangs, acts, meta, named)
    texts = {ESCAPES: MARKUP, "wide": wide, "heap": heap, "family": FAMILY, "number": NUMBER}
    many = [hangs] * 3
    print(ESCAPES); print(MARKUP); print(wide); print(heap); print(FAMILY)
    return box, texts, many
"""
tree = ast.parse(FUNCTION)
tree.body[0].name = "g\\x1b[31m[red]o"
exec(compile(tree, __file__, "exec"))
go = globals()[tree.body[0].name]
globals()["name \\x1b[2J [red]"] = BIG
threading.current_thread().name = "main\\x1b[31m [red]" + WIDE

go(BIG, WIDE, HEAP, Raises(), Hangs(), Acts(), WithMeta(), Named())
try:
    raise ValueError(ESCAPES + MARKUP + WIDE)
except ValueError as error:
    kept = error
print("touched", touched)
'''


def hosts() -> List[Interpreter]:
    """The oldest and the newest that are found."""
    found = supported()
    return [found[0], found[-1]] if len(found) > 1 else found


class Watched:
    """A program on the screen; every stop is looked at."""

    def __init__(self, app: PystepApp, session: Session, pilot: object) -> None:
        self.app, self.session, self.pilot = app, session, pilot
        self.times: List[float] = []

    @property
    def number(self) -> int:
        return self.session.snapshot.number if self.session.snapshot is not None else 0

    async def press(self, key: str) -> None:
        """Press a key that makes the program go on, and wait for its stop to be painted."""
        number, begun = self.number, time.perf_counter()
        await self.pilot.press(key)  # type: ignore[attr-defined]
        await self.stopped_after(number)
        self.times.append(time.perf_counter() - begun)
        self.check()

    async def stopped_after(self, number: int) -> None:
        end = time.monotonic() + DEADLINE
        while self.number <= number and self.session.state != "ended":
            assert time.monotonic() < end, "no stop"
            await asyncio.sleep(0.005)
        await self.pilot.pause()  # type: ignore[attr-defined]

    def check(self) -> None:
        """Every row is as wide as the screen, and nothing in it does anything."""
        width = self.app.size.width
        for strip in self.app.screen._compositor.render_strips():
            text = strip.text
            assert cell_len(text) == width, ascii(text)
            assert len(text) <= 6 * width
            assert not [c for c in text if c < " " or "\x7f" <= c < "\xa0" or "\u202a" <= c < "\u202f"]


@pytest.mark.parametrize(
    ("python", "size"),
    list(zip(hosts(), [(80, 24), (200, 60)])),
    ids=lambda value: getattr(value, "name", ""),
)
async def test_it_is_shown_and_does_nothing(
    tmp_path: Path, python: Interpreter, size: Tuple[int, int]
) -> None:
    """Stepped to its end; what it printed about itself says whether any of its code ran for our sake."""
    script = tmp_path / NAME
    script.write_text(PROGRAM, encoding="utf-8")
    breaks = ("<module>@0",)
    session = Session(Launch("script", str(script), (), "wire", breakpoints=breaks), python=python.path)
    app = PystepApp(session)
    async with app.run_test(size=size) as pilot:
        watched = Watched(app, session, pilot)
        await watched.stopped_after(0)
        watched.check()
        call = (
            PROGRAM.splitlines().index("go(BIG, WIDE, HEAP, Raises(), Hangs(), Acts(), WithMeta(), Named())")
            + 1
        )
        depths = set()
        while session.state != "ended":
            assert session.snapshot is not None
            frames = session.snapshot.frames
            depths.add(len(frames))
            calls = len(frames) == 1 and frames[0].line == call
            await watched.press("s" if calls else "l")  # into it, and else line by line
        output = "\n".join(app.main.output._terminal.lines)
        assert "touched []" in output
        assert 2 in depths
        assert sorted(watched.times)[len(watched.times) // 2] < 1.0
