import abc
import functools
import operator
import typing


class Shape(abc.ABC):
    registry = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Shape.registry[cls.__name__] = cls

    @property
    @abc.abstractmethod
    def area(self): ...

    @abc.abstractmethod
    def scale(self, factor): ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @functools.cached_property
    def area(self):
        print("computed")
        return self.side**2

    def scale(self, factor):
        return type(self)(self.side * factor)


try:
    Shape()
except TypeError as error:
    print(error)
s = Square(3).scale(2)
print(s.area, s.area, list(Shape.registry), operator.attrgetter("side")(s), operator.methodcaller("scale", 1)(s).area)


@typing.runtime_checkable
class Sized(typing.Protocol):
    def __len__(self) -> int: ...


T = typing.TypeVar("T")


class Stack(typing.Generic[T]):
    def __init__(self) -> None:
        self.items: typing.List[T] = []

    def __len__(self):
        return len(self.items)


print(isinstance(Stack(), Sized), isinstance(3, Sized), Stack[int].__args__, Stack[int]().items)


class TypedDictionary(typing.TypedDict, total=False):
    a: int


print(TypedDictionary(a=1), typing.get_type_hints(Stack.__init__))


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Only(metaclass=Singleton):
    pass


print(Only() is Only())
Made = type("Made", (Square,), {"hello": lambda self: "hello " + type(self).__name__, "x": property(lambda self: 5)})
print(Made(1).hello(), Made(1).x, Made.__mro__[1].__name__)


class WithNew(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __add__(self, other):
        return WithNew(*super().__add__(other))


print(WithNew(1, 2) + (3,), type(WithNew(1) + (2,)).__name__)


class Number(int):
    def __add__(self, other):
        return Number(super().__add__(other))

    __radd__ = __add__

    def __str__(self):
        return f"n{int(self)}"


print(str(sum([Number(1), Number(2)], Number(0))), Number(3) * 2, {Number(1): "a"}[1])
