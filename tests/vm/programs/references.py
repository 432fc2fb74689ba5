class C:
    def __del__(self):
        print("gone", self.name)


def make(name):
    c = C()
    c.name = name
    return c


def consume(c):
    print("consuming", c.name)


consume(make("argument"))
x = make("x")
y = [make("in a list")]
y.append(x)
del x
print("x still in the list")
y.pop()
print("popped")
y.clear()
for c in (make(str(i)) for i in range(2)):
    print("loop", c.name)
c = None
print([make("comprehension").name for _ in range(2)])
d = {"k": make("in a dict")}
d["k"] = None
print("replaced")


def swap(p, q):
    p, q = q, p
    del p
    print("deleted p")
    return q


swap(make("first"), make("second"))
print("swapped")


def default(c=make("default")):
    return c.name


print(default())
del default
print("default gone")


def closure():
    held = make("held")

    def inner():
        return held.name

    return inner


g = closure()
print(g())
del g
print("closure gone")
try:
    raise ValueError(make("in an exception"))
except ValueError as error:
    print("handling")
print("handled")
make("attribute").name
make("unused")
print(make("printed").name, "after")
(make("tuple 1"), make("tuple 2"))
a = b = 1
z = make("conditional") if a is b else None
z = None
with_result = [make("kept").name, make("not kept").name]
assert make("asserted")
not make("negated")
print("end")
