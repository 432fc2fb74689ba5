"""Breakpoints with conditions and counts, on opcodes, functions and exceptions; sources that have changed."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, List

import pytest

from stepper.guest.breakpoints import Breakpoints
from stepper.guest.expressions import Unknown, Wrong, value_of
from stepper.guest.listings import Listings
from stepper.guest.sources import Sources
from stepper.guest.spec import check_condition, resolved
from stepper.guest.where import Resolver, WhereError
from stepper.protocol import Breakpoint, Launch, RequestRefused, Stopped
from stepper.vm import VM
from tests.interpreters import supported
from tests.session.watching import Watched, session

LOOP = "total = 0\nfor i in range(10):\n    total += i\nprint(total)\n"


def resolver(source: str = LOOP, file: str = "/somewhere/prog.py") -> Resolver:
    sources = Sources()
    sources.add(file, source)
    return Resolver(compile(source, file, "exec"), sources)


# ---- words ----


def test_rules_in_words_there_and_back() -> None:
    """What is written is what is shown."""
    text = "3 once ignore 2 every 5 if total > 3 if i else False"
    point = resolved(text, resolver())

    assert (point.line, point.once, point.ignore, point.every) == (3, True, 2, 5)
    assert point.condition == "total > 3 if i else False"
    assert point.text == "total += i"
    assert point.spec == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 if", "an expression has to follow if"),
        ("3 if total >", "the condition total > is none: "),
        ("3 if x = 1", "the condition x = 1 is none"),
        ("3 ignore", "after 'ignore' has to come a number, not nothing"),
        ("3 every 0", "after 'every' has to come a number, not 0"),
        ("op:BINARY_OOP", "no opcode BINARY_OOP; close to it: BINARY_"),
        ("op:", "no opcode"),
        ("raise:", "names no exception: write raise or raise:NAME"),
        ("raise:3", "names no exception"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, said: str) -> None:
    with pytest.raises(WhereError) as refused:
        resolved(text, resolver())

    assert said in str(refused.value)


def test_a_function_stands_for_its_first_instruction() -> None:
    point = resolved("f if n", resolver("def f(n):\n    return n\n"))

    assert (point.where, point.qualname, point.offset, point.first_line) == ("f", "f", 0, 1)


# ---- expressions that need no code of the program's ----


class Thing:
    kind = "class"

    def __init__(self) -> None:
        self.size = 3

    @property
    def risky(self) -> int:
        raise AssertionError("the program's code has run")

    def __eq__(self, other: object) -> bool:
        raise AssertionError("the program's code has run")

    __hash__ = object.__hash__


@pytest.fixture(scope="module")
def frame() -> Any:
    """A frame with names of every kind."""
    source = """
        def outer(thing, items, empty):
            free = 5
            def inner(n=7):
                return free + n
            inner()
        outer(thing, [1, 2, 3], {})
    """
    with VM(compile(textwrap.dedent(source), "<test>", "exec")) as vm:
        vm.step()
        assert vm.stop is not None and vm.stop.frame is not None
        vm.stop.frame.globals.update(thing=Thing(), top=9)
        stop = vm.stop
        while stop.frame.program.qualname != "outer.<locals>.inner":
            stop = vm.step()
        yield stop.frame


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n", 7),
        ("free", 5),
        ("top > 8 and not False", True),
        ("0 or n", 7),
        ("1 < n < 9", True),
        ("n + free * 2 - -1", 18),
        ("[n, free][1]", 5),
        ("'abc'[1:]", "bc"),
        ("n in (1, 7)", True),
        ("thing.size", 3),
        ("thing.kind", "class"),
        ("thing is not None", True),
        ("len('abc')", 3),
        ("isinstance(n, int)", True),
        ("n if top else free", 7),
    ],
)
def test_plain_values_are_told_at_once(frame: Any, text: str, value: Any) -> None:
    assert value_of(check_condition(text), frame) == value


@pytest.mark.parametrize(
    "text",
    [
        "thing.risky",
        "thing == 1",
        "thing in [1, thing]",
        "print(n)",
        "[x for x in 'ab']",
        "9 ** 9 ** 9",
        "'a' * 10 ** 9",
    ],
)
def test_what_may_run_code_or_take_long_is_unknown(frame: Any, text: str) -> None:
    with pytest.raises(Unknown):
        value_of(check_condition(text), frame)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing", "NameError: name 'nothing' is not defined"),
        ("thing.no", "AttributeError"),
        ("n / 0", "ZeroDivision"),
    ],
)
def test_what_certainly_raises_says_so(frame: Any, text: str, said: str) -> None:
    with pytest.raises(Wrong, match=said):
        value_of(check_condition(text), frame)


# ---- over the wire ----


def stops(watched: Watched) -> List[str]:
    """Continue to the end; what every stop after the first says."""
    watched.wait_paused()
    while watched.state != "ended":
        watched.continue_()
        watched.wait_paused_or_ended()
    return ["; ".join(reason.text for reason in event.snapshot.reasons) for event in watched.all(Stopped)[1:]]


PROGRAM = """
class Box:
    def __init__(self, n): self.n = n
    def grows(self): self.n += 100; return self.n > 103
