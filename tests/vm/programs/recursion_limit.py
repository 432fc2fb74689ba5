# lockstep: no, the depth at the start is that of the tracer natively
import inspect
import sys

sys.setrecursionlimit(200)
deepest = 0


def down(n):
    global deepest
    deepest = n
    down(n + 1)


try:
    down(1)
except RecursionError as error:
    print(type(error).__name__, error)
print(150 < deepest < 200)


def ok(n):
    return 0 if n == 0 else 1 + ok(n - 1)


print(ok(150))

# The limit is the same one for code that runs natively.
print(list(map(sys.setrecursionlimit, [300])), sys.getrecursionlimit(), next(iter(sys.getrecursionlimit, 0)))
for wrong in ((), (1, 2), (0,), ("1",)):
    try:
        sys.setrecursionlimit(*wrong)
    except Exception as error:
        print(type(error).__name__, error)


class Wrapped:
    left = sys.getrecursionlimit() + 1

    @property
    def __wrapped__(self):
        if self.left == 0:
            raise TypeError("unwrapped too often")
        made = Wrapped()
        made.left = self.left - 1
        return made


try:
    inspect.unwrap(Wrapped())
except ValueError as error:
    print(str(error).partition(" when")[0])


def too_low():
    for limit in (1, 2, 3, 4):
        try:
            sys.setrecursionlimit(limit)
        except RecursionError as error:
            print(error)


too_low()
sys.setrecursionlimit(300)
