import sys

events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("watched", "called"):
        events.append((frame.f_code.co_name, event, frame.f_lineno))
        return tracer


def called(x):
    return x + 1


def watched():
    y = called(1)
    try:
        1 / 0
    except ZeroDivisionError:
        y += 1
    return y


sys.settrace(tracer)
watched()
sys.settrace(None)
for event in events:
    print(event)
