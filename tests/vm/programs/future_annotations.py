from __future__ import annotations


def f(x: Undefined, y: list[int] | None = None) -> Also.Undefined:
    return x


class C:
    field: Missing = 3


print(f(1), f.__annotations__, C.__annotations__)
