"""Watchpoints: stops after the instructions that write, with old and new; what can't be seen is told late."""

from __future__ import annotations

import textwrap
from typing import Any, List

import pytest

from stepper.guest.watchpoints import Watched
from stepper.protocol import Stopped
from stepper.vm.link import link
from tests.interpreters import supported
from tests.session.watching import Watched as WatchedSession
from tests.session.watching import session

PROGRAM = """
class Box:
    def grow(self):
        self.size = self.size + 1
box = Box()
other = Box()
other.size = 0
box.size = 1
def add(n):
    global total
    total = n
    size = n * 2
    return size
def counter():
    count = 0
    def up():
        nonlocal count
        count += 1
    up()
    return count
add(3)
add(3)
counter()
box.grow()
del box.size
"""


def stops(watched: WatchedSession) -> List[str]:
    """Continue to the end; the line before which each stop is, and what it says."""
    watched.wait_paused()
    while watched.state != "ended":
        watched.continue_()
        watched.wait_paused_or_ended()
    snapshots = [event.snapshot for event in watched.all(Stopped)[1:]]
    return ["; ".join(reason.text for reason in snapshot.reasons) for snapshot in snapshots]


CASES = {
    "total": ["watch total: (unbound) → 3", "watch total: 3 is written again"],
    "size": ["watch size: (unbound) → 6", "watch size: (unbound) → 6"],
    "count": ["watch count: (unbound) → 0", "watch count: 0 → 1"],
    "up:count": ["watch up:count: 0 → 1"],
    "box.size": ["watch box.size: (unbound) → 1", "watch box.size: 1 → 2", "watch box.size: 2 → (unbound)"],
    "self.size": ["watch self.size: 1 → 2"],
    "Box.size": [
        "watch Box.size: (unbound) → 0",
        "watch Box.size: (unbound) → 1",
        "watch Box.size: 1 → 2",
        "watch Box.size: 2 → (unbound)",
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_locals_cells_globals_and_attributes(name: str) -> None:
    """Of the object that a name stands for, or of all of a class."""
    with session(PROGRAM.lstrip(), breakpoints=[f"watch:{name}"]) as watched:
        assert stops(watched) == CASES[name]


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_on_every_python(python: Any) -> None:
    """With a count and a condition, which is about the state after the write."""
    points = ["watch:total ignore 1", "watch:count if count", "watch:self.size once"]
    with session(PROGRAM.lstrip(), breakpoints=points, python=python.path) as watched:
        assert stops(watched) == [
            "watch total: 3 is written again",
            "watch count: 0 → 1",
            "watch self.size: 1 → 2",
        ]


def test_it_stops_before_the_next_instruction() -> None:
    """Wherever the program goes; also while it is stepped."""
    source = "for i in (1, 2):\n    x = i\ny = x\n"
    with session(source, breakpoints=["watch:x"]) as watched:
        watched.wait_paused()
        lines = []
        for go_on in (watched.continue_, watched.next, watched.continue_):
            count = len(watched.all(Stopped))
            go_on()
            watched.wait_for(Stopped, count + 1)
            assert watched.snapshot is not None
            row = watched.listings[watched.snapshot.frames[0].code]
            offsets = [r.offset for r in row.rows]
            before = row.rows[offsets.index(watched.snapshot.frames[0].offset) - 1]
            lines.append((before.opname, [reason.kind for reason in watched.snapshot.reasons]))
        assert lines[0] == ("STORE_NAME", ["breakpoint"])
        assert lines[1][1] == ["step"]
        assert lines[2] == ("STORE_NAME", ["breakpoint"])


def test_a_write_that_runs_code_of_the_programs() -> None:
    """A property, and a finaliser of what is replaced: it stops once all of that has run."""
    source = """
        class Loud:
            def __del__(self):
                trace.append("gone")
        class Box:
            @property
            def size(self): return self.kept
            @size.setter
            def size(self, value):
                self.kept = value
        trace = []
        box = Box()
        box.size = 1
        x = Loud()
        x = 2
        end = 1
    """
    points = ["watch:box.size", "watch:box.kept", "watch:x"]
    with session(textwrap.dedent(source).lstrip(), breakpoints=points) as watched:
        said = stops(watched)
    assert said[0] == "watch box.kept: (unbound) → 1"
    assert said[1] == "watch box.size: (not known) is written again"
    assert said[2].startswith("watch x: (unbound) → <Loud")
    assert said[3].startswith("watch x: <Loud") and said[3].endswith("→ 2")
    assert len(said) == 4


def test_a_write_that_fails_is_none() -> None:
    """The exception goes on, and no later instruction is taken for it."""
    source = """
        class Frozen:
            def __setattr__(self, name, value):
                raise AttributeError(name)
        def f():
            box.size = 1
        box = Frozen()
        try:
            f()
        except AttributeError:
            pass
        print("done")
    """
    with session(textwrap.dedent(source).lstrip(), breakpoints=["watch:box.size"]) as watched:
        assert stops(watched) == []
        assert watched.output.strip() == "done"


def test_writes_by_c_code_are_told_at_the_next_stop() -> None:
    """They have no instruction; comparing finds them."""
    source = """
        class Box: pass
        box = Box()
        box.size = 1
        total = 0
        x = 1
        globals()["total"] = 9
        setattr(box, "size", 5)
        x = 2
    """
    points = ["watch:total", "watch:box.size", "watch:x"]
    with session(textwrap.dedent(source).lstrip(), breakpoints=points) as watched:
        assert stops(watched) == [
            "watch box.size: (unbound) → 1",
            "watch total: (unbound) → 0",
            "watch x: (unbound) → 1",
            "watch x: 1 → 2; watch total: 0 → 9, by no instruction of the program's; "
            "watch box.size: 1 → 5, by no instruction of the program's",
        ]


def test_nothing_but_its_writers_has_a_trap() -> None:
    """The rest of the program runs as fast as without."""
    program = link(compile("x = 1\ny = x\nz = y.x\nz.x = x\n", "<test>", "exec"))

    def names(watched: str) -> List[str]:
        return [program.instructions[index].opname for index in Watched(watched).writers(program)]

    assert names("x") == ["STORE_NAME"]
    assert names("z.x") == ["STORE_ATTR"]
    assert names("f:x") == []
