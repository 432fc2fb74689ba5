"""Exceptions raised and caught in a loop."""


def work(n):
    caught = 0
    for i in range(n):
        try:
            if i % 2:
                raise ValueError(i)
            caught += 1
        except ValueError:
            caught -= 1
    return caught


work(20_000)
