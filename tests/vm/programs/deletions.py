class Box:
    pass


x = y = [1, 2, 3]
del x
print(y)
del y[0], y[-1]
print(y)
box = Box()
box.a = box.b = 1
del box.a, (box.b)
print(vars(box))
a, b, c = 1, 2, 3
del (a, [b]), c
print([name for name in "abc" if name in globals()])
d = {"k": 1, "l": 2}
del d["k"]
print(d)
for attempt in ("del d['zz']", "del box.zz", "del nothing", "del y[9]"):
    try:
        exec(attempt)
    except (KeyError, AttributeError, NameError, IndexError) as error:
        print(type(error).__name__, error)


def function():
    n = 1
    del n
    n = 2

    def inner():
        return n

    print(inner())
    del n
    try:
        inner()
    except NameError as error:
        print(error)


function()
