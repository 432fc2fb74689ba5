class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def scope():
    a = Noisy("a")
    b = Noisy("b")
    print("leaving")


scope()
x = Noisy("x")
x = Noisy("y")
print("rebound")
del x
print("deleted")


def argument(n):
    n = None
    print("argument dropped")


argument(Noisy("argument"))
Noisy("temporary")
print([Noisy("in list")] and "list")
for item in [Noisy("loop 1"), Noisy("loop 2")]:
    print("item", item.name)
del item


def generator():
    held = Noisy("held by a generator")
    yield 1


g = generator()
next(g)
del g
print("generator gone")


def raises():
    local = Noisy("local of a failed frame")
    raise ValueError


try:
    raises()
except ValueError:
    print("handling")
print("handled")


def handles():
    local = Noisy("local of a frame that handled an exception")
    try:
        raise ValueError
    except ValueError:
        pass


handles()
print("left")


def handles_what_is_thrown():
    try:
        yield
    except ValueError:
        print("handling")
    print("handled")
    yield


g = handles_what_is_thrown()
next(g)
g.throw(ValueError(Noisy("thrown")))
del g
a, b = Noisy("1"), Noisy("2")
a, b = b, a
del a, b
print(Noisy("attribute").name, "end")
stays = Noisy("to the very end")
