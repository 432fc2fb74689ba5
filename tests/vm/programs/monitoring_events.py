# python: 3.12
# lockstep: no, monitoring changes what is executed
"""sys.monitoring: every event of a few functions, and the offsets it is told with."""

import sys

M = sys.monitoring
E = M.events
TOOL = 2
EXCEPTIONS = (E.RAISE, E.PY_UNWIND, E.PY_THROW)  # their offsets are those of caches, and differ by version


def name_of(event):
    return next(name for name, value in vars(E).items() if value == event)


def shown(value):
    if value is M.MISSING:
        return "MISSING"
    if isinstance(value, BaseException):
        return repr(value)
    if callable(value):
        return getattr(value, "__qualname__", type(value).__name__)
    if isinstance(value, (int, str, type(None), tuple)):
        return repr(value)
    return type(value).__name__


def watcher(event):
    def callback(code, *arguments):
        if code.co_filename != __file__ or code.co_name == "monitored":
            return None
        first = code.co_firstlineno
        if event == E.LINE:
            arguments = (arguments[0] - first,)
        elif event in EXCEPTIONS:
            arguments = arguments[1:]
        print(" ", code.co_name, name_of(event), *map(shown, arguments))
        return None

    return callback


def monitored(events, function, *arguments):
    print(function.__name__, [name_of(event) for event in events])
    M.use_tool_id(TOOL, "tool")
    for event in events:
        M.register_callback(TOOL, event, watcher(event))
    wanted = sum(events)
    M.set_events(TOOL, wanted)
    try:
        result = function(*arguments)
    except Exception as error:
        result = repr(error)
    M.set_events(TOOL, 0)
    for event in events:
        M.register_callback(TOOL, event, None)
    M.free_tool_id(TOOL)
    print("=", shown(result))


def plain(x):
    y = x + 1
    return y


def one_line(x): return x


def loops(n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    while total:
        total -= 1
    for _ in []:
        pass
    return [i for i in range(2) if i]


def conditions(a, b):
    if a is None:
        return 1
    if b is not None and a:
        return 2
    return a or b


def calls():
    text = "abc"
    text.upper()
    len(text)
    int("5")
    plain(1)
    plain(x=2)
    print(*[], end="")
    list.append([], 1)
    Class().method()
    bound = Class().method
    bound()
    dict(a=1)
    max(*[1, 2], **{"key": None})
    [].sort(key=None)
    text.__len__()
    try:
        int("x")
    except ValueError:
        pass
    try:
        len(*[1, 2])
    except TypeError:
        pass


class Base:
    def method(self):
        return 1


class Class(Base):
    def method(self):
        return super().method() + super(Class, self).method()

    def __repr__(self):
        return super().__repr__()


def supers():
    c = Class()
    c.method()
    repr(c)


def generator():
    x = yield 1
    yield x
    return 5


def uses_generator():
    g = generator()
    next(g)
    g.send(2)
    return list(generator())  # a loop would see a StopIteration or not, as CPython has specialised it


def delegates():
    def outer():
        x = yield from generator()
        yield x

    return list(outer())


def thrown():
    g = generator()
    next(g)
    try:
        g.throw(KeyError(1))
    except KeyError:
        pass
    h = generator()
    next(h)
    h.close()


def handled():
    try:
        raises()
    except ValueError as error:
        return str(error)
    finally:
        plain(1)


def raises():
    raise ValueError("text")


def reraises():
    try:
        raises()
    except ValueError:
        raise


def with_statement():
    class Manager:
        def __enter__(self):
            return 1

        def __exit__(self, *exc):
            return True

    with Manager():
        raises()


def not_caught():
    try:
        raises()
    except KeyError:
        pass


class Stops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def stops():
    for _ in Stops():
        pass
    return list(Stops())


async def coroutine():
    return await nothing()


async def nothing():
    return 1


async def ticker():
    yield 1


async def ticks():
    async for x in ticker():
        plain(x)
    return [x async for x in ticker()]


def drives():
    for made in (coroutine(), ticks()):
        try:
            made.send(None)
        except StopIteration as stop:
            print(stop.value)


BRANCHES = [E.BRANCH] if sys.version_info < (3, 14) else [E.BRANCH_LEFT, E.BRANCH_RIGHT]
FLOW = [E.PY_START, E.PY_RESUME, E.PY_RETURN, E.PY_YIELD, E.PY_THROW, E.PY_UNWIND]
RAISING = [E.RAISE, E.RERAISE, E.EXCEPTION_HANDLED, E.STOP_ITERATION]
CALLS = [E.CALL, E.C_RETURN, E.C_RAISE]
ALL = [*FLOW, *RAISING, *CALLS, E.LINE, E.JUMP, *BRANCHES]
SETS = ([E.LINE], FLOW, RAISING, CALLS, [E.JUMP, *BRANCHES], [E.INSTRUCTION], ALL)
for events in SETS:
    for function, arguments in (
        (plain, (1,)),
        (one_line, (1,)),
        (loops, (3,)),
        (conditions, (1, None)),
        (conditions, (1, 2)),
        (calls, ()),
        (supers, ()),
        (uses_generator, ()),
        (delegates, ()),
        (thrown, ()),
        (handled, ()),
        (reraises, ()),
        (with_statement, ()),
        (not_caught, ()),
        (stops, ()),
        (drives, ()),
    ):
        monitored(events, function, *arguments)
