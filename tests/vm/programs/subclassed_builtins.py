class Chain(dict):
    def __missing__(self, key):
        self[key] = value = Chain()
        return value

    def __getitem__(self, key):
        return super().__getitem__(key)

    def __contains__(self, key):
        return super().__contains__(key)


c = Chain()
c["a"]["b"]["c"] = 1
print(c, "a" in c, c["x"])


class Text(str):
    def __mod__(self, other):
        return "mod " + str(other)

    def __format__(self, spec):
        return "formatted " + spec

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1

    def join(self, items):
        return "joined"


t = Text("%s")
print(t % 1, f"{t:x}", f"{t}", t == 5, t.join([]), t + "x", {t: 1}["anything else"] if hash("anything else") == 1 else "no")


class List(list):
    def __iter__(self):
        return iter(["own iterator"])

    def __len__(self):
        return 99

    def __getitem__(self, i):
        return ("item", i)

    def extend(self, more):
        print("extend")


l = List([1, 2])
print([*l], list(l), len(l), l[0], l[1:2], tuple(l), [x for x in l], max(l, default=0))
a, = l
print(a)
l += [3]
l.extend([4])


def f(*args, **kwargs):
    return args, kwargs


class Keys:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, k):
        return k * 2


print(f(*l, **Keys()), {**Keys()}, dict(Keys()))


class Bool:
    def __bool__(self):
        return 1


try:
    if Bool():
        pass
except TypeError as error:
    print(error)


class Int:
    def __int__(self):
        return 5

    __index__ = __int__

    def __float__(self):
        return 2.5

    def __complex__(self):
        return 1j

    def __round__(self, n=None):
        return n

    def __divmod__(self, other):
        return "divmod"

    def __rpow__(self, other, modulo=None):
        return "rpow"

    def __matmul__(self, other):
        return NotImplemented

    def __rmatmul__(self, other):
        return "rmatmul"


i = Int()
print(int(i), float(i), complex(i), round(i), round(i, 3), divmod(i, 1), 2**i, "abcdefg"[i], range(10)[i], hex(i))
try:
    i @ i
except TypeError as error:
    print(error)
print(1 @ i)
