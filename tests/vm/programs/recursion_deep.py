# python: 3.11
# lockstep: no, half a million instructions
import sys

sys.setrecursionlimit(50_000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(40_000))
