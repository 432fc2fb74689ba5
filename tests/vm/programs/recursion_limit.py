# lockstep: no, the depth at the start is that of the tracer natively
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
