import inspect


def g():
    x = yield
    y = yield x
    return y


gen = g()
print(gen.gi_frame.f_lineno, gen.gi_frame.f_locals)
next(gen)
print(gen.gi_frame.f_lineno)
gen.send(5)
print(inspect.getgeneratorlocals(gen), gen.gi_frame.f_lineno)


def inner():
    yield 1


def outer():
    yield from inner()


gen = outer()
print(gen.gi_yieldfrom)
next(gen)
print(gen.gi_yieldfrom.__name__)


async def waits():
    await other()


async def other():
    print(c.cr_await is not None)


c = waits()
print(c.cr_frame.f_lineno, c.cr_await)
try:
    c.send(None)
except StopIteration:
    print(c.cr_frame)
