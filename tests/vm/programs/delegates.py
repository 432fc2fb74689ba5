# python: 3.11
# lockstep: no, inspect.stack() goes on above the module
"""What CPython itself does with a generator that delegates: it sees the delegate, and throws into it."""

import asyncio
import collections.abc
import inspect
import sys
import types


def inner():
    try:
        received = yield 1
        print("received", received)
        yield 2
    except ValueError as error:
        print("caught", repr(error), error.__context__)
        yield "after"
        return "returned"


def middle():
    return (yield from inner())


def outer():
    got = yield from middle()
    print("got", got)
    yield from [got]


g = outer()
print(g.gi_yieldfrom)
next(g)
print(g.gi_yieldfrom.__name__, g.gi_yieldfrom.gi_yieldfrom.__name__, g.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom)
print(g.send("sent"), g.throw(ValueError), g.send(None))
print(type(g.gi_yieldfrom).__name__)
try:
    g.send("what no list takes")
except AttributeError as error:
    print(error)
g.close()
print(g.gi_yieldfrom)


class Delegate:
    def __init__(self, outcome):
        self.outcome = outcome

    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def send(self, value):
        return "sent", value

    def throw(self, *arguments):
        print("thrown", arguments)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def close(self):
        print("closed")
        if isinstance(self.outcome, RuntimeError):
            raise self.outcome


def delegating(delegate):
    operand = [delegate, (yield from delegate)]
    print("went on with", operand[1])
    yield operand[1]


for outcome in ("yielded", StopIteration("ended"), KeyError("failed"), RuntimeError("too"), StopIteration((1, 2))):
    for thrown in (IndexError, IndexError("instance"), GeneratorExit, GeneratorExit("instance")):
        g = delegating(Delegate(outcome))
        print(next(g), g.send(5))
        try:
            print(g.throw(thrown), type(g.gi_yieldfrom))
        except BaseException as error:
            print(repr(error), repr(error.__context__), error.__traceback__.tb_next.tb_lineno)
        try:
            print(g.close())
        except BaseException as error:
            print(repr(error), repr(error.__context__))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0


sys.unraisablehook = lambda args: print("unraisable", args.exc_type.__name__, type(args.object).__name__)
g = delegating(Broken())
next(g)
for _ in range(2):
    try:
        g.throw(LookupError)
    except ZeroDivisionError as error:
        print(repr(error), g.gi_frame is None)
try:
    g.close()
except BaseException as error:
    print(repr(error))
del sys.unraisablehook


class Awaitable:
    def __await__(self):
        print("awaited from", [frame.function for frame in inspect.stack()][1:4])
        try:
            yield self
        except asyncio.CancelledError:
            print("cancelled below", [frame.function for frame in inspect.stack()][1:4])
            raise


async def leaf():
    await Awaitable()


async def branch():
    await leaf()


async def twice(coroutine):
    await coroutine


task = branch()
print(task.cr_await, task.send(None).__class__.__name__, task.cr_await.__name__, type(task.cr_await.cr_await))
try:
    task.throw(asyncio.CancelledError)
except asyncio.CancelledError as error:
    trace, lines = error.__traceback__.tb_next, []
    while trace:
        lines.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    print(lines)
running = leaf()
first, second = twice(running), twice(running)
first.send(None)
try:
    second.send(None)
except RuntimeError as error:
    print(error)
first.close()


@types.coroutine
def old():
    yield from leaf()


async def values():
    for number in range(3):
        await asyncio.sleep(0)
        print((await_of := agen.ag_await), agen.ag_running)
        yield number
        await old()


agen = values()
step = agen.asend(None)
print(step.send(None), agen.ag_await.__class__, agen.ag_frame.f_lineno)
try:
    step.send(None)
except StopIteration as stop:
    print(stop.value, agen.ag_await, agen.ag_frame.f_lineno)
step = agen.asend(None)
step.send(None)
print(agen.ag_await.__name__, agen.ag_await.gi_yieldfrom.__name__)
try:
    step.throw(KeyError)
except KeyError as error:
    print(repr(error))


def plain():
    yield from leaf()


try:
    next(plain())
except TypeError as error:
    print(error)
