# stacks: no, it holds names of temporary files
"""Code that libraries run for the program: scripts, modules by loaders of all kinds, examples, prompts, timings."""
import code
import contextlib
import doctest
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import py_compile
import runpy
import sys
import tempfile
import timeit
import traceback
import warnings
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
BESIDE = os.path.join(HERE, "_beside_run.py")
sys.dont_write_bytecode = True


def short(text):
    return text.replace(HERE, "HERE").replace(os.path.dirname(tempfile.gettempdir()) or "/", "/")


def tell(names):
    print(names["__name__"], sorted(name for name in names if not name.startswith("__")), names["caller"])


# Scripts and modules, as runpy runs them.
tell(runpy.run_path(BESIDE))
tell(runpy.run_path(BESIDE, {"given": 1}, "other_name"))
tell(runpy.run_module("_beside_run", {"given": 2}, alter_sys=True))
os.environ["BESIDE_FAILS"] = "yes"
for run in (lambda: runpy.run_path(BESIDE), lambda: importlib.import_module("_beside_run")):
    try:
        run()
    except ValueError as error:
        print([(os.path.basename(entry.filename), entry.name) for entry in traceback.extract_tb(error.__traceback__)])
del os.environ["BESIDE_FAILS"]

# Imported, again, and by other names.
module = importlib.import_module("_beside_run")
tell(vars(module))
module.kept = "kept"
print(importlib.reload(module) is module, module.kept, module.__builtins__ is sys.modules["builtins"].__dict__)
spec = importlib.util.spec_from_file_location("by_location", BESIDE)
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
tell(vars(made))


class Loud(importlib.machinery.SourceFileLoader):
    def get_code(self, name):
        print("get_code", name)
        return super().get_code(name)

    def source_to_code(self, data, path, *rest, **options):
        print("source_to_code", type(data).__name__, os.path.basename(path))
        return super().source_to_code(data + b"\nloud = True\n", path, *rest, **options)


class Own(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile("made = [__name__]\ndef f(): return made", "<own loader>", "exec"), module.__dict__)


class Text(importlib.abc.InspectLoader):
    def get_source(self, name):
        return f"import sys\nmade = [{name!r}]\ncaller = sys._getframe().f_code.co_filename\n"


for loader in (Loud("loud", BESIDE), Own(), Text()):
    spec = importlib.util.spec_from_loader(type(loader).__name__.lower(), loader)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    print(sorted(name for name in vars(made) if not name.startswith("__")))

with tempfile.TemporaryDirectory() as folder:
    archive = os.path.join(folder, "archive.zip")
    with zipfile.ZipFile(archive, "w") as file:
        file.write(BESIDE, "zipped.py")
        file.writestr("package/__init__.py", "from .inner import value\n")
        file.writestr("package/inner.py", "import sys\nvalue = [sys._getframe().f_lineno]\n")
        file.writestr("__main__.py", "import zipped\nresult = zipped.f(4)\n")
    sys.path.insert(0, archive)
    import package
    import zipped

    tell(vars(zipped))
    print(package.value, type(zipped.__loader__).__name__, os.path.basename(zipped.f.__code__.co_filename))
    print(runpy.run_path(archive)["result"])
    compiled = py_compile.compile(BESIDE, os.path.join(folder, "sourceless.pyc"))
    sys.path.insert(0, folder)
    import sourceless

    tell(vars(sourceless))
    print(type(sourceless.__loader__).__name__, sourceless.f(3))
    with open(os.path.join(folder, "lazy_one.py"), "w") as file:
        file.write("print('now')\nvalue = 1\n")
    spec = importlib.util.find_spec("lazy_one")
    spec.loader = importlib.util.LazyLoader(spec.loader)
    lazy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lazy)
    print("not yet", lazy.value)
    del sys.path[:2]


# Examples of doctest; the second is wrong.
def documented(n):
    """
    >>> documented(2)
    4
    >>> [documented(i) for i in range(3)]
    [0, 1, 2]
    >>> documented("a" +
    ...            "b")
    'abab'
    >>> documented(None)
    Traceback (most recent call last):
      ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> 1 / 0
    """
    return n * 2


print(doctest.run_docstring_examples(documented, {"documented": documented}))

# A prompt.
console = code.InteractiveConsole({"__name__": "__console__"})
errors = io.StringIO()
with contextlib.redirect_stderr(errors):
    for line in ("x = 2", "x", "def f(n):", "    return n / 0", "", "f(x)", "x +", "[i for i in 'ab']", "raise KeyError(1)"):
        print(line, "->", console.push(line))
print(errors.getvalue())
interpreter = code.InteractiveInterpreter({"outer": "o"})
print(interpreter.runsource("print(outer, sorted(globals()))"))
try:
    console.push("raise SystemExit(3)")
except SystemExit as error:
    print(repr(error))

# Timings.
print(timeit.timeit("calls.append(i)", "calls = []; i = 1", number=3) > 0)
seen = []
print(timeit.repeat("seen.append(len(seen))", globals=globals(), number=2, repeat=2)[0] > 0, seen)
try:
    timeit.timeit("1 / 0", number=1)
except ZeroDivisionError as error:
    timer = timeit.Timer("undefined_name")
    print(repr(error), [entry.name for entry in traceback.extract_tb(error.__traceback__)][-1])
    try:
        timer.timeit(1)
    except NameError:
        out = io.StringIO()
        timer.print_exc(out)
        print(out.getvalue().splitlines()[-3:])

# Warnings that look at who imports.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    sys.modules.pop("_beside_warns", None)
    import _beside_warns

    for name in ("imp", "asynchat", "smtpd", "sre_compile", "lib2to3", "crypt"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with contextlib.suppress(ImportError):
        import imp, sre_parse, asyncore, cgi, telnetlib
print([(str(one.message), os.path.basename(one.filename), one.lineno) for one in caught])
