# stacks: 3.11, before a trace function keeps what variables have held until the next line
import sys
import warnings

warnings.simplefilter("default")


class Loud:
    def __index__(self):
        return True

    def __int__(self):
        return True


def truth():
    return not NotImplemented


def line(warning):
    return warning.category.__name__, warning.filename == __file__, warning.lineno, str(warning.message)[:30]


def dropped():
    kept = open(__file__)
    kept = None
    open(__file__)


def inverted(flag):
    return ~flag


calls = [dropped, lambda: range(10)[Loud()], lambda: int(Loud()), lambda: [1, 2][Loud()]]
if sys.version_info < (3, 14):
    calls.append(truth)
if sys.version_info >= (3, 12):
    calls.append(lambda: inverted(True))
for call in calls:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            try:
                call()
            except Exception as error:
                print(type(error).__name__, error)
        print([line(warning) for warning in caught])
    warnings.simplefilter("error")
    try:
        call()
        print("no exception")
    except Warning as warning:
        print(type(warning).__name__, warning, warning.__traceback__.tb_next.tb_lineno)
    except Exception as error:
        print(type(error).__name__, error)
    warnings.simplefilter("default")
    call()
    call()
print(sorted(str(key[0])[:20] for key in __warningregistry__ if key != "version"))
print(type(warnings).__name__, len(warnings.filters) > 0, warnings.filters[0][0])
warnings.filters.insert(0, ("ignore", None, Warning, None, 0))
dropped()
warnings.filters = []
dropped()
