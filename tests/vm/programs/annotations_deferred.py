# python: 3.14
import annotationlib
from annotationlib import Format, get_annotations
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

calls = []


def note(value):
    calls.append(value)
    return value


def f(a: note(int), b: Later = 1, *c: "text") -> Later | None:
    inner: never_evaluated = 2
    return inner


print(f(1), calls)
try:
    f.__annotations__
except NameError as error:
    print(error, calls)
print(get_annotations(f, format=Format.FORWARDREF))
print(get_annotations(f, format=Format.STRING))


class Later:
    x: int
    y: "Later"
    z: list[Later]
    if calls:
        here: str = "assigned"
    else:
        not_here: str


print(f.__annotations__, calls)
print(f.__annotations__ is f.__annotations__)
print(Later.__annotations__, Later.here)
print(get_annotations(Later, format=Format.STRING))


class Outer:
    kind = int

    def method(self, x: kind, y: Outer) -> Inner: ...

    class Inner:
        deep: Outer
        shadow: undefined_name


print(Outer.method.__annotate__(Format.VALUE.value) if hasattr(Outer, "Inner") and "Inner" in globals() else "no Inner")
print(get_annotations(Outer.method, format=Format.FORWARDREF))
print(get_annotations(Outer.Inner, format=Format.STRING))
try:
    Outer.Inner.__annotations__
except NameError as error:
    print(error)
undefined_name = float
print(Outer.Inner.__annotations__)

number: int = 5
if number > 4:
    big: str = "big"
else:
    small: str
print(__annotate__(1), __conditional_annotations__)


def outer(T):
    local = T

    def inner(a: local, b: T) -> number: ...

    class Local:
        field: local

    return inner, Local


inner, Local = outer(bytes)
print(inner.__annotations__, Local.__annotations__)
print(get_annotations(inner, format=Format.STRING))
print(annotationlib.call_annotate_function(inner.__annotate__, Format.FORWARDREF))
print(inner.__annotate__.__qualname__, Local.__annotate__.__qualname__, f.__annotate__.__qualname__)


def generic[T](x: T) -> list[T]:
    return [x]


class Box[T]:
    item: T


print(generic.__annotations__, Box.__annotations__)


@dataclass
class Point:
    x: int
    y: int = 0


class Pair(NamedTuple):
    first: Point
    second: int = 2


class Movie(TypedDict):
    name: str


print(Point(1), Pair(Point(2)), Movie(name="x"), Movie.__annotations__)
f.__annotate__ = lambda format: {"set": format}
print(f.__annotations__)
f.__annotations__ = {"plain": 1}
print(f.__annotations__, f.__annotate__)
try:
    inner.__annotate__(99)
except NotImplementedError as error:
    print("NotImplementedError", error)
