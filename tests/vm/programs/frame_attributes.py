# stacks: no, its methods of frames are functions of the machine
"""What a frame object says to those who set, delete or miss its attributes, and when it can be cleared."""

import copy
import gc
import pickle
import sys
import weakref

NAMES = "f_back f_code f_globals f_builtins f_locals f_lasti f_generator no_such_thing".split()


def left():
    return sys._getframe()


def tried(call, *arguments, **keywords):
    try:
        return call(*arguments, **keywords)
    except Exception as error:
        return type(error).__name__, str(error)


frame = left()
for name in NAMES:
    print(name, tried(setattr, frame, name, 1), tried(delattr, frame, name))
for name in ("f_lineno", "f_trace_lines"):
    print(name, tried(delattr, frame, name))
print(tried(frame.clear, 1), tried(frame.clear, x=1))
print(tried(copy.copy, frame), tried(pickle.dumps, frame))


class Value:
    pass


def inner():
    1 / 0


def outer(value):
    try:
        inner()
    except ZeroDivisionError as error:
        return error


value = Value()
reference = weakref.ref(value)
error = outer(value)
del value
print(reference() is not None)
entry = error.__traceback__
while entry is not None:
    entry.tb_frame.clear()
    entry = entry.tb_next
gc.collect()
print(reference())


def suspended():
    try:
        yield sys._getframe()
        yield "was not cleared"
    finally:
        print("over")


if sys.version_info >= (3, 13):
    generator = suspended()
    print(tried(next(generator).clear), next(generator))
    generator.close()

if sys.version_info >= (3, 14):

    def here():
        yield sys._getframe().f_generator

    async def coroutine():
        return sys._getframe().f_generator

    generator, awaitable = here(), coroutine()
    print(next(generator) is generator, generator.gi_frame.f_generator is generator)
    try:
        awaitable.send(None)
    except StopIteration as stop:
        print(stop.value is awaitable)
    kept = suspended()
    frame = next(kept)
    print(frame.f_generator is kept, sys._getframe().f_generator, left().f_generator)
    kept.close()
    print(frame.f_generator)

generator = suspended()
generator.gi_frame.clear()
print(list(generator), generator.gi_frame)
if sys.version_info < (3, 13):
    generator = suspended()
    frame = next(generator)
    frame.clear()
    print(list(generator), frame.f_locals)
elif sys.version_info >= (3, 14):
    generator = suspended()
    print(generator.gi_frame.f_lasti, next(generator).f_lasti, generator.gi_frame.f_lasti)
    generator.close()
