import sys


def f():
    frame = sys._getframe()
    line = frame.f_lineno
    return sys._getframe() is frame, frame.f_lineno - line


print(f())
