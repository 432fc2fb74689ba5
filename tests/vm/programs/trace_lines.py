# lockstep: no, tracing changes what is executed
import sys

depth = 0


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__:
        return None
    where = frame.f_lineno - code.co_firstlineno
    shown = arg
    if event == "exception":
        shown = (arg[0].__name__, str(arg[1]), arg[2] is None)
    elif not isinstance(arg, (int, str, type(None), tuple, list)):
        shown = type(arg).__name__
    print(code.co_name, event, where, frame.f_lasti >= 0, shown)
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


def straight():
    x = 1
    y = 2

    z = x + y
    return z


def branches(flag):
    if flag:
        x = 1
    else:
        x = 2
    y = 3 if flag else 4
    return x and y or 0


def loops():
    total = 0
    for i in range(3):
        total += i
    while total > 0:
        total -= 2
        if total == 1:
            continue
        if total < 0:
            break
    else:
        total = 100
    for i in []:
        pass
    else:
        total += 1
    return total


def one_line_loops():
    for i in range(3): pass
    i = 3
    while i: i -= 1
    return i


def tight():
    i = 3
    while i > 0:
        i -= 1


def many_lines(a,
               b=2,
               *,
               c=3):
    return [
        a,
        b,
        c,
        (a +
         b +
         c),
    ]


def calls():
    return straight() + branches(
        True
    ) + branches(False)


def recursion(n):
    if n == 0:
        return 0
    return 1 + recursion(n - 1)


def comprehension():
    x = [i * 2
         for i in range(3)
         if i != 1]
    y = {i: i for i in range(2)}
    z = sum(i for i in range(2))
    return x, len(y), z


def decorated():
    def decorator(function):
        return function

    @decorator
    def inner(
        x=1,
    ):
        return x

    @decorator
    class Inner:
        """With a body."""

        attribute = 1

        def method(self):
            return self.attribute

    return inner() + Inner().method()


def one_liner(): return 7


def semicolons(): x = 1; y = 2; return x + y


def empty():
    pass


def docstring():
    """Only this."""


def strings():
    """And this."""
    x = (
        "a"
        "b"
    )
    return f"{x}" \
        f"{x!r}"


def assertion():
    assert True, "never"
    assert 1 == 1


def nested():
    def outer():
        x = 1

        def inner():
            return x
        return inner
    return outer()()


def global_statement():
    global depth
    depth += 1
    del depth
    depth = 0


def conditions(a, b):
    if (a and
            b):
        return 1
    if a or b: return 2
    elif not a: return 3


def ternary_chain(x):
    return (1 if x == 1 else
            2 if x == 2 else
            3)


def loop_with_nested_break():
    for i in range(3):
        for j in range(3):
            if j == 1:
                break
            if i == 1:
                break
        else:
            continue
        if i == 2:
            return i, j


def walrus():
    while (n := len("ab")) < 2:
        pass
    return n


def while_true():
    n = 0
    while True:
        n += 1
        if n == 2:
            break
    while 1: break
    return n


def chained():
    return "a b".upper().lower(
    ).split(
        " "
    )


traced(straight)
traced(branches, True)
traced(branches, False)
traced(loops)
traced(one_line_loops)
traced(tight)
traced(many_lines, 1)
traced(calls)
traced(recursion, 2)
traced(comprehension)
traced(decorated)
traced(one_liner)
traced(lambda: 8)
traced(semicolons)
traced(empty)
traced(docstring)
traced(strings)
traced(assertion)
traced(nested)
traced(global_statement)
traced(conditions, 1, 0)
traced(conditions, 1, 1)
traced(conditions, 0, 0)
traced(ternary_chain, 2)
traced(loop_with_nested_break)
traced(walrus)
traced(while_true)
traced(chained)
