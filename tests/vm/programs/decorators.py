import functools


def trace(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        return function(*args, **kwargs)

    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]

        return wrapper

    return decorate


@trace
@repeat(2)
def add(a, b=1):
    return a + b


print(add(1), add(1, 5))


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.cache_info())


class Register:
    items = []

    def __init__(self, function):
        self.function = function
        Register.items.append(function.__name__)

    def __call__(self, *args):
        return self.function(*args)


@Register
def registered(x):
    return x * 3


print(registered(2), Register.items)


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(3) > Version(2))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register(int)
def _(x):
    return "int"


print(kind(1), kind("x"), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.partial(max, 3)(2))


def class_decorator(cls):
    cls.added = True
    return cls


@class_decorator
class Decorated:
    pass


print(Decorated.added)
