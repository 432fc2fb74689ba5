# lockstep: no, tracing changes what is executed
"""A trace function sets f_lineno."""

import sys
import warnings

warnings.simplefilter("ignore")


def jumps(function, start, target, *arguments, event="line"):
    first = function.__code__.co_firstlineno
    done = []

    def tracer(frame, what, arg):
        if frame.f_code.co_filename != __file__ or frame.f_code.co_firstlineno != first:
            return None
        if what == event and frame.f_lineno == first + start and not done:
            done.append(frame.f_lineno)
            try:
                frame.f_lineno = target if isinstance(target, str) else first + target
            except (ValueError, AttributeError) as error:
                print("  refused:", error)
            else:
                print("  now at", frame.f_lineno - first)
        return tracer

    print(function.__name__, start, "to", target)
    output = []
    sys.settrace(tracer)
    try:
        result = function(output, *arguments)
        if hasattr(result, "__next__"):
            result = list(result)
    except Exception as error:
        result = repr(error)
    sys.settrace(None)
    print("  ", output, result)


def straight(output):
    output.append(1)
    output.append(2)
    output.append(3)
    return output[0] + 1


def loop(output):
    output.append(1)
    for i in 1, 2, 3:
        output.append(10 + i)
        output.append(20 + i)
    output.append(3)
    while len(output) < 12:
        output.append(4)
        output.append(5)
    output.append(6)


def handled(output):
    output.append(1)
    try:
        output.append(2)
        1 / 0
        output.append(3)
    except ZeroDivisionError as error:
        output.append(4)
        output.append(5)
    else:
        output.append(6)
    finally:
        output.append(7)
        output.append(8)
    output.append(9)


class Manager:
    def __init__(self, output):
        self.output = output

    def __enter__(self):
        self.output.append("enter")

    def __exit__(self, *exc):
        self.output.append("exit")


def managed(output):
    output.append(1)
    with Manager(output):
        output.append(2)
        output.append(3)
    output.append(4)
    for i in 1, 2:
        with Manager(output):
            output.append(5)
    return 5


def nested(output):
    for i in 1, 2:
        output.append(i)
        for j in 3, 4:
            output.append(j)
            output.append(j)
        output.append(5)
    output.append(6)


def generator(output):
    output.append(1)
    yield 1
    output.append(2)
    yield 2
    output.append(3)


def unbound(output):
    x = 1
    y = 2
    output.append(x)
    return x, y


def conditions(output, x):
    if x:
        output.append(1)
    else:
        output.append(2)
    y = (
        1
        if x
        else 2
    )
    return y


for start in range(1, 5):
    for target in range(-1, 6):
        jumps(straight, start, target)
for start in range(1, 10):
    for target in range(1, 10):
        jumps(loop, start, target)
for start in range(1, 14 if sys.version_info >= (3, 11) else 5):  # before, CPython crashes
    for target in range(1, 15):
        jumps(handled, start, target)
for start in range(1, 9):
    for target in range(1, 10):
        jumps(managed, start, target)
for start in range(1, 8):
    for target in range(1, 8):
        jumps(nested, start, target)
for start in range(1, 6):
    for target in range(1, 6):
        jumps(generator, start, target)
        if start in (2, 4) and sys.version_info[:2] != (3, 13):  # where CPython crashes
            jumps(generator, start, target, event="return")
for event in ("call", "return", "exception", "opcode"):
    jumps(straight, 0, 2, event=event)
    jumps(straight, 4, 2, event=event)
    jumps(handled, 4, 5, event=event)
jumps(generator, 2, 5, event="call")
jumps(straight, 1, "x")
jumps(straight, 1, 10**10)
jumps(unbound, 1, 3)
jumps(unbound, 1, 4)
if sys.version_info >= (3, 11):
    for start in range(1, 9):
        for target in range(1, 9):
            jumps(conditions, start, target, 1)
