# python: 3.10
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


class Positional:
    __match_args__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b


def describe(subject):
    match subject:
        case 0 | 1:
            return "small"
        case int(n) if n > 100:
            return f"large {n}"
        case int():
            return "int"
        case "a" | "b" as letter:
            return f"letter {letter}"
        case str():
            return "text"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [first, *rest, last] if first == last:
            return f"framed {rest}"
        case [1, [2, inner]]:
            return f"nested {inner}"
        case (x, y):
            return f"pair {x} {y}"
        case [_, *_]:
            return "sequence"
        case {"kind": "point", "x": x, **rest}:
            return f"mapping {x} {sorted(rest)}"
        case {}:
            return "some mapping"
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point(x=x):
            return f"point {x}"
        case Positional(1, b):
            return f"positional {b}"
        case None | True:
            return "constant"
        case float("nan") | 2.5:
            return "float"
        case _:
            return "other"


subjects = [
    0, 7, 500, "a", "zz", [], [3], [1, 2, 3, 1], [1, [2, 3]], (1, 2), range(4), {"kind": "point", "x": 1, "z": 2}, {},
    {"q": 1}, Point(0, 0), Point(2, 2), Point(1, 2), Positional(1, 5), Positional(2, 5), None, True, 2.5, b"bytes", {1},
]
for subject in subjects:
    try:
        print(describe(subject))
    except TypeError as error:
        print(error)
match Positional(1, 2):
    case Positional(a=1, b=found):
        print("captured", found)
try:
    match 5:
        case int(1, 2):
            pass
except TypeError as error:
    print(error)
try:
    match Positional(1, 2):
        case Positional(1, 2, 3):
            pass
except TypeError as error:
    print(error)


class Status:
    OK = 200


match 200:
    case Status.OK:
        print("ok")
