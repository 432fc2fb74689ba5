"""A generator resumed by a loop."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def work(n):
    total = 0
    for number in numbers(n):
        total += number
    return total


work(50_000)
