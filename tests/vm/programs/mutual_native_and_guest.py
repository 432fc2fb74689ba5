class Vector:
    def __init__(self, *xs):
        self.xs = xs

    def __iter__(self):
        return iter(self.xs)

    def __add__(self, other):
        return Vector(*map(lambda p: p[0] + p[1], zip(self, other)))

    def __repr__(self):
        return f"Vector({', '.join(map(repr, self))})"

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __getstate__(self):
        print("getstate")
        return list(self.xs)

    def __setstate__(self, state):
        print("setstate")
        self.xs = tuple(state)


import copy
import pickle

print(sum([Vector(1, 2), Vector(3, 4)], Vector(0, 0)), copy.deepcopy(Vector(1)) == Vector(1))
print(pickle.loads(pickle.dumps(Vector(5, 6))))
print(str([Vector(1), {"k": Vector(2)}]), "%s" % Vector(3), format(Vector(4)))


class Evil:
    def __eq__(self, other):
        raise RuntimeError("no comparing")

    def __hash__(self):
        return 1


try:
    {Evil(): 1}[Evil()]
except RuntimeError as error:
    print(error)
try:
    Evil() in [Evil()]
except RuntimeError as error:
    print(error)


def recurse_through_sort(n):
    return n if n == 0 else sorted([n, n - 1], key=lambda v: recurse_through_sort(v) if v < n else v)[-1]


print(recurse_through_sort(6))