def work(n, box):
    return n + box.n
box = Box(0)
for i in range(6):
    box.n = i
    work(i, box)
print("sum", box.n)
"""


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_conditions_and_counts_on_every_python(python: Any) -> None:
    """Plain ones, and some that call the program's functions: the program sees nothing of that."""
    points = [
        "work if n == 2",
        "8 every 3",
        "9 if box.grows()",  # in a copy: the box does not grow
        "5 if [k for k in range(n) if k + n > 7]",
    ]
    with session(PROGRAM.lstrip("\n"), breakpoints=points, python=python.path) as watched:
        said = stops(watched)
        assert watched.output.split() == ["sum", "5"]
    assert said == [
        "breakpoint 8 every 3",
        "breakpoint work if n == 2",
        "breakpoint 9 if box.grows()",
        "breakpoint 8 every 3",
        "breakpoint 9 if box.grows()",
        "breakpoint 5 if [k for k in range(n) if k + n > 7]",
    ]


def test_conditions_that_do_harm() -> None:
    """One that raises, exits, dies or loops stops the program and tells why, once; the program lives on."""
    source = "import os, signal\nfor i in range(2):\n    x = i\nprint('alive', i)\n"
    harmful = {
        "1 / (i - i)": "ZeroDivisionError",
        "print(i.y)": "AttributeError: 'int' object has no attribute 'y'",
        "exit(3)": "SystemExit: 3",
        "os._exit(3)": "it exits",
        "os.abort()": "it was ended by signal 6",
        "[0 for _ in iter(int, 1)]": "it takes longer than 1 s",
        "len('a' * 10**11)": "MemoryError",
    }
    for condition, problem in harmful.items():
        with session(source, breakpoints=[f"3 if {condition}"]) as watched:
            said = stops(watched)
            assert watched.output.split()[-2:] == ["alive", "1"]
            point = watched.own_points[0]
        where = f"breakpoint 3 if {condition}"
        assert said == [f"{where}; its condition can't be told: {problem}", where]
        assert point.problem == problem and point.hits == 2


def test_a_copy_is_not_noticed() -> None:
    """Neither its end nor what it prints or changes."""
    source = """
        import os, signal
        signal.signal(signal.SIGCHLD, lambda *what: print("a child has ended"))
        seen = []
        for i in range(3):
            seen.append(i)
        print(seen)
    """
    source = textwrap.dedent(source).lstrip()
    with session(source, breakpoints=["5 if print('heard') or seen.append(9)"]) as watched:
        assert stops(watched) == []
        assert watched.output.split("\n")[0].strip() == "[0, 1, 2]"


def test_a_program_with_threads_is_not_copied() -> None:
    """A lock that another thread holds would stay locked."""
    source = """
        import threading
        go = threading.Event()
        threading.Thread(target=go.wait).start()
        x = 1
        go.set()
    """
    with session(textwrap.dedent(source), breakpoints=["5 if str(go)"]) as watched:
        (said,) = stops(watched)
    assert "several threads" in said


def test_opcodes_by_name_once_and_again() -> None:
    """In all code, and in what is made later."""
    source = "x = [1]\nexec('y = {1: x}')\n"
    with session(source, breakpoints=["op:BUILD_*", "op:build_map once"]) as watched:
        assert stops(watched) == [
            "breakpoint op:BUILD_*",
            "breakpoint op:BUILD_*; breakpoint op:BUILD_MAP once",
        ]
        assert [point.where for point in watched.own_points] == ["op:BUILD_*"]


