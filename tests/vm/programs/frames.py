import inspect
import sys


def where():
    frame = sys._getframe(1)
    return frame.f_code.co_name, frame.f_lineno


def caller():
    return where()


print(caller(), inspect.currentframe().f_lineno)


def names():
    return list(sys._getframe().f_locals) + list(sys._getframe(1).f_locals)


def outer():
    mine = 1
    return sorted(names())


print(outer())
print(inspect.signature(lambda a, *b, c=1, **d: 0), inspect.getsource(caller).strip())
print(inspect.isgeneratorfunction(where), where.__code__.co_argcount, caller.__code__.co_names)
import traceback

try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc())


import warnings

warnings.warn("look at the line", stacklevel=1)
