a, b = 1, 2
a, b = b, a
a, b, c = c, b, a = "xyz"
print(a, b, c)
(a, (b, *c)), d = [1, [2, 3, 4]], 5
print(a, b, c, d)
*a, b = range(4)
a0, *mid, z = "hello"
[*everything] = {1: 2, 3: 4}
print(a, b, a0, mid, z, everything)
for bad in (lambda: 3, lambda: (1,), lambda: (1, 2, 3), lambda: iter([])):
    try:
        x, y = bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    x, *y, z = [1]
except ValueError as error:
    print(error)


class Odd:
    def __iter__(self):
        yield 1
        yield 2


p, q = Odd()
print(p, q)
print([*Odd(), *Odd()], {*"aab"} == {"a", "b"}, (*[], *()), {**{"a": 1}, **{"b": 2}})
