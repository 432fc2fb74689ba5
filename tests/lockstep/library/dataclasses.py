# modules: dataclasses
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar, List


@dataclass(order=True)
class Item:
    price: float
    name: str = field(default="thing", compare=False)
    tags: List[str] = field(default_factory=list, repr=False)
    count: ClassVar[int] = 0

    def __post_init__(self):
        Item.count += 1


@dataclass(frozen=True, eq=True)
class Point:
    x: int
    y: int = 0


items = [Item(3.5), Item(1.0, "pen", ["a"]), replace(Item(2.0), price=7.0)]
print(sorted(items), asdict(items[1]), astuple(items[0]), [one.name for one in fields(Item)], Item.count)
print(Point(1) == Point(1, 0), hash(Point(1)) == hash(Point(1)), {Point(2): 3})
try:
    Point(1).x = 5
except FrozenInstanceError as error:
    print(error)
try:

    @dataclass
    class Wrong:
        x: int = 1
        y: str
except TypeError as error:
    print(error)
