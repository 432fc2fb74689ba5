"""Texts that the program compiles: stepped into with their source, told apart, and stopped in."""

from __future__ import annotations

import sys
from typing import Callable

import pytest

from stepper.protocol import Breakpoint, FrameHeader, RequestRefused, SourceSent
from tests.guest.test_server import functions, kinds, started, to_next_stop
from tests.session.watching import Watched

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are about POSIX processes")

TEXTS = r"""
def double(n): return n * 2
for n in 1, 2, 3:
    exec("x = double(n)\ny = x", globals(), {})
exec("def f(n):\n    z = n\n    return z\nf(1)\nf(2)")
code = compile("double(7)\n", "<mine>", "eval")
eval(code)
eval("double(8)")
"""


def until(watched: Watched, holds: Callable[[FrameHeader], bool]) -> FrameHeader:
    """Step until the innermost frame is as wanted."""
    while True:
        to_next_stop(watched, watched.step)
        assert watched.snapshot is not None and watched.snapshot.frames, "the program has ended"
        if holds(watched.snapshot.frames[0]):
            return watched.snapshot.frames[0]


def test_the_source_of_a_text_is_shown() -> None:
    """Each under a name of its own; the same text again has the same."""
    with started(TEXTS, breakpoints=["double@0"]) as watched:
        watched.wait_paused()
        files = []
        for _ in range(3):
            to_next_stop(watched, watched.continue_)
            assert watched.snapshot is not None
            caller = watched.snapshot.frames[1]
            files.append(caller.file)
            assert functions(watched) == ["double", "<module>", "<module>"]
            assert watched.listings[caller.code].file == caller.file
            assert watched.listings[caller.code].rows[-1].columns is None or watched.sources[caller.file]
        assert files == ["<string> (2)"] * 3  # the program itself is the first
        assert watched.sources["<string> (2)"] == "x = double(n)\ny = x"
        header = until(watched, lambda header: header.file not in ("<string>", "<string> (2)"))
        assert header.file == "<string> (3)"
        assert watched.sources["<string> (3)"].startswith("def f(n):")
        to_next_stop(watched, watched.continue_)
        assert watched.snapshot is not None
        assert watched.sources[watched.snapshot.frames[1].file] == "double(7)\n"
        to_next_stop(watched, watched.continue_)
        assert watched.sources[watched.snapshot.frames[1].file] == "double(8)"
        assert len({sent.source.file for sent in watched.all(SourceSent)}) == len(watched.all(SourceSent))


def test_a_breakpoint_on_a_line_of_a_text() -> None:
    """Set where the text is shown, it holds whenever the text runs again, and in no other of the name."""
    with started(TEXTS, breakpoints=["double@0"]) as watched:
        watched.wait_paused()
        to_next_stop(watched, watched.continue_)
        watched.add_breakpoint(Breakpoint("", "<string> (2)", "", 0, -1, 2))
        seen = []
        for _ in range(5):
            to_next_stop(watched, watched.continue_)
            assert watched.snapshot is not None
            assert "breakpoint" in kinds(watched)
            seen.append((watched.snapshot.frames[0].qualname, watched.snapshot.frames[0].line))
        assert seen == [("<module>", 2), ("double", 1)] * 2 + [("<module>", 2)]
        watched.add_breakpoint(Breakpoint("", "<string> (2)", "", 0, -1, 9))
        assert "line 9" in watched.wait_for(RequestRefused).text


def test_a_breakpoint_on_an_instruction_of_a_text() -> None:
    """A function that a text defines is as good a place as any."""
    with started(TEXTS) as watched:
        watched.wait_paused()
        header = until(watched, lambda header: header.qualname == "f")
        last = watched.listings[header.code].rows[-1].offset
        watched.add_breakpoint(Breakpoint("", header.file, "f", 1, last, 0))
        for value in ("1", "2"):
            to_next_stop(watched, watched.continue_)
            assert watched.snapshot is not None and watched.snapshot.view is not None
            assert functions(watched)[0] == "f"
            assert watched.snapshot.view.stack[-1].value.text == value


def test_examples_of_doctest_and_prompts_have_sources() -> None:
    """What they are given to run is known as well."""
    program = r"""
    import code, doctest
    def shown(n):
        return n
    names = {"shown": shown}
    doctest.run_docstring_examples(">>> shown(1)\n1\n", names, name="made")
    code.InteractiveInterpreter(names).runsource("shown(2)\n")
    """
    with started(program, breakpoints=["shown@0"]) as watched:
        watched.wait_paused()
        for text in ("shown(1)\n", "shown(2)\n"):
            to_next_stop(watched, watched.continue_)
            assert watched.snapshot is not None
            caller = watched.snapshot.frames[1]
            assert watched.sources[caller.file] == text
            assert watched.snapshot.frames[2].kind == "native"
