"""Recursion: many frames of one function.

Watch the frame chain grow: every call has its own locals and its own value
stack, while all of them share one code object. When `fibonacci` calls itself,
the caller keeps the first summand on its value stack until the second is
back.
"""


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def hanoi(disks, source, target, spare):
    if disks == 0:
        return 0
    moves = hanoi(disks - 1, source, spare, target)
    print(source, "->", target)
    return moves + 1 + hanoi(disks - 1, spare, target, source)


print(fibonacci(6))
print(hanoi(2, "A", "C", "B"), "moves")
