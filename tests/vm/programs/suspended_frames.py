# stacks: no, from 3.13 on methods of its f_locals are functions of the machine
"""What a suspended generator or coroutine shows of itself: line, variables, code."""

import asyncio
import inspect
import sys
import traceback


def numbers(first, *rest, scale=2, **others):
    total = first
    for number in rest:
        total += (
            yield
            number * scale
        )
    unbound_so_far = yield total
    del total
    yield unbound_so_far


def show(generator):
    frame = generator.gi_frame
    if frame is None:
        print("over")
    else:
        print(frame.f_lineno - numbers.__code__.co_firstlineno, frame.f_locals, frame.f_code is numbers.__code__)


g = numbers(1, 2, 3, colour="red")
frame = g.gi_frame
show(g)
print(inspect.getgeneratorlocals(g))
for sent in (None, 10, 20, 30):
    print(g.send(sent))
    show(g)
    print(inspect.getgeneratorlocals(g) == dict(frame.f_locals), frame is g.gi_frame, frame.f_back)
print(list(g))
show(g)
print(frame.f_code.co_name, sorted(frame.f_locals))


def shares():
    inside = [1]
    argument = lambda: inside
    yield argument
    inside = 2
    yield [inside for _ in range(2)]
    other = [(lambda: each)() for each in range(2)]
    yield other


g = shares()
for value in g:
    variables = sorted(g.gi_frame.f_locals.items(), key=lambda item: item[0])
    print([(name, callable(found) or found) for name, found in variables])


def outside(shared, given):
    def inner(shared_too):
        def innermost():
            return shared_too
        yield innermost() + shared
    return inner(given)


g = outside(1, 2)
print(sorted(g.gi_frame.f_locals))
next(g)
print(sorted(g.gi_frame.f_locals))


def nothing():
    yield


g = nothing()
next(g)
print(g.gi_frame.f_locals)


def dense():
    x = yield (yield (yield 1)); y = yield x
    (yield), (yield
              ), (
        yield y)


g = dense()
for sent in [None, *range(6)]:
    print(g.send(sent), g.gi_frame.f_lineno - dense.__code__.co_firstlineno)


def long_one():
    yield 0
    """Far


    from






    there.
    """























































































































































    yield 1
    yield 2


g = long_one()
for value in g:
    print(value, g.gi_frame.f_lineno - long_one.__code__.co_firstlineno)


async def waits(name):
    before = name
    await asyncio.sleep(0)
    after = name
    await asyncio.sleep(0)
    return before, after


async def main():
    tasks = [asyncio.ensure_future(waits(name)) for name in ("a", "b")]
    for turn in range(2):
        await asyncio.sleep(0)
        for task in tasks:
            for frame in task.get_stack():
                print(frame.f_lineno - waits.__code__.co_firstlineno, frame.f_locals)
            task.print_stack(file=sys.stdout)
    print(await asyncio.gather(*tasks))


asyncio.run(main())


def raises():
    frame = (yield)
    raise ValueError


g = raises()
next(g)
try:
    g.send(g.gi_frame)
except ValueError:
    traceback.print_exc(file=sys.stdout)
