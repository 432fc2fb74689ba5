# lockstep: no, the depth at the start is that of the tracer natively
"""The frames of tracebacks are those that have run: themselves, with callers, variables and lines."""
import sys
import traceback
import types


def innermost():
    name = "innermost"
    raise ValueError(name)


def middle(n):
    frames.append(sys._getframe())
    if n:
        return middle(n - 1)
    return innermost()


def generator():
    yield 1
    raise KeyError("generator")


def chain(frame):
    while frame:
        yield frame.f_code.co_name
        frame = frame.f_back


def returns_frame(n):
    return returns_frame(n - 1) if n else sys._getframe()


def caught_here():
    try:
        raise OSError("caught")
    except OSError as error:
        entry = error.__traceback__
    print("mine", entry.tb_frame is sys._getframe(), sorted(entry.tb_frame.f_locals))
    return entry


class Dies:
    def __del__(self):
        print("dies")


def with_object():
    held = Dies()
    raise ValueError


frames = []
try:
    middle(2)
except ValueError as error:
    entry = error.__traceback__
    print(entry.tb_frame is sys._getframe(), getattr(entry, "tb_frame") is sys._getframe())
    while entry.tb_next:
        entry = entry.tb_next
        print(entry.tb_frame in frames, entry.tb_frame.f_lineno == entry.tb_lineno, end=" ")
        print(entry.tb_frame.f_locals, list(chain(entry.tb_frame)), entry.tb_frame.f_trace)
    entry.tb_frame.clear()
    print(entry.tb_frame.f_locals)
del entry, frames
print(list(chain(returns_frame(4))))
tb = caught_here()
print(tb.tb_frame.f_lineno, tb.tb_lineno, tb.tb_frame.f_locals["entry"] is tb, list(chain(tb.tb_frame)))
try:
    list(map(lambda key: sorted([1], key=lambda item: item / 0), [1]))
except ZeroDivisionError as error:
    print(list(chain(error.__traceback__.tb_next.tb_next.tb_frame)))
try:
    list(generator())
except KeyError as error:
    print(error.__traceback__.tb_next.tb_frame.f_code.co_name)
made = types.TracebackType(tb, sys._getframe(), 1, 2)
print(made.tb_frame is sys._getframe(), made.tb_next is tb)
try:
    with_object()
except ValueError as error:
    frame = error.__traceback__.tb_next.tb_frame
print("after")
frame.clear()
print("cleared")
try:
    with_object()
except ValueError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(sorted(frame.f_locals))
    traceback.clear_frames(error.__traceback__)
print(dict(frame.f_locals))
