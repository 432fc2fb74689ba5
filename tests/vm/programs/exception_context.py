def show(error):
    seen = []
    while error is not None:
        seen.append((type(error).__name__, str(error), error.__suppress_context__))
        error = error.__cause__ or error.__context__
    print(seen)


try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as error:
    show(error)
try:
    try:
        1 / 0
    except ZeroDivisionError as zero:
        raise ValueError("from") from zero
except ValueError as error:
    show(error)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("none") from None
except ValueError as error:
    show(error)
try:
    try:
        {}["k"]
    finally:
        [][0]
except IndexError as error:
    show(error)


def helper():
    raise RuntimeError("in helper")


try:
    try:
        raise KeyError("outer")
    except KeyError:
        helper()
except RuntimeError as error:
    show(error)
try:
    raise ValueError("x") from 5
except TypeError as error:
    show(error)
try:
    raise ValueError("class as cause") from KeyError
except ValueError as error:
    show(error)
import sys

try:
    raise ValueError
except ValueError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is not None)
    try:
        raise KeyError
    except KeyError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())


def generator():
    print("in generator", sys.exc_info()[0])
    try:
        yield 1
        raise LookupError
    except LookupError:
        yield sys.exc_info()[0]
        print("still", sys.exc_info()[0])


try:
    raise OSError
except OSError:
    g = generator()
    next(g)
print(next(g), sys.exc_info()[0])
print(next(g, "end"), sys.exc_info()[0])
