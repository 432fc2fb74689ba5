# lockstep: no, tracing changes what is executed
"""How trace functions are set, replaced, dropped, and what becomes of what they raise."""

import inspect
import sys
import traceback
import types

HERE = __file__


def show(frame, event, arg, by):
    code = frame.f_code
    if code.co_filename == HERE:
        kind = arg if isinstance(arg, (int, str, type(None))) else type(arg).__name__
        print(by, code.co_name, event, frame.f_lineno - code.co_firstlineno, kind)


def all_of_it(frame, event, arg):
    show(frame, event, arg, "all")
    return all_of_it


def only_calls(frame, event, arg):
    show(frame, event, arg, "calls")


def first_local(frame, event, arg):
    show(frame, event, arg, "first")
    return second_local


def second_local(frame, event, arg):
    show(frame, event, arg, "second")
    if event == "line":
        return third_local


def third_local(frame, event, arg):
    show(frame, event, arg, "third")


def work(x):
    y = helper(x)
    y += 1
    return y


def helper(x):
    return x * 2


def traced(function, *arguments, by):
    print("----", function.__name__, by.__name__)
    sys.settrace(by)
    try:
        result = function(*arguments)
    except Exception as error:
        result = error
        traceback.print_exc(file=sys.stdout)
    finally:
        left = sys.gettrace()
        sys.settrace(None)
    print("=", repr(result), left)


traced(work, 1, by=all_of_it)
traced(work, 1, by=only_calls)
traced(work, 1, by=first_local)


# ---- setting it from within ----


def switches_itself_off(frame, event, arg):
    show(frame, event, arg, "off")
    if frame.f_code is not None and event == "line":
        sys.settrace(None)
    return switches_itself_off


def replaces_itself(frame, event, arg):
    show(frame, event, arg, "replaced")
    sys.settrace(all_of_it)
    return replaces_itself


traced(work, 1, by=switches_itself_off)
traced(work, 1, by=replaces_itself)


def turns_on_inside(x):
    y = x
    sys.settrace(all_of_it)
    y += 1
    helper(y)
    sys._getframe().f_trace = all_of_it
    y += 1
    helper(y)
    sys.settrace(None)
    y += 1
    helper(y)
    return y


print(turns_on_inside(1))


def traces_the_caller():
    frame = sys._getframe(1)
    frame.f_trace = all_of_it
    sys.settrace(all_of_it)


def caller():
    x = 1
    traces_the_caller()
    x += 1
    helper(x)
    sys.settrace(None)


caller()


# ---- raising ----


class Failure(Exception):
    pass


def raises_at(what, name="work"):
    def tracer(frame, event, arg):
        if frame.f_code.co_name == name and event == what:
            raise Failure(event)
        return tracer

    tracer.__name__ = "raises at " + what
    return tracer


def catches(x):
    try:
        y = helper(x)
        y += 1
    except Failure as error:
        return "caught", str(error), sys.gettrace()
    return y


def fails(x):
    y = x
    raise ValueError(y)


def fails_inside(x):
    try:
        fails(x)
    except Exception as error:
        return repr(error), repr(error.__context__)


for event in ("call", "line", "return", "exception"):
    traced(work, 1, by=raises_at(event))
    traced(catches, 1, by=raises_at(event, "helper"))
    traced(catches, 1, by=raises_at(event, "catches"))
    traced(fails_inside, 1, by=raises_at(event, "fails"))
    traced(fails_inside, 1, by=raises_at(event, "fails_inside"))


def generator():
    try:
        yield 1
        yield 2
    except Failure as error:
        yield "caught"


def uses_generator():
    return list(generator())


for event in ("call", "line", "return"):
    traced(uses_generator, by=raises_at(event, "generator"))


# ---- callables of other kinds, results of other kinds ----


class Tracer:
    def __init__(self):
        self.events = []

    def __call__(self, frame, event, arg):
        self.events.append((frame.f_code.co_name, event))
        return self.local

    def local(self, frame, event, arg):
        self.events.append((frame.f_code.co_name, event))
        return self


tracer = Tracer()
sys.settrace(tracer)
work(1)
print(sys.gettrace() is tracer)
sys.settrace(None)
print(tracer.events)


def returns_a_number(frame, event, arg):
    show(frame, event, arg, "number")
    return 5


traced(work, 1, by=returns_a_number)
sys.settrace(7)
try:
    work(1)
except TypeError as error:
    print(error, sys.gettrace())


# ---- the frame ----


def looks(frame, event, arg):
    if frame.f_code.co_name != "looked_at":
        return None
    print(event, isinstance(frame, types.FrameType), inspect.isframe(frame), type(frame).__name__)
    print(repr(frame).startswith("<frame at 0x"), repr(frame).rpartition(", line")[2])
    print(frame.f_code.co_varnames, frame.f_back.f_code.co_name, frame.f_back.f_back.f_code.co_name)
    print(frame.f_back.f_back.f_back, sorted(frame.f_locals), frame.f_globals is globals())
    print(frame.f_builtins["len"] is len, frame.f_trace is looks, frame.f_trace_lines, frame.f_trace_opcodes)
    kept.append(frame)
    print(len({id(f) for f in kept}), sys._getframe().f_back is frame)
    if event == "line":
        try:
            frame.clear()
        except RuntimeError as error:
            print(error)
    for name in ("f_code", "f_back", "f_globals"):
        try:
            setattr(frame, name, None)
        except AttributeError:
            print("AttributeError")
    for value in (0, None, "x"):
        try:
            frame.f_trace_lines = value
        except TypeError as error:
            print(error)
    return looks


def looked_at(a):
    b = a
    return b


kept = []
traced(looked_at, 1, by=looks)
frame = kept.pop()
print(frame.f_lineno - frame.f_code.co_firstlineno, frame.f_locals, frame.f_back.f_code.co_name)
del frame.f_trace
print(frame.f_trace)
kept.clear()
frame.clear()
print(frame.f_locals)


# ---- no lines ----


def without_lines(frame, event, arg):
    show(frame, event, arg, "without")
    frame.f_trace_lines = False
    return without_lines


traced(work, 1, by=without_lines)
traced(fails_inside, 1, by=without_lines)


# ---- tracing within tracing ----


def nests(frame, event, arg):
    show(frame, event, arg, "nests")
    helper(100)
    if event == "line" and frame.f_code.co_name == "work":
        print(sys.call_tracing(helper, (5,)))
    return nests


traced(work, 1, by=nests)
print(sys.call_tracing(helper, (6,)))

for function in (sys.settrace, sys.gettrace, sys.setprofile, sys.getprofile, sys.call_tracing):
    print(function, function.__name__, function.__module__, function.__self__ is sys, callable(function))
    print(inspect.isbuiltin(function), isinstance(function, types.BuiltinFunctionType))
for arguments in ((), (1, 2, 3)):
    for function in (sys.settrace, sys.gettrace, sys.setprofile, sys.call_tracing):
        try:
            print(function(*arguments))
        except TypeError as error:
            print(error)
