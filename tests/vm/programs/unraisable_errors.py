# lockstep: no, CPython does not trace a generator that is closed up to 3.10
"""Errors that nobody can catch, reported with the line at which they came up."""

import gc
import sys
import traceback
import warnings


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


class Failing:
    def __del__(self):
        raise ValueError("dropped")


async def coroutine():
    pass


def drops_a_variable():
    generator = stubborn()
    next(generator)
    del generator


class Holder:
    pass


drops_a_variable()
generator = stubborn()
next(generator)
del generator
holder = Holder()
holder.generator = stubborn()
next(holder.generator)
del holder.generator
generators = [stubborn()]
next(generators[0])
generators[0] = None
Failing()
cycle = Failing()
cycle.own = cycle
del cycle
gc.collect()
warnings.simplefilter("error")
coroutine()
print(sys.unraisablehook is sys.__unraisablehook__, sys.unraisablehook)


def hook(unraisable):
    print(unraisable.exc_type, unraisable.exc_value, unraisable.err_msg is None)
    sys.__unraisablehook__(unraisable)
    traceback.print_tb(unraisable.exc_traceback)


sys.unraisablehook = hook
drops_a_variable()
Failing()
at_the_end = Failing()


def by_c_code():
    """C code reports an error of its own, which has no traceback."""
    try:
        import _testcapi
    except ImportError:
        return
    if hasattr(_testcapi, "err_writeunraisable"):
        _testcapi.err_writeunraisable(ValueError(42), "an object")
    else:
        _testcapi.write_unraisable_exc(ValueError(42), "because", "an object")


by_c_code()
