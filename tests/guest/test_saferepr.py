"""Values are shown structurally and bounded, and no line of the program's code is run for it."""

from __future__ import annotations

import collections
import enum
import os
import sys
import time
import types
from typing import Any, Dict, List
from unittest.mock import MagicMock

import pytest

from stepper.guest.peek import short_name, visible
from stepper.guest.saferepr import Budget, show, text_of
from stepper.vm.frame import NULL

# ---- objects that defend themselves ----

touched: List[str] = []  # which code of a hostile object was run


def hostile(name: str) -> Any:
    """A method that leaves a trace and raises."""

    def method(*args: Any, **kwargs: Any) -> Any:
        touched.append(name)
        raise RuntimeError(name)

    return method


_METHODS = (
    "__repr__ __str__ __format__ __len__ __iter__ __next__ __getitem__ __contains__ __hash__ __eq__ __bool__"
    " __index__ __int__ __float__ __getattribute__ __getattr__ __dir__ __reduce_ex__ __length_hint__ __call__"
    " __lt__ keys items values"
).split()


def hostile_metaclass() -> Any:
    """A metaclass whose classes can't be asked anything."""
    namespace: Dict[str, Any] = {name: hostile(f"meta {name}") for name in _METHODS}
    for name in ("__instancecheck__", "__subclasscheck__"):
        namespace[name] = hostile(f"meta {name}")
    for name in ("__name__", "__module__", "__mro__", "__class__", "__dict__", "__flags__"):
        namespace[name] = property(hostile(f"meta {name}"))
    return type("HostileMeta", (type,), namespace)


def hostile_class(*bases: type) -> Any:
    """A class in which everything is trapped, with or without builtin bases."""
    namespace: Dict[str, Any] = {name: hostile(name) for name in _METHODS}
    namespace["__class__"] = property(hostile("__class__"))
    namespace["__dict__"] = property(hostile("__dict__"))
    namespace["__slots__"] = ()
    return type.__new__(hostile_metaclass(), "Hostile", bases, namespace)


def make(*bases: type) -> Any:
    cls = hostile_class(*bases)
    return (bases[0] if bases else object).__new__(cls)


class Colliding(str):
    """A key with the hash of a name that is looked for."""

    def __hash__(self) -> int:
        return hash("__dict__")

    def __eq__(self, other: object) -> bool:
        touched.append("Colliding.__eq__")
        return False


def nested(depth: int) -> List[Any]:
    outer: List[Any] = []
    inner = outer
    for _ in range(depth):
        inner.append([])
        inner = inner[0]
    return outer


def self_containing() -> List[Any]:
    found: List[Any] = []
    found.append(found)
    return found


class Endless(dict):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        touched.append("iter")
        while True:
            yield 1


class LyingList(list):  # type: ignore[type-arg]
    def __len__(self) -> int:
        touched.append("len")
        return 10**9


class Looping:
    def __repr__(self) -> str:
        touched.append("repr")
        while True:
            pass


class Exiting:
    def __repr__(self) -> str:
        touched.append("repr")
        os._exit(9)


