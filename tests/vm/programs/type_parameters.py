# python: 3.12
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T: int, *Ts, **P]:
    def __init__(self, value: T):
        self.value = value

    def map[U](self, f: "Callable[[T], U]") -> "Box[U]":
        return Box(f(self.value))


type Alias[K] = dict[K, list[K]]
type Plain = int | str
print(first([3, 4]), first.__type_params__, Box.__type_params__, Box(2).map(lambda v: v + 1).value)
print(Alias, Alias.__value__, Plain.__value__, Alias[int], Box.__type_params__[0].__bound__)
print(first.__annotations__, Box[int, str, [int]].__origin__.__name__)


def pick[T: (int, str)](x: T = 5, *, y: T = 6) -> T:
    return x, y


print(pick(), pick(1, y=2), pick.__type_params__[0].__constraints__, pick.__defaults__, pick.__kwdefaults__)


class Outer:
    size = 4

    def method[T: size](self, value: T = size) -> T:
        return value


print(Outer().method(), Outer.method.__type_params__[0].__bound__)
type Recursive = list[Recursive] | None
print(Recursive.__value__)


def outer(n):
    class Local[T]:
        captured = n

        def get(self):
            return n, __class__.__name__

    return Local


print(outer(3)().get(), outer(4).captured, outer(1)[int].__args__)


def unpacked[*Ts](*args: *Ts):
    return [*Ts], tuple[*Ts], {*Ts}, Box[int, *Ts, [str]]


print(unpacked())
