# stacks: 3.12, before a trace function brings the dict of locals() up to date
"""What is seen of a frame's variables in tracebacks, and how long they live by it."""
import sys
import traceback
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


def raising(thing):
    local = thing
    raise ValueError(local)


def show(error):
    stack = traceback.TracebackException.from_exception(error, capture_locals=True).stack
    for entry in stack:
        print(entry.name, entry.lineno, sorted(entry.locals or {}), (entry.locals or {}).get("thing"))


def gone(reference):
    print("gone" if reference() is None else "still there")


def dies_after_the_handler():
    thing = Thing("a")
    reference = weakref.ref(thing)
    try:
        raising(thing)
    except ValueError:
        pass
    thing = None
    gone(reference)


def dies_as_the_handled_one(drop):
    thing = Thing("b")
    reference = weakref.ref(thing)
    try:
        try:
            raising(thing)
        except ValueError:
            raise KeyError from None
    except KeyError as error:
        error.__context__ = None
        thing = None
        gone(reference)
        show(error)


def shared_with_an_inner_function():
    def inner():
        return thing

    thing = Thing("c")
    reference = weakref.ref(thing)
    try:
        raise KeyError
    except KeyError as error:
        thing = None
        gone(reference)
        show(error)


def native_code_looks_in_the_handler():
    before = 1
    try:
        raising(before)
    except ValueError:
        after = 2
        kind, error, trace = sys.exc_info()
        found = traceback.StackSummary.extract(traceback.walk_tb(trace), capture_locals=True)
        print([(entry.name, entry.lineno) for entry in found])
        stack = traceback.TracebackException.from_exception(error, capture_locals=True).stack
        print([sorted(name for name in entry.locals if name != "found") for entry in stack])
        del kind, error, trace


def left_later(how):
    value = "before"
    try:
        try:
            raising(value)
        finally:
            value = "after"
    except ValueError as error:
        extra = "in the handler"
        if how == "bare":
            raise
        if how == "again":
            raise error


dies_after_the_handler()
dies_as_the_handled_one(0)
shared_with_an_inner_function()
native_code_looks_in_the_handler()
for how in "bare", "again":
    try:
        left_later(how)
    except ValueError as caught:
        stack = traceback.TracebackException.from_exception(caught, capture_locals=True).stack
        for entry in list(stack)[1:]:
            print(how, entry.name, entry.lineno, sorted(entry.locals.items()))



def of_a_class_body():
    class Failing:
        first = 1
        raise KeyError


mark = "here"
for call in of_a_class_body, lambda: mark + 1:
    try:
        call()
    except Exception as caught:
        stack = traceback.TracebackException.from_exception(caught, capture_locals=True).stack
        for entry in stack:
            found = entry.locals or {}
            print(entry.name, found.get("mark"), found.get("first"), found.get("__qualname__"))


def after_the_handler():
    value = [1]
    kept = None
    try:
        raising(value)
    except ValueError as error:
        kept = error
    value.append(2)
    show(kept)
    entries = traceback.StackSummary.extract(traceback.walk_tb(kept.__traceback__), limit=1, capture_locals=True)
    print(entries[0].locals["value"])
    value = Thing("d")
    reference = weakref.ref(value)
    value = None
    gone(reference)
    return kept


show(after_the_handler())


def generator():
    thing = Thing("e")
    references.append(weakref.ref(thing))
    try:
        raise KeyError
    except KeyError:
        pass
    yield 1


references = []
made = generator()
next(made)
del made
gone(references[0])