HOSTILE = {
    "object": lambda: make(),
    "list": lambda: make(list),
    "tuple": lambda: make(tuple),
    "dict": lambda: make(dict),
    "set": lambda: make(set),
    "frozenset": lambda: make(frozenset),
    "deque": lambda: make(collections.deque),
    "str": lambda: make(str),
    "bytes": lambda: make(bytes),
    "bytearray": lambda: make(bytearray),
    "int": lambda: make(int),
    "float": lambda: make(float),
    "exception": lambda: make(ValueError),
    "exception with a hostile argument": lambda: ValueError(make()),
    "class": lambda: hostile_class(),
    "in a list": lambda: [1, make()],
    "as a dict value": lambda: {"a": make()},
    "bound method of it": lambda: types.MethodType(len, make()),
    "cell of it": lambda: types.CellType(make()),
    "range like slice": lambda: slice(make(), make(), make()),
    "namespace with a colliding key": lambda: type("Odd", (), {Colliding("x"): 1})(),
    "instance with a colliding key": lambda: types.SimpleNamespace(**{"a": 1}),
    "endless dict": lambda: Endless(a=1),
    "lying list": lambda: LyingList([1, 2]),
    "looping repr": lambda: Looping(),
    "looping repr in a list": lambda: [Looping()],
    "exiting repr": lambda: Exiting(),
    "mock": lambda: MagicMock(),
    "mapping proxy of it": lambda: types.MappingProxyType(make(dict)),
    "iterator": lambda: iter([make()]),
    "dict items": lambda: {1: make()}.items(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_objects_are_shown_and_none_of_their_code_runs(name: str) -> None:
    """Every way to a piece of user code is trapped."""
    value = HOSTILE[name]()
    touched.clear()

    shown = show(value)

    assert touched == []
    assert 0 < len(shown.text) < 400
    assert 0 < len(shown.type) < 100


LARGE = {
    "int of 40 million bits": lambda: 1 << 40_000_000,
    "list of a million": lambda: [0] * 1_000_000,
    "str of 100 MB": lambda: "a" * 100_000_000,
    "bytes of 100 MB": lambda: bytes(100_000_000),
    "nested 100,000 deep": lambda: nested(100_000),
    "self-containing": self_containing,
    "wide": lambda: [[[["x" * 50] * 30] * 30] * 30] * 10,
    "dict of 300,000": lambda: dict.fromkeys(range(300_000), "v"),
    "set of 300,000": lambda: set(range(300_000)),
    "many attributes": lambda: types.SimpleNamespace(**{f"a{i}": i for i in range(10_000)}),
    "astral": lambda: "\U0010ffff" * 10_000,
    "long names": lambda: type("N" * 100_000, (), {})(),
    "huge range iterator": lambda: iter(range(10**5000)),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_objects_take_little_time_and_room(name: str) -> None:
    """The budget holds for what is written and for what is looked at."""
    value = LARGE[name]()
    start = time.perf_counter()

    shown = show(value)

    assert time.perf_counter() - start < 0.02
    assert len(shown.text) < 400
    assert len(shown.type) < 100


# ---- what is shown ----


class Point:
    def __init__(self, x: Any, y: Any) -> None:
        self.x, self.y = x, y

    def norm(self) -> Any:
        return self.x


class Slotted:
    __slots__ = ("a", "b")


class Stack(list):  # type: ignore[type-arg]
    pass


class Celsius(float):
    pass


class Colour(enum.Enum):
    RED = 1


Pair = collections.namedtuple("Pair", "left right")


def slotted() -> Slotted:
    found = Slotted()
    found.a = 3
    return found


def advanced(iterable: Any, steps: int) -> Any:
    iterator = iter(iterable)
    for _ in range(steps):
        next(iterator)
    return iterator


def walk() -> Any:
    yield 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5"),
        (True, "True"),
        (1 << 600, "<int of 601 bits>"),
        ("it's", '"it\'s"'),
        ("\x1b[2J\u202e\udc80\x7f", r"'\x1b[2J\u202e\udc80\x7f'"),
        (bytearray(b"ab"), "bytearray(b'ab')"),
        ([1, [2, (3,)]], "[1, [2, (3,)]]"),
        ([[[[1]]]], "[[[<list of 1>]]]"),
        ({"a": 1, 2: None}, "{'a': 1, 2: None}"),
        (frozenset({1}), "frozenset({1})"),
        (set(), "set()"),
        (list(range(30)), "[" + ", ".join(map(str, range(24))) + ", …6 more]"),
        (self_containing(), "[…]"),
        (range(1, 6), "range(1, 6)"),
        (slice(None, 3), "slice(None, 3)"),
        (..., "Ellipsis"),
        (collections.deque([1]), "deque([1])"),
        ({1: 2}.values(), "dict_values([2])"),
        (ValueError("no"), "ValueError('no')"),
        (Point(1, [2]), "<Point x=1, y=[2]>"),
        (slotted(), "<Slotted a=3>"),
        (Stack([1, 2]), "<Stack [1, 2]>"),
        (collections.Counter("aab"), "<Counter {'a': 2, 'b': 1}>"),
        (Celsius(1.5), "<Celsius 1.5>"),
        (Colour.RED, "<Colour.RED: 1>"),
        (Pair(1, "b"), "Pair(left=1, right='b')"),
        (object(), "<object object>"),
        (Point, "<class Point>"),
        (int, "<class int>"),
        (sys, "<module sys>"),
        (walk, "<function walk>"),
        (len, "<built-in function len>"),
        ([].append, "<built-in method append of list object>"),
        (str.join, "<method join of str objects>"),
        (Point(1, 2).norm, "<bound method Point.norm of <Point x=1, y=2>>"),
        (walk(), "<generator walk>"),
        (walk.__code__, f"<code object walk, line {walk.__code__.co_firstlineno}>"),
        (advanced([1, 2, 3], 1), "<list_iterator, 2 left>"),
        (advanced(range(5), 2), "<range_iterator, 3 left>"),
        (advanced({1: 2}, 1), "<dict_keyiterator, 0 left>"),
        (types.CellType(3), "<cell: 3>"),
        (types.CellType(), "<cell: empty>"),
        (property(len), "<property <built-in function len>>"),
        (staticmethod(len), "<staticmethod <built-in function len>>"),
        (NULL, "NULL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_shown(value: Any, expected: str) -> None:
    """As Python would write it where that is short and certain."""
    text = text_of(value)

    assert expected == text


def test_an_iterator_is_not_moved_by_showing_it() -> None:
    """Its remaining length is asked, not its values."""
    iterator = advanced("abc", 1)

    show(iterator)

    assert list(iterator) == ["b", "c"]


def test_null_is_no_object() -> None:
    """It has neither type nor identity."""
    assert show(NULL) == ("NULL", "", 0)


def test_equal_objects_have_their_own_identity() -> None:
    """The identity tells the same object from an equal one."""
    first, second = [1], [1]

    assert show(first).identity == id(first) != show(second).identity


def test_the_budget_counts_characters() -> None:
    """What is cut says so, and stays well formed."""
    text = text_of(["a" * 30, "b" * 30, "c" * 30], Budget(chars=50))

    assert text.startswith("['aaa")
    assert text.endswith("…' (30 characters), …1 more]")
    assert len(text) < 90


def test_names_can_not_hide_control_characters() -> None:
    """Names of classes, attributes and functions are any strings."""
    evil = type("\x1b[31mred", (), {})()
    evil.__dict__["\u202ex"] = 1

    assert text_of(evil) == r"<\x1b[31mred \u202ex=1>"
    assert visible("a\0") == r"a\x00"
    assert short_name(5) == "?"


def test_a_colliding_key_in_an_instance_is_not_compared() -> None:
    """A lookup by hash would call its __eq__; a scan by type and text does not."""
    value = types.SimpleNamespace()
    value.__dict__[Colliding("x")] = 1
    touched.clear()

    assert text_of(value) == "<SimpleNamespace x=1>"
    assert touched == []
