# lockstep: no, the depth at the start is that of the tracer natively
import copy
import pickle
import sys


def end_of(call):
    try:
        call()
    except RecursionError:
        return "RecursionError"
    return "done"


class Node:
    def __init__(self, child):
        self.child = child

    def __deepcopy__(self, memo):
        return Node(copy.deepcopy(self.child, memo))

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()


def chain(length):
    node = None
    for _ in range(length):
        node = Node(node)
    return node


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


nested = []
for _ in range(5000):
    nested = [nested]
print("native", end_of(lambda: copy.deepcopy(nested)), end_of(lambda: pickle._dumps(nested)))
print("both", end_of(lambda: copy.deepcopy(chain(200))), end_of(lambda: copy.deepcopy(chain(3000))))
print("through C", end_of(lambda: chain(1) == 1), end_of(chain(1)))
print("its own", end_of(lambda: down(900)), end_of(lambda: down(2000)))
sys.setrecursionlimit(5000)
print("its own", end_of(lambda: down(4000)), sys.getrecursionlimit())
sys.setrecursionlimit(100)
print("low", end_of(lambda: down(80)), end_of(lambda: down(120)), end_of(lambda: copy.deepcopy(nested)))
