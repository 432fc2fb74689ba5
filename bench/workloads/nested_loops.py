"""Nested loops with arithmetic."""


def work(n):
    total = 0
    for i in range(n):
        for j in range(n):
            if (i + j) % 3 == 0:
                total += i * j
            else:
                total -= i // (j + 1)
    return total


work(250)
