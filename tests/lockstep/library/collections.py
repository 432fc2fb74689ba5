# modules: collections
# without: _collections
from collections import ChainMap, Counter, OrderedDict, UserList, namedtuple

letters = Counter("abracadabra")
print(letters.most_common(2), letters - Counter(a=3), letters & Counter("bad"))
Point = namedtuple("Point", "x y", defaults=[5])
point = Point(1)._replace(x=3)
print(point, point._asdict(), Point._fields)
ordered = OrderedDict(a=1, b=2, c=3)
ordered.move_to_end("a")
print(ordered, list(reversed(ordered)), ordered.popitem(last=False))
chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
chain["c"] = 4
print(chain["b"], sorted(chain), chain.parents, len(chain.new_child()))
print(UserList([3, 1, 2]) + [4], "x" in chain)
