# lockstep: no, profiling changes what is executed
import sys
import threading


def profiler(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__:
        return
    if event.startswith("c_"):
        shown = repr(arg).partition(" at 0x")[0]
    else:
        shown = arg if isinstance(arg, (int, str, type(None), list)) else type(arg).__name__
    print(code.co_name, event, frame.f_lineno - code.co_firstlineno, shown)
    return 1


def profiled(function, *arguments):
    print("----", function.__name__)
    sys.setprofile(profiler)
    try:
        result = function(*arguments)
    except Exception as error:
        result = error
    finally:
        sys.setprofile(None)
    print("=", repr(result))


def plain(x):
    return helper(x) + helper(x=x)


def helper(x):
    return x * 2


def builtins():
    x = [3, 1]
    x.append(len(x))
    x.sort(key=lambda y: -y)
    sorted(x)
    list.append(x, 5)
    "a".join(map(str, x))
    return max(*x, default=0) if not x else int("3")


def keywords():
    print("a", end="\n", sep="")
    return sorted([1, 2], reverse=True), dict(a=1), print(*("x", "y"), **{"sep": "-"})


def failing():
    try:
        int("no")
    except ValueError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    try:
        len()
    except TypeError:
        pass
    try:
        len(*[1, 2])
    except TypeError:
        pass
    return helper(None)


def generator():
    yield 1
    yield 2


def uses_generator():
    g = generator()
    next(g)
    g.close()
    return list(generator())


class Class:
    def __init__(self):
        self.x = 1

    def method(self):
        return self.x

    @property
    def prop(self):
        return self.x

    def __len__(self):
        return 3


def classes():
    c = Class()
    bound = c.method
    return bound() + c.method() + c.prop + len(c) + Class.method(c)


def class_statement():
    class Inner:
        pass

    return isinstance(Inner(), Inner)


def callbacks():
    return list(map(helper, [1, 2])), sorted([2, 1], key=helper)


def evaluates():
    exec("x = 1")
    return eval("1 + 1")


def raises_through():
    def inner():
        raise KeyError(1)

    try:
        inner()
    except KeyError:
        return hasattr(1, "x")


for function in (
    builtins,
    keywords,
    failing,
    uses_generator,
    classes,
    class_statement,
    callbacks,
    evaluates,
    raises_through,
):
    profiled(function)
profiled(plain, 3)


class Failure(Exception):
    pass


def raises_at(what):
    def tracer(frame, event, arg):
        if frame.f_code.co_name == "builtin_user" and event == what:
            raise Failure(event)

    return tracer


def builtin_user(x):
    try:
        return len(x)
    except Failure as error:
        return "caught", str(error)


for event in ("call", "c_call", "c_return", "return", "c_exception"):
    for value in ("abc", 5):
        sys.setprofile(raises_at(event))
        try:
            result = builtin_user(value)
        except Exception as error:
            result = error
        now = sys.getprofile()
        sys.setprofile(None)
        print(event, repr(result), now)


# ---- both at once ----


def tracer(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        print("trace", frame.f_code.co_name, event)
        return tracer


sys.setprofile(profiler)
sys.settrace(tracer)
helper(5)
sys.settrace(None)
sys.setprofile(None)


# ---- threads ----


def in_thread():
    helper(1)


for hook in (profiler, None):
    threading.setprofile(hook)
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
for hook in (tracer, None):
    threading.settrace(hook)
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
