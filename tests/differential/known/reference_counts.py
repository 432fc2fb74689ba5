import sys


def count(x):
    return sys.getrefcount(x)


a = []
b = a
print(sys.getrefcount(a), count(a), count([]), sys.getrefcount(object()))


def f(x):
    y = x
    return sys.getrefcount(x), sys.getrefcount(y)


print(f([]), f(a))
