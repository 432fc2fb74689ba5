def f(a, b=2, *rest, c, d=4, **options):
    return a, b, rest, c, d, sorted(options.items())


print(f(1, c=3))
print(f(1, 5, 6, 7, c=3, x=9))
args, kwargs = (1, 2, 3), {"c": 8, "y": 1}
print(f(*args, **kwargs))
print(f(0, *args, d=1, **kwargs))
print(f(*args, *args, c=1, **{"p": 1}, **{"q": 2}))
print((lambda *a, **k: (a, k))(1, *[2], x=3, **{}))


def defaults(a, b=[], c=len("abc")):
    b.append(a)
    return b, c


defaults(1)
print(defaults(2), defaults.__defaults__)


def keyword_defaults(*, a=1, b):
    return a, b


print(keyword_defaults(b=2), keyword_defaults.__kwdefaults__)
print(print.__class__.__name__, max(3, *[4, 5]), dict(a=1, **{"b": 2}), "{}{x}".format(1, x=2))
