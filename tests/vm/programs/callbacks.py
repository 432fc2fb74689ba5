words = ["pear", "fig", "banana", "kiwi"]
print(sorted(words, key=len), sorted(words, key=lambda w: w[-1], reverse=True), max(words, key=len))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(lambda w: "i" in w, words)))
print(list(map(str.upper, words)), [*zip(*[[1, 2], [3, 4]])])


class Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value > other.value

    def __hash__(self):
        print("hash", self.value)
        return self.value % 2

    def __eq__(self, other):
        print("eq", self.value, other.value)
        return self.value == other.value


print([k.value for k in sorted(map(Key, [2, 3, 1]))])
d = {Key(1): "a", Key(3): "b"}
print(d[Key(3)], Key(5) in d)
import functools, re, bisect, heapq, itertools

print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1 b22"))
print([(k, list(g)) for k, g in itertools.groupby([1, 1, 2, 3, 3], key=lambda n: n % 2)])


def fails(x):
    raise ValueError(x)


for call in (lambda: sorted(words, key=fails), lambda: list(map(fails, "ab")), lambda: max([1], key=fails)):
    try:
        call()
    except ValueError as error:
        print("caught", error)


class Custom:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i >= 2:
            raise IndexError
        return i * 10

    def __index__(self):
        return 1

    def __iter__(self):
        return iter([7, 8])

    def __reversed__(self):
        return "reversed"


c = Custom()
print(list(c), [5, 6][c], reversed(c), len(c), sum(c), 7 in c, iter(lambda: 1, 1).__class__.__name__)
