# lockstep: no, its levels count the frames of who runs it
"""warnings.warn() names the program's lines, whoever calls it and from wherever."""
import sys
import types
import warnings


def natively(function):
    """The same function; code that was made by hand runs natively."""
    code = function.__code__
    return types.FunctionType(code.replace(co_code=code.co_code), globals(), function.__name__)


def warns(level=2):
    warnings.warn("from %s" % level, stacklevel=level)


def generates(level):
    warnings.warn("generated", DeprecationWarning, level)
    yield level


class Natively:
    __get__ = natively(lambda self, instance, owner: warns(3))
    __len__ = natively(lambda self: warnings.warn("len", stacklevel=2) or 3)
    __add__ = natively(lambda self, other: warnings.warn("add", UserWarning, 2))
    __call__ = natively(lambda self: native_generator(3))


class Class:
    attribute = Natively()


native_warns, native_generator = natively(warns), natively(generates)


def show(*arguments, **keywords):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function, *rest = arguments
        try:
            function(*rest, **keywords)
        except TypeError as error:
            print(error)
    print([(str(one.message), one.category.__name__, one.lineno, one.filename == __file__) for one in caught])


def uses():
    Class().attribute
    len(Natively())
    Natively() + 1
    for one in native_generator(2):
        pass
    [*native_generator(1)], list(native_generator(2)), next(native_generator(2))
    for one in Natively()():
        pass


for level in (-1, 0, 1, 2, 3, 4, 5, 100, True):
    show(warns, level)
    show(native_warns, level)
    show(lambda: sorted([1], key=lambda item: native_warns(level) or 0))
show(uses)
show(warnings.warn, "keywords", category=FutureWarning, stacklevel=1)
show(warnings.warn, UserWarning("instance"), int)
for arguments in ((), (1, 2), ("a", int), ("a", "b"), ("x", None, "y"), ("x", None, 1.5), ("a",) * 6):
    show(warnings.warn, *arguments)
show(warnings.warn, "x", unknown=1)
print(type(warnings.warn), warnings.warn, warnings.warn.__name__, sys.modules["_warnings"].warn is warnings.warn)
exec("import warnings\nwarnings.warn('no name')", {})
exec("import warnings\nwarnings.warn('odd name')", {"__name__": 1})
if sys.version_info >= (3, 12):
    for prefixes in ((), (__file__,), ("/nowhere", "/elsewhere"), [], (1,), type("Tuple", (tuple,), {})()):
        show(warnings.warn, "skip", skip_file_prefixes=prefixes)
known = sys.modules.pop("_warnings")
import _warnings

show(lambda: [_warnings.warn("once more", UserWarning, level) for level in (1, 2, 3)])
print(_warnings is known, _warnings.warn is known.warn)
sys.modules["_warnings"] = known
warnings.simplefilter("error")
for function in (warns, native_warns, lambda: next(native_generator(2)), uses):
    try:
        function()
    except Warning as error:
        traceback = error.__traceback__
        while traceback:
            print(traceback.tb_lineno, traceback.tb_frame.f_code.co_name, end=" ")
            traceback = traceback.tb_next
        print(repr(error))
warnings.simplefilter("default")
for _ in range(2):
    native_warns()
print(sorted(key for key in __warningregistry__ if key != "version"))
