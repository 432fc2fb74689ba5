import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.link = None


def make():
    n = Node("local")
    return weakref.ref(n, lambda ref: print("callback"))


r = make()
print(r())
a, b = Node("a"), Node("b")
a.link, b.link = b, a
refs = weakref.ref(a), weakref.ref(b)
del a, b
gc.collect()
print([ref() for ref in refs])
cache = weakref.WeakValueDictionary()
n = cache["n"] = Node("n")
print(len(cache))
del n
print(len(cache))
