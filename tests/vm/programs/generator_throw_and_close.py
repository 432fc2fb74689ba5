def careful():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as error:
                print("caught", error)
                yield "handled"
    finally:
        print("cleanup")


g = careful()
print(next(g), g.send(1), g.throw(ValueError("bad")), next(g))
g.close()
g.close()
g = careful()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))
unstarted = careful()
unstarted.close()
unstarted = careful()
try:
    unstarted.throw(TypeError("early"))
except TypeError as error:
    print(error)
for value in careful():
    print("breaking at", value)
    break
del value


class NoMethods:
    throw = close = None

    def __iter__(self):
        return self

    def __next__(self):
        return "next"


def delegates():
    try:
        yield from NoMethods()
    except BaseException as error:
        print("inside", repr(error))
        raise


for leave in (lambda g: g.throw(ValueError("thrown")), lambda g: g.close(), lambda g: g.throw(GeneratorExit)):
    generator = delegates()
    next(generator)
    try:
        print(leave(generator))
    except BaseException as error:
        print(repr(error))
