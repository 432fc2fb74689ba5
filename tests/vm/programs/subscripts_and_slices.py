items = list(range(10))
print(items[2], items[-1], items[2:5], items[::-2], items[:], items[7:2:-1], "hello"[1:3], (1, 2, 3)[:2])
items[1:3] = "abc"
items[0] += 100
del items[4]
del items[::3]
print(items)


class Recorder:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


r = Recorder()
print(r[1, 2], r[1:2], r[:, ::2], r[...], r[()], r["a":"b"])
r[1] = 2
r[1:2] = 3
r[1:2, 4] = 5
del r[1], r[2:3]
i = 0
i, r[i] = 1, "order"
r[5] += 1
a_number, a_list = 5, [1]
for attempt in (lambda: [1][5], lambda: {}["k"], lambda: a_number[0], lambda: a_list["x"]):
    try:
        attempt()
    except (IndexError, KeyError, TypeError) as error:
        print(type(error).__name__, error)
try:
    (1, 2)[0] = 3
except TypeError as error:
    print(error)
m = {"a": {"b": [1, 2, 3]}}
m["a"]["b"][1] *= 10
print(m)
