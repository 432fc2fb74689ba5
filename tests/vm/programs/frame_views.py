# lockstep: no, the frames of what records the steps show

"""Frames that a program takes hold of: the same one each time, alive, and chained up to the module's."""

import collections
import inspect
import logging
import sys
import traceback
import types


def f():
    frame = sys._getframe()
    line = frame.f_lineno
    return sys._getframe() is frame, frame.f_lineno - line, inspect.currentframe() is frame


print(f())


def stack():
    return [entry.name for entry in traceback.extract_stack()], [frame.function for frame in inspect.stack()]


def outer():
    return stack()


print(outer())
print(sorted([1], key=lambda _: print(outer())))
traceback.print_stack(file=sys.stdout)


def names(frame):
    found = []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def through_native_code():
    class Mapping(collections.UserDict):
        def __missing__(self, key):
            return names(sys._getframe())

    return Mapping()["x"], max([1, 2], key=lambda x: len(names(sys._getframe())))


print(through_native_code())


def depths():
    for depth in (0, 1, 2, -1, True):
        print(depth, sys._getframe(depth).f_code.co_name)
    for depth in (3, 1000, "x", 1.0):
        try:
            sys._getframe(depth)
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)


def calls_depths():
    depths()


calls_depths()


def changes_variables():
    x = 1
    frame = sys._getframe()
    kept = frame.f_locals
    frame.f_locals["x"] = 5
    frame.f_locals["new"] = 6
    return x, sorted(frame.f_locals), sorted(kept), "new" in locals()


print(changes_variables())
print(sys._getframe().f_locals is globals(), sys._getframe().f_back)


def returned():
    a, b = 1, 2
    return sys._getframe()


frame = returned()
print(frame.f_lineno - frame.f_code.co_firstlineno, dict(frame.f_locals), frame.f_back is sys._getframe())
frame.clear()
print(dict(frame.f_locals))


def generator():
    yield sys._getframe()
    yield sys._getframe().f_back.f_code.co_name


def uses():
    g = generator()
    frame = next(g)
    return frame.f_back, frame.f_code.co_name, next(g)


print(uses())
made = types.TracebackType(None, sys._getframe(), 1, 2)
print(made.tb_lineno, made.tb_frame.f_code.co_name, isinstance(sys._getframe(), types.FrameType))
print(inspect.getframeinfo(sys._getframe()).function, inspect.getmodule(sys._getframe()))


def logs():
    logging.basicConfig(stream=sys.stdout, format="%(funcName)s %(lineno)d %(message)s")
    logging.warning("here")
    logging.warning("above", stacklevel=2)


logs()
Point = collections.namedtuple("Point", "x y")
print(Point.__module__, sys._getframe, sys._getframe.__name__)

# A comprehension inside a module or class body: inlined, its variables are the frame's while it runs.
print("a" in [sys._getframe().f_locals for a in [0]][0], [sys._getframe().f_locals["a"] for a in [7]])


class Body:
    print("b" in [sys._getframe().f_locals for b in [0]][0], [sys._getframe().f_locals["b"] for b in [7]])
