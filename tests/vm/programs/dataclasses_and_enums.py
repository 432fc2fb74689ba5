import enum
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(order=True)
class Item:
    price: int
    name: str = "thing"
    tags: list = field(default_factory=list, compare=False)

    def __post_init__(self):
        self.tags.append("made")

    @property
    def double(self):
        return self.price * 2


print(Item(3), Item(3) < Item(4, "x"), Item(5).double, Item(1) == Item(1, "thing", ["other"]))


class Colour(enum.Enum):
    RED = 1
    GREEN = 2

    def next(self):
        return Colour(self.value % 2 + 1)

    @classmethod
    def _missing_(cls, value):
        return cls.RED


class Flags(enum.Flag):
    A = enum.auto()
    B = enum.auto()


print(Colour.RED.next(), list(Colour), Colour(9).name, (Flags.A | Flags.B).value)
Pair = namedtuple("Pair", "left right")


class Typed(NamedTuple):
    left: int
    right: int = 2

    def total(self):
        return self.left + self.right


print(Pair(1, right=2), Pair(1, 2)._replace(left=5), Typed(1), Typed(1).total())
