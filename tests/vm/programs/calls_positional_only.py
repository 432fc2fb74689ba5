def f(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(f(1), f(1, 5), f(1, 5, c=6), f(1, 5, 6, d=7))


def g(a, /, **options):
    return a, options


print(g(1, a=2))
for call in (lambda: f(a=1), lambda: f(1, b=2), lambda: f(1, 2, 3, 4), lambda: g(), lambda: g(a=3)):
    try:
        print(call())
    except TypeError as error:
        print(error)
