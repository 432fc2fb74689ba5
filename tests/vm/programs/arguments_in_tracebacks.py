# stacks: no, behind its arguments the code of a traceback has the variables in another order
"""What libraries find of the arguments of functions that have failed: their names, in the code of the frame."""

import inspect
import operator
import traceback
import weakref

READ = operator.attrgetter("f_code.co_argcount", "f_code.co_varnames")


def show(error):
    for frame, _ in traceback.walk_tb(error.__traceback__):
        count, names = READ(frame)
        print(frame.f_code.co_name, names[:count], inspect.getargvalues(frame)[:3], inspect.getargs(frame.f_code))


def plain(a, b=2):
    c = a + b
    return c / 0


def all_kinds(a, b=2, *rest, keyword=3, **others):
    local = a
    return local / 0


def generator(number):
    squares = [each * each for each in range(number)]
    yield squares
    yield squares[number]


class Class:
    def method(self, argument):
        value = argument
        raise ValueError(value)


calls = (
    lambda: plain(1),
    lambda: all_kinds(1, 2, 3, keyword=4, other=5),
    lambda: list(generator(3)),
    lambda: Class().method(1),
    lambda: plain(1, b="x"),
)
for call in calls:
    try:
        call()
    except Exception as error:
        show(error)


def holds(argument):
    variable = argument
    return variable / 0


def cleared():
    value = Class()
    reference = weakref.ref(value)
    try:
        holds(value)
    except TypeError as error:
        kept = error
    del value
    traceback.clear_frames(kept.__traceback__)
    return reference()


print(cleared())
