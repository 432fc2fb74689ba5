"""Methods and attributes."""


class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount
        return self


def work(n):
    counter = Counter()
    for i in range(n):
        counter.add(i).add(1)
    return counter.value


work(20_000)
