"""Imported by the programs next to it."""

print("importing", __name__)


def double(x):
    return 2 * x


class Thing:
    def __init__(self, value):
        self.value = double(value)
