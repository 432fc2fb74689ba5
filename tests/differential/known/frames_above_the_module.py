import inspect
import traceback


def stack():
    return [entry.name for entry in traceback.extract_stack()], [frame.function for frame in inspect.stack()]


def outer():
    return stack()


print(outer())
print(sorted([1], key=lambda _: print(outer())))
traceback.print_stack()
