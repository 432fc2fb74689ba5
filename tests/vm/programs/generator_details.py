import inspect
import types


def g():
    x = yield
    y = yield x
    return y


gen = g()
print(inspect.getgeneratorstate(gen))
next(gen)
print(inspect.getgeneratorstate(gen), gen.gi_suspended if hasattr(gen, "gi_suspended") else None)
gen.send(5)
print(gen.gi_running)
try:
    gen.send("value")
except StopIteration as stop:
    print(stop.value, gen.gi_frame, inspect.getgeneratorstate(gen))


def running():
    print(inspect.getgeneratorstate(me), me.gi_running)
    yield


me = running()
next(me)
gen.__name__ = "renamed"
print(gen.__name__, gen.__qualname__, repr(gen).split(" at ")[0], isinstance(gen, types.GeneratorType))


async def coroutine():
    await other()


async def other():
    print(inspect.getcoroutinestate(c))


c = coroutine()
print(inspect.getcoroutinestate(c))
try:
    c.send(None)
except StopIteration:
    print(inspect.getcoroutinestate(c), c.cr_frame)


@types.coroutine
def old():
    value = yield "from a generator"
    return value


async def uses_old():
    return await old()


c = uses_old()
print(c.send(None))
try:
    c.send(3)
except StopIteration as stop:
    print(stop.value)


def throws():
    try:
        yield 1
    except BaseException as error:
        print(type(error).__name__, error.args, error.__context__)
        raise LookupError("other") from error


t = throws()
next(t)
try:
    t.throw(ValueError)
except LookupError as error:
    print(repr(error.__cause__))
for arguments in ((5,), (ValueError, ValueError("v")), (ValueError("a"), "b")):
    t = throws()
    next(t)
    try:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            t.throw(*arguments)
    except (TypeError, LookupError) as error:
        print(type(error).__name__, error)


def delegated():
    result = yield from inner()
    return result


def inner():
    try:
        yield 1
    finally:
        print("inner finally")


d = delegated()
next(d)
try:
    d.throw(KeyError("through"))
except KeyError as error:
    tb, names = error.__traceback__, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
d = delegated()
next(d)
d.close()
print(list(zip(g.__code__.co_varnames, range(2))), bool(g.__code__.co_flags & inspect.CO_GENERATOR))
