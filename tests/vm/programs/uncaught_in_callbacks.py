def key(item):
    if item == 3:
        raise ValueError("bad item: %r" % item)
    return -item


def order(items):
    return sorted(items, key=key)


class Loud:
    def __repr__(self):
        return order([1, 3])


try:
    order([2, 3, 1])
except ValueError as error:
    print(error)
list(map(lambda x: order(x), [[1], [2, 3]]))
