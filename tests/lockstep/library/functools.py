# modules: functools
# without: _functools
import functools


@functools.lru_cache(maxsize=3)
def square(x):
    return x * x


print([square(x) for x in (1, 2, 1, 3, 4, 1)], square.cache_info())
print(functools.reduce(lambda x, y: x * 10 + y, [1, 2, 3]), functools.partial(int, base=2)("101"))


@functools.total_ordering
class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text

    def __lt__(self, other):
        return self.text < other.text


@functools.singledispatch
def describe(value):
    return "something"


@describe.register(int)
def _(value):
    return "a number"


print(Word("a") >= Word("b"), describe(3), describe("x"), describe(True))
print(sorted("bca", key=functools.cmp_to_key(lambda x, y: (x < y) - (x > y))))


class Lazy:
    @functools.cached_property
    def value(self):
        print("once")
        return 5


lazy = Lazy()
print(lazy.value + lazy.value, functools.wraps(square)(lambda: 0).__name__)
