# lockstep: no, tracing changes what is executed
import sys


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__:
        return None
    shown = arg
    if event == "exception":
        shown = (arg[0].__name__, type(arg[1]).__name__, str(arg[1]), arg[2] is None)
    elif not isinstance(arg, (int, str, type(None))):
        shown = type(arg).__name__
    print(code.co_name, event, frame.f_lineno - code.co_firstlineno, shown)
    return tracer


def traced(function, *arguments):
    print("----", function.__name__)
    sys.settrace(tracer)
    try:
        result = function(*arguments)
    except BaseException as error:
        result = error
    sys.settrace(None)
    print("=", repr(result))


def counter(n):
    while n:
        got = yield n
        n -= got or 1
    return "done"


def plain():
    return [x for x in counter(2)]


def loop():
    for x in counter(2):
        x += 1
    for x in empty():
        pass


def empty():
    return
    yield


def by_hand():
    g = counter(5)
    a = next(g)
    b = g.send(3)
    try:
        g.send(4)
    except StopIteration as stop:
        return a, b, stop.value


def thrown():
    def catcher():
        try:
            yield 1
        except ValueError as error:
            yield 2
        yield 3

    g = catcher()
    next(g)
    x = g.throw(ValueError("in"))
    try:
        g.throw(KeyError("out"))
    except KeyError:
        return x


def closed():
    def closing():
        try:
            yield 1
        finally:
            x = 1
            x += 1

    g = closing()
    next(g)
    g.close()
    h = counter(1)
    next(h)
    h.close()


def delegating():
    def outer():
        result = yield from counter(2)
        yield result
        yield from [7]

    return list(outer())


def delegating_thrown():
    def inner():
        try:
            yield 1
        except ValueError:
            yield 2

    def outer():
        yield from inner()

    g = outer()
    next(g)
    x = g.throw(ValueError("through"))
    g.close()
    return x


def expression():
    return sum(x for x in range(3)), list(
        y
        for y in (1, 2)
        if y > 1
    )


def two_at_once():
    g, h = counter(2), counter(2)
    return next(g), next(h), next(g), next(h)


async def nothing():
    return 1


class Awaitable:
    def __await__(self):
        yield "from await"
        return "awaited"


async def coroutine():
    x = await nothing()
    y = await Awaitable()
    return x, y


def driven():
    c = coroutine()
    value = c.send(None)
    try:
        c.send(None)
    except StopIteration as stop:
        return value, stop.value


async def ticker():
    for i in range(2):
        yield i


class AsyncManager:
    async def __aenter__(self):
        return 5

    async def __aexit__(self, *exc):
        return True


async def consumer():
    total = 0
    async for i in ticker():
        total += i
    async with AsyncManager() as x:
        total += x
        raise ValueError("in async with")
    return [i async for i in ticker()], total


def run_async():
    c = consumer()
    try:
        c.send(None)
    except StopIteration as stop:
        return stop.value


def pep479():
    def bad():
        yield 1
        raise StopIteration("bad")

    return list(bad())


for function in (
    plain,
    loop,
    by_hand,
    thrown,
    closed,
    delegating,
    delegating_thrown,
    expression,
    two_at_once,
    driven,
    run_async,
    pep479,
):
    traced(function)


def started_untraced():
    g = counter(3)
    next(g)
    sys.settrace(tracer)
    x = next(g)
    y = list(g)
    sys.settrace(None)
    return x, y


def stopped_midway():
    g = counter(3)
    sys.settrace(tracer)
    next(g)
    sys.settrace(None)
    next(g)
    sys.settrace(tracer)
    next(g)
    sys.settrace(None)


print(started_untraced())
stopped_midway()
