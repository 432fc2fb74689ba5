import sys
import traceback


class Proxy:
    def __getattr__(self, name):
        raise AttributeError("no " + name)

    @property
    def broken(self):
        return 1 / 0

    def __len__(self):
        return -1

    def __bool__(self):
        raise ValueError("neither true nor false")

    def __iter__(self):
        return 5

    def __index__(self):
        return "x"

    def __enter__(self):
        return self

    def __exit__(self, *error):
        raise KeyError("exit")

    def __repr__(self):
        raise TypeError("no repr")


def body():
    with Proxy():
        pass


def deep(n):
    return deep(n - 1) if n else sorted([3, 1], key=lambda v: v / 0)


def reraised():
    try:
        deep(0)
    except ZeroDivisionError as error:
        raise error


def twice():
    try:
        reraised()
    except ZeroDivisionError:
        raise


def with_traceback():
    try:
        twice()
    except ZeroDivisionError as error:
        raise RuntimeError("new").with_traceback(error.__traceback__) from None


def multi_line():
    return max(
        [1, 2],
        key=lambda v: (
            v
            / 0
        ),
    )


def finally_return():
    for i in range(2):
        try:
            1 / i
        finally:
            print("turn", i)


p = Proxy()
cases = [
    lambda: p.missing, lambda: p.broken, lambda: len(p), lambda: bool(p), lambda: not p, lambda: list(p), lambda: [1][p],
    body, lambda: deep(2), reraised, twice, with_traceback, multi_line, finally_return, lambda: f"{p}", lambda: str(p),
    lambda: (yield_ for yield_ in p), lambda: [x for x in p], lambda: {**p}, lambda: print(*p), lambda: p(1), lambda: p + 1,
    lambda: p < p, lambda: p[1], lambda: exec("x ="), lambda: exec("1 +\n/ 0"), lambda: int("z"), lambda: {}[p],
    lambda: __import__("no.such"), lambda: object().x, lambda: (lambda a: a)(), lambda: eval("p.broken"),
]
for case in cases:
    try:
        case()
        print("nothing raised")
    except BaseException:
        traceback.print_exc(file=sys.stdout)
