class Count:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


for x in Count(3):
    print(x)
print(list(Count(2)), sum(Count(4)), 2 in Count(3), dict(enumerate("ab", 1)), list(reversed([1, 2])))
it = iter([1, 2, 3])
for x in it:
    print("outer", x)
    for y in it:
        print("inner", y)
        break
print(next(it, "default"), [*map(next, [iter("a"), iter("b")])])
a, b = Count(2)
print(a, b, *Count(2))
for attempt in (lambda: iter(5), lambda: next([]), lambda: [x for x in None]):
    try:
        attempt()
    except TypeError as error:
        print(error)


class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from next")


try:
    for _ in Failing():
        pass
except ValueError as error:
    print(error)
calls = iter([1, 2, 0, 3])
print(list(iter(lambda: next(calls), 0)))
