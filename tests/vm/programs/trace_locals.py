# lockstep: no, tracing changes what is executed
"""The variables a trace function finds in f_locals, and what becomes of those it sets there."""

import sys


def shown(names):
    return {name: names[name] for name in sorted(names) if not name.startswith("__")}


def watching(frame, event, arg):
    if frame.f_code.co_name not in WATCHED:
        return None
    found = {name: value for name, value in frame.f_locals.items() if isinstance(value, (int, str))}
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, shown(found))
    return watching


def changing(frame, event, arg):
    if frame.f_code.co_name not in WATCHED:
        return None
    if event == "line" and "x" in frame.f_locals:
        frame.f_locals["x"] += 100
    return changing


def adding(frame, event, arg):
    if frame.f_code.co_name not in WATCHED:
        return None
    if event == "line":
        frame.f_locals["extra"] = 1
        print(shown({k: v for k, v in frame.f_locals.items() if isinstance(v, int)}))
    return adding


WATCHED = ("plain", "closed", "inner", "Body", "late", "comprehension", "looks_itself")


def plain(a, b=2):
    x = a
    y = x + b
    del a
    return y


def closed(x):
    y = x

    def inner():
        nonlocal y
        y += x
        return y

    return inner() + y


def body():
    class Body:
        x = 1
        y = x + 1

    return Body.y


def late(x):
    if x > 1000:
        z = 1
    try:
        return z
    except UnboundLocalError as error:
        return str(error)


def comprehension(x):
    return [x + i for i in range(2)]


def looks_itself(x):
    before = locals()
    x += 1
    return before["x"], x, sorted(locals())


for tracer in (watching, changing, adding):
    print("----", tracer.__name__)
    for function, arguments in (
        (plain, (1,)),
        (closed, (1,)),
        (body, ()),
        (late, (1,)),
        (comprehension, (1,)),
        (looks_itself, (1,)),
    ):
        sys.settrace(tracer)
        result = function(*arguments)
        sys.settrace(None)
        print(function.__name__, result)


def keeps(frame, event, arg):
    if frame.f_code.co_name == "plain":
        kept.append(frame)
        return keeps


kept = []
sys.settrace(keeps)
plain(5)
sys.settrace(None)
print(shown(kept[-1].f_locals))
print(kept[-1].f_locals == kept[0].f_locals, len(kept))


class Noisy:
    def __del__(self):
        print("dies")


def holds():
    noisy = Noisy()
    other = 1
    return other


def quiet(frame, event, arg):
    return quiet


sys.settrace(quiet)
holds()
print("after")
sys.settrace(None)
