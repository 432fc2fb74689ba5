print([], (), {}, set(), [1, 2, 3], (1,), {1: 2, 3: 4}, {1, 2})
print({"b": 1, "a": 2, **{"c": 3, "a": 9}}, [*range(3), 9], {*[1], 2}, (*"ab", "c"))
long_list = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
constant_set = 3 in {1, 2, 3}
print(long_list, constant_set, [[0] * 2 for _ in range(2)])
d = {}
for word in "the cat the dog the end".split():
    d[word] = d.get(word, 0) + 1
print(d, list(d.items()), sorted(d, key=d.get)[-1])
d.setdefault("new", []).append(1)
print(d.pop("new"), d.pop("nope", None), "cat" in d, len(d))
s = {3, 1} | {2}
s.add(5)
s -= {1}
print(s & {2, 3}, s ^ {9}, s <= {2, 3, 5}, frozenset([1]))
try:
    {[]: 1}
except TypeError as error:
    print(error)
try:
    {**5}
except TypeError as error:
    print(error)
try:
    [*5]
except TypeError as error:
    print(error)
d = {"a": 1, "b": 2}
try:
    for key in d:
        d[key + "x"] = 1
except RuntimeError as error:
    print(error)
merged = {"x": 1} | {"y": 2}
merged |= {"z": 3}
print(merged)
