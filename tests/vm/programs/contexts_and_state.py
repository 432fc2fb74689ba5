import contextvars
import functools
import itertools
import operator

variable = contextvars.ContextVar("variable", default="unset")


def show():
    return variable.get()


token = variable.set("outer")
context = contextvars.copy_context()
context.run(variable.set, "inner")
print(show(), context.run(show), context[variable])
variable.reset(token)
print(show())


@functools.singledispatchmethod
def _unused(self, x): ...


class Shape:
    @functools.singledispatchmethod
    def area(self, x):
        return "unknown"

    @area.register
    def _(self, x: int):
        return x * x

    method = functools.partialmethod(lambda self, a, b: (a, b), 1)


print(Shape().area(3), Shape().area("x"), Shape().method(2))


@functools.lru_cache(2)
def cached(x):
    print("computing", x)
    return x


print([cached(x) for x in (1, 2, 1, 3, 1)])
print(list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)), list(itertools.takewhile(lambda x: x < 3, range(9))))
print(list(itertools.starmap(lambda a, b: a - b, [(5, 2)])), list(itertools.filterfalse(lambda x: x % 2, range(5))))
print(sorted(itertools.product("ab", repeat=2), key=operator.itemgetter(1)), functools.reduce(operator.add, "abc"))
print(list(itertools.zip_longest([1], [2, 3], fillvalue=0)), list(map(None.__class__, [])))
