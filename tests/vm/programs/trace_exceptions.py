# lockstep: no, tracing changes what is executed
import sys


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__:
        return None
    shown = arg
    if event == "exception":
        kind, value, traceback = arg
        lines = []
        while traceback is not None:
            lines.append(traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno)
            traceback = traceback.tb_next
        handled = sys.exc_info()[1]
        shown = (kind.__name__, type(value).__name__, str(value), lines, repr(handled))
    print(code.co_name, event, frame.f_lineno - code.co_firstlineno, shown)
    return tracer


def traced(function, *arguments):
    print("----", function.__name__)
    sys.settrace(tracer)
    try:
        result = function(*arguments)
    except BaseException as error:
        result = error
    sys.settrace(None)
    print("=", repr(result))


def raises():
    raise ValueError("one")


def from_c():
    return int("no number")


def handled():
    try:
        raises()
    except ValueError as error:
        x = str(error)
    return x


def not_handled_here():
    try:
        raises()
    except TypeError:
        pass
    except (KeyError, OSError) as error:
        print(error)


def reraised():
    try:
        raises()
    except ValueError:
        raise


def finally_passes():
    try:
        try:
            raises()
        finally:
            x = 1
            x += 1
    except ValueError:
        return x


def finally_leaves():
    try:
        raises()
    finally:
        x = 1
        x += 1


def finally_returns():
    try:
        raises()
    finally:
        return 5


def normal_finally():
    try:
        x = 1
    except ValueError:
        x = 2
    else:
        x = 3
    finally:
        x = 4
    return x


def return_through_finally():
    for i in range(2):
        try:
            if i:
                return i
            continue
        finally:
            i = 10


def nested_handlers():
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            raises()
    except ValueError as error:
        try:
            {}["key"]
        except KeyError:
            return error.__context__


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return self.swallow


def with_normal():
    with Manager(False) as m:
        x = 1
    return x


def with_swallowed():
    with Manager(True):
        raises()
    return 2


def with_passed():
    with Manager(False), \
            Manager(False):
        x = 1
        raises()


def with_return():
    with Manager(False):
        for i in range(3):
            with Manager(False):
                if i == 1:
                    return i


def loop_of_handlers():
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
        except ValueError:
            continue
        x = i
    return x


class Stops:
    def __init__(self):
        self.count = 2

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise StopIteration
        return self.count


def iteration():
    total = 0
    for i in Stops():
        total += i
    return total, list(Stops()), [j for j in Stops()]


def chained():
    try:
        raises()
    except ValueError as error:
        raise TypeError("two") from error


def deep(n):
    if n:
        deep(n - 1)
    raise KeyError(n)


def assertion():
    assert 0, (
        "message"
    )


def unbound():
    print(nothing)


def in_call():
    return len(
        5
    )


def callback():
    return sorted([2, 1], key=lambda x: raises())


def swallowed_by_c():
    class Odd:
        def __getattr__(self, name):
            raise AttributeError(name)

    return hasattr(Odd(), "x"), getattr(Odd(), "x", 3)


def generator_exit():
    def generator():
        try:
            yield 1
        finally:
            print("closing")

    for _ in generator():
        break
    return 1


def type_error():
    straight = raises
    straight(1)


for function in (
    raises,
    from_c,
    handled,
    not_handled_here,
    reraised,
    finally_passes,
    finally_leaves,
    finally_returns,
    normal_finally,
    return_through_finally,
    nested_handlers,
    with_normal,
    with_swallowed,
    with_passed,
    with_return,
    loop_of_handlers,
    iteration,
    chained,
    assertion,
    unbound,
    in_call,
    callback,
    swallowed_by_c,
    generator_exit,
    type_error,
):
    traced(function)
traced(deep, 2)
