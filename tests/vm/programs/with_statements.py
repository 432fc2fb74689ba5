class Manager:
    def __init__(self, name, swallow=False, fail_enter=False, fail_exit=False):
        self.name, self.swallow, self.fail_enter, self.fail_exit = name, swallow, fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter failed")
        return self.name

    def __exit__(self, kind, error, tb):
        print("exit", self.name, kind.__name__ if kind else None, error)
        if self.fail_exit:
            raise RuntimeError("exit failed")
        return self.swallow


def returns():
    with Manager("r"):
        return "value"


def loops():
    for i in range(3):
        with Manager(i):
            if i == 0:
                continue
            if i == 1:
                break
    return i


print(returns(), loops())
with Manager("a") as a, Manager("b", swallow=True) as b:
    print(a, b)
    1 / 0
print("after")
for options in ({"fail_enter": True}, {"fail_exit": True}):
    try:
        with Manager("outer"), Manager("inner", **options):
            print("body")
    except RuntimeError as error:
        print(error)
try:
    with Manager("x", fail_exit=True):
        raise ValueError("body")
except RuntimeError as error:
    print(error, "| during", repr(error.__context__))
try:
    with 5 as five:
        pass
except (TypeError, AttributeError) as error:
    print(type(error).__name__, error)


class OnlyEnter:
    def __enter__(self):
        print("not reached")


try:
    with OnlyEnter():
        pass
except (TypeError, AttributeError) as error:
    print(type(error).__name__, error)
import contextlib


@contextlib.contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    except KeyError as error:
        print("swallowed", error)
    finally:
        print("</" + name + ">")


with tag("p") as p:
    print(p)
    raise KeyError("k")
with contextlib.suppress(ZeroDivisionError), contextlib.ExitStack() as stack:
    stack.enter_context(tag("q"))
    stack.callback(print, "callback")
    1 / 0
