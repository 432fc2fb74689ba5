# stacks: 3.12, before None is counted as anything else
import sys


class C:
    pass


x = object()
count = sys.getrefcount


def inside(a):
    b = a
    print(sys.getrefcount(a), sys.getrefcount(x), sys.getrefcount(object()), sys.getrefcount([a]))
    held = [a]
    print(sys.getrefcount(held), sys.getrefcount(held[0]), sys.getrefcount(b))

    def inner():
        return a

    print(count(a), count(inner))
    c = C()
    c.y = object()
    print(count(c), count(c.y), count(getattr(c, "y")))
    before = count(C)
    another = C()
    print(count(C) - before, another is None)
    nothing = count(None)
    m = None
    print(count(None) - nothing, m)
    for i in [object()]:
        print(count(i))
    print([count(i) for i in [object()]])
    try:
        raise KeyError
    except KeyError as error:
        print(count(error))
    pair = (object(),)
    print(count(*pair), count(*[a]), count(*pair[:]))
    for arguments in (), (1, 2):
        try:
            count(*arguments)
        except TypeError as error:
            print(error)


inside(x)
inside(object())
print(count(x))
if sys.version_info >= (3, 12):
    print(count(None), count(True))  # immortal
