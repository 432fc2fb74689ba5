# python: 3.12
# lockstep: no, monitoring changes what is executed
"""sys.monitoring: tools, local events, DISABLE, restart_events, what callbacks raise, and its refusals."""

import sys
import threading

M = sys.monitoring
E = M.events


def work(n):
    total = 0
    for i in range(n):
        total += helper(i)
    return total


def helper(x):
    return x * 2


def printer(label, result=None):
    def callback(code, *arguments):
        if code.co_filename == __file__ and code.co_name in ("work", "helper", "generator"):
            told = [a - code.co_firstlineno if event_is_line else a for a in arguments[:1]]
            print(" ", label, code.co_name, *told)
            return result

    event_is_line = label.endswith("line")
    return callback


def lines_of(tool):
    return M.register_callback(tool, E.LINE, printer(f"{tool} line"))


# ---- tools ----

print(M.get_tool(0), M.get_tool(3))
M.use_tool_id(0, "zero")
M.use_tool_id(3, "three")
print(M.get_tool(0), M.get_tool(3), M._all_events())
lines_of(0)
lines_of(3)
M.set_events(0, E.LINE)
M.set_events(3, E.LINE | E.CALL)
print(M.get_events(0), M.get_events(3), M._all_events())
work(2)
M.set_events(3, 0)
work(1)
M.set_events(0, 0)
work(1)

# ---- local events ----

print(M.get_local_events(0, work.__code__))
M.set_local_events(0, helper.__code__, E.LINE)
print(M.get_local_events(0, helper.__code__), M.get_local_events(0, work.__code__))
work(2)
M.set_local_events(0, work.__code__, E.LINE | E.PY_START)
M.register_callback(0, E.PY_START, printer("0 start"))
work(1)
M.set_local_events(0, work.__code__, 0)
M.set_events(0, E.LINE)
M.set_local_events(0, helper.__code__, 0)
work(1)
M.set_events(0, 0)

# ---- DISABLE ----


def disables(code, *arguments):
    if code.co_filename == __file__ and code.co_name in ("work", "helper"):
        print("  disabled", code.co_name, arguments[0] - code.co_firstlineno)
    return M.DISABLE


M.register_callback(0, E.LINE, disables)
M.set_events(0, E.LINE)
work(3)
print("again")
work(3)
print("restarted")
M.restart_events()
work(2)
M.set_events(3, E.LINE)
print("with another tool")
work(1)
M.set_events(0, 0)
M.set_events(0, E.LINE)
print("set anew")
work(1)
M.set_events(0, 0)
helper(1)
M.set_events(0, E.LINE)
print("and after a run")
work(1)
M.set_events(0, 0)
M.set_events(3, 0)

# ---- raising ----


class Failure(Exception):
    pass


def raises(code, *arguments):
    if code.co_name == "helper":
        raise Failure(*[type(a).__name__ for a in arguments])


def catches():
    try:
        return helper(1)
    except Failure as error:
        return "caught", error.args


for event in (E.PY_START, E.LINE, E.PY_RETURN, E.INSTRUCTION):
    M.register_callback(0, event, raises)
    M.set_events(0, event)
    print(catches(), M.get_events(0))
    M.set_events(0, 0)
    M.register_callback(0, event, None)


def returns_disable(code, *arguments):
    return M.DISABLE


def fails():
    try:
        raise KeyError("k")
    except KeyError as error:
        return "key", error.args
    except ValueError as error:
        return "value", error.args


for event in (E.RAISE, E.EXCEPTION_HANDLED, E.PY_UNWIND):
    M.register_callback(0, event, returns_disable)
    M.set_events(0, event)
    try:
        print(fails())
    except Exception as error:
        print(type(error), error.args)
    M.set_events(0, 0)
    print(M.register_callback(0, event, None))

# ---- callbacks ----

print(M.register_callback(0, E.LINE, len), M.register_callback(0, E.LINE, None), M.register_callback(0, E.LINE, None))


def nested(code, line):
    if code.co_name == "helper":
        print("  nested", helper(5), sys._getframe().f_back.f_code.co_name)


M.register_callback(0, E.LINE, nested)
M.set_events(0, E.LINE)
work(1)
M.set_events(0, 0)


def turns_off(code, line):
    if code.co_name == "work":
        print("  off at", line - code.co_firstlineno)
        M.set_events(0, 0)


M.register_callback(0, E.LINE, turns_off)
M.set_events(0, E.LINE)
work(2)


def generator():
    yield 1
    yield 2


lines_of(0)
g = generator()
next(g)
M.set_events(0, E.LINE)
next(g)
M.set_events(0, 0)

# ---- with a trace and a profile function ----


def tracer(frame, event, arg):
    if frame.f_code.co_name == "helper":
        print("  trace", event)
        return tracer


M.set_events(0, E.LINE | E.PY_START)
sys.settrace(tracer)
sys.setprofile(lambda frame, event, arg: frame.f_code.co_name == "helper" and print("  profile", event))
helper(1)
sys.setprofile(None)
sys.settrace(None)
M.set_events(0, 0)

# ---- threads ----

M.set_events(0, E.LINE)
thread = threading.Thread(target=work, args=(1,))
thread.start()
thread.join()
M.set_events(0, 0)

# ---- freeing ----

M.set_events(0, E.LINE)
M.free_tool_id(0)
print(M.get_tool(0), M.get_events(0))
helper(1)
M.use_tool_id(0, "again")
print(M.get_events(0))
M.set_events(0, 0)
M.free_tool_id(0)

# ---- refusals ----

for call in (
    lambda: M.use_tool_id(6, "six"),
    lambda: M.use_tool_id(-1, "minus"),
    lambda: M.use_tool_id(3, "taken"),
    lambda: M.use_tool_id(1, 5),
    lambda: M.use_tool_id("1", "x"),
    lambda: M.use_tool_id(1),
    lambda: M.use_tool_id(tool_id=1, name="x"),
    lambda: M.set_events(1, E.LINE),
    lambda: M.set_events(9, E.LINE),
    lambda: M.set_events(3, -1),
    lambda: M.set_events(3, 1 << 30),
    lambda: M.set_events(3, E.C_RETURN),
    lambda: M.set_events(3, E.C_RETURN | E.CALL),
    lambda: M.set_events(3, E.C_RETURN | E.C_RAISE | E.CALL),
    lambda: M.get_events(3),
    lambda: M.set_events(3, 0),
    lambda: M.set_local_events(3, 5, E.LINE),
    lambda: M.set_local_events(3, work.__code__, E.RAISE),
    lambda: M.set_local_events(1, work.__code__, E.LINE),
    lambda: M.get_local_events(3, None),
    lambda: M.get_local_events(7, work.__code__),
    lambda: M.register_callback(3, E.LINE | E.CALL, len),
    lambda: M.register_callback(3, 1 << 30, len),
    lambda: M.register_callback(3, 0, len),
    lambda: M.register_callback(8, E.LINE, len),
    lambda: M.get_tool(10),
    lambda: M.free_tool_id(11),
    lambda: M.free_tool_id(5),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(M, M.use_tool_id, M.use_tool_id.__module__)