RAISING = """
def f(n):
    if n: raise KeyError(n)
    raise ValueError(n)
for n in (0, 1, 0):
    try:
        f(n)
    except (ValueError, LookupError):
        pass
int("x")
"""


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (["raise:ValueError"], ["ValueError", "ValueError", "ValueError"]),
        (["raise:LookupError every 1"], ["KeyError", "ValueError"]),
        (["raise if n == 1"], ["KeyError", "ValueError"]),
        (["raise"], ["ValueError", "KeyError", "ValueError", "ValueError"]),
        (["uncaught:OSError"], ["ValueError"]),
    ],
)
def test_exceptions_as_they_are_raised(points: List[str], said: List[str]) -> None:
    """Once each, in the frame that raises; what nobody catches stops anyway."""
    with session(RAISING, breakpoints=points) as watched:
        assert [text.partition(" ")[0] for text in stops(watched)] == said


def test_what_is_off_does_not_stop() -> None:
    """Neither a place nor the breakpoint on uncaught exceptions, which is always there to begin with."""
    with session(RAISING, breakpoints=["f"]) as watched:
        watched.wait_paused()
        for point in watched.breakpoints:
            watched.change_breakpoint(point, point._replace(enabled=False))
        watched.wait_until(lambda: not any(point.enabled for point in watched.breakpoints), "change")
        assert [point.places for point in watched.breakpoints] == [(), ()]
        assert stops(watched) == []


def test_a_breakpoint_is_changed_in_words() -> None:
    """It keeps its place in the list."""
    with session(LOOP, breakpoints=["2", "4"]) as watched:
        watched.wait_paused()
        old = watched.breakpoints[0]
        watched.change_breakpoint(old, Breakpoint("3 if i == 9", "", "", 0, -1, 0))
        watched.wait_until(lambda: watched.breakpoints[0].line == 3, "change")
        watched.change_breakpoint(old, old)
        assert "no breakpoint at that place" in watched.wait_for(RequestRefused).text
        watched.change_breakpoint(watched.breakpoints[0], Breakpoint("4", "", "", 0, -1, 0))
        assert "there is one already: 4" in watched.wait_for(RequestRefused, 2).text
        assert stops(watched) == ["breakpoint 3 if i == 9", "breakpoint 4"]


# ---- of an earlier run ----


def test_points_follow_a_source_that_has_changed(tmp_path: Path) -> None:
    """By the text of their line; what is not to be found, or twice, is told of once."""
    before = "a = 1\nb = 2\ndef f(x):\n    return x + 1\nc = f(b)\nc = 0\nprint(a)\n"
    after = "# new\na = 1\nb = 2\ndef f(x):\n    y = 0\n    return x + 1\nc = f(b)\nprint(a)\nprint(a)\n"
    file = str(tmp_path / "prog.py")
    old = resolver(before, file)
    saved = [
        resolved(text, old)
        for text in ("2 if a", "6", "7", "f every 2", "f@2", "<module>@0", "op:BINARY_*", "raise:OSError")
    ]
    sources = Sources()
    sources.add(file, after)
    breakpoints = Breakpoints(Resolver(compile(after, file, "exec"), sources), Listings(sources))
    try:
        dropped = breakpoints.restore(saved)
        kept = [point.spec for point in breakpoints.points]
    finally:
        breakpoints.close()

    assert kept == ["3 if a", "f every 2", "<module>@0", "op:BINARY_*", "raise:OSError"]
    assert dropped == [
        "6 (line 6 of prog.py has changed)",
        "7 (line 7 of prog.py has changed)",
        "f@2 (the code of f has changed)",
    ]


def test_what_was_dropped_is_one_notice() -> None:
    point = Breakpoint("3", "<string>", "", 0, -1, 3, text="was = 1")
    launch = Launch("code", LOOP, (), "wire", saved=(point, point._replace(where="2", line=2)))
    with session("", launch=launch) as watched:
        watched.wait_paused()
        assert watched.wait_for(RequestRefused).text.startswith("2 breakpoints are not there any more: 3 (")
        assert watched.breakpoints == ()
