def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        print("inner got", y)
    except ValueError as error:
        print("inner caught", error)
        yield 99
    finally:
        print("inner done")
    return "result"


def outer():
    result = yield from inner()
    print("result", result)
    yield from [10, 20]
    yield from (c for c in "ab")
    return "outer"


print(list(outer()))
g = outer()
next(g)
print(g.send("s"))
print(g.throw(ValueError("v")))
print(next(g))
g.close()
g = outer()
next(g)
g.close()


def tree(node):
    if node is None:
        return 0
    left, value, right = node
    count = yield from tree(left)
    yield value
    return count + 1 + (yield from tree(right))


def count(t):
    n = yield from tree(t)
    print("nodes", n)


print(list(count(((None, 1, None), 2, ((None, 3, None), 4, None)))))


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("value of the iterator")

    def throw(self, *args):
        print("throw", args)


def delegating():
    print((yield from Iterator()))
    yield


next(delegating())
