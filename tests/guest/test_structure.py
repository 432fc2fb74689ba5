"""What is inside of values: one level at a time, and none of the program's code runs."""

from __future__ import annotations

from array import array
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any, List, Tuple

import pytest

from stepper.guest.structure import AT_ONCE, has_parts, opened, parts_of
from stepper.guest.where import WhereError
from stepper.vm import VM


@dataclass
class Point:
    x: int
    y: List[int] = field(default_factory=list)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self) -> None:
        self.a = 1


class Loud(list):  # type: ignore[type-arg]
    """Every way to look at it is the program's own code."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError("the program's code has run")

    __iter__ = __len__ = __getitem__ = __repr__ = __eq__ = __hash__ = __getattribute__  # type: ignore[assignment]


def labels(value: Any) -> List[Tuple[str, Any]]:
    return list(parts_of(value))


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ([1, "a"], [("[0]", 1), ("[1]", "a")]),
        ((), []),
        ({"a": 1, 2: 3}, [("['a']", 1), ("[2]", 3)]),
        ({5}, [("{0}", 5)]),
        (deque([1]), [("[0]", 1)]),
        (array("i", [7]), [("[0]", 7)]),
        (b"A", [("[0]", 65)]),
        (range(1, 9, 2), [("start", 1), ("stop", 9), ("step", 2)]),
        (OrderedDict(a=1), [("['a']", 1)]),
        (Point(1, [2]), [(".x", 1), (".y", [2])]),
        (Slotted(), [(".a", 1)]),
        (5, []),
        ("text", []),
        (None, []),
    ],
)
def test_parts(value: Any, parts: List[Tuple[str, Any]]) -> None:
    assert labels(value) == parts
    assert has_parts(value) is bool(parts)


def test_the_programs_code_is_not_asked() -> None:
    assert labels(Loud([4])) == [("[0]", 4)]


def test_what_c_keeps() -> None:
    """Functions, cells, exceptions, modules, classes."""

    def outer() -> Any:
        kept = 3
        return lambda: kept

    function = outer()
    assert dict(labels(function))["__closure__"][0].cell_contents == 3
    assert labels(function.__closure__[0]) == [("cell_contents", 3)]
    error = ValueError("no")
    error.__cause__ = KeyError(1)
    assert dict(labels(error))["args"] == ("no",) and dict(labels(error))["__cause__"] is error.__cause__
    assert (".sep", "/") in labels(__import__("os").path)
    assert ("bases", (object,)) in labels(Slotted)


@pytest.fixture
def frame() -> Any:
    source = "def f(n, things):\n    return n\nf(3, {'a': list(range(250)), 'b': [[1]]})\n"
    with VM(compile(source, "<test>", "exec")) as vm:
        stop = vm.step()
        while stop.frame.program.qualname != "f":
            stop = vm.step()
        yield stop.frame


def test_paths_go_inwards(frame: Any) -> None:
    """Parts are told some at a time, each with whether it opens."""
    answer = opened(["name:things"], 0, frame)
    assert [(part.label, part.opens) for part in answer.parts] == [("['a']", True), ("['b']", True)]
    answer = opened(["name:things", "0"], 200, frame)
    assert (answer.start, answer.total, len(answer.parts)) == (200, 250, 50)
    assert answer.parts[0].label == "[200]" and not answer.parts[0].opens
    assert len(opened(["name:things", "0"], 0, frame).parts) == AT_ONCE
    assert opened(["expression:things['b'][0]"], 0, frame).parts[0].value.text == "1"
    assert opened(["name:things", "1", "0"], 0, frame).parts[0].value.text == "1"


@pytest.mark.parametrize(
    "path", [["name:things", "9"], ["stack:9"], ["expression:nothing"], ["name:things", "x"]]
)
def test_what_is_gone_says_so(frame: Any, path: List[str]) -> None:
    with pytest.raises(WhereError, match="not there any more"):
        opened(path, 0, frame)
