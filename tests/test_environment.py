"""What a program finds around it under --run, and how it ends, is as under ``python``, to the letter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, List

import pytest

from tests.interpreters import Interpreter, supported

ROOT = str(Path(__file__).parents[1])
# As the installed command: without the working directory in front of the standard library.
COMMAND = [
    sys.executable,
    "-c",
    "import sys; del sys.path[0]; from stepper.cli import main; sys.exit(main())",
]

LOOK_AROUND = """
import os, sys
main = sys.modules["__main__"]
print("names", list(globals()))
print("main", main.__dict__ is globals(), list(sys.modules).index("__main__") < 20)
print("builtins", type(__builtins__).__name__, __builtins__ is sys.modules["builtins"])
print("loader", __loader__ if isinstance(__loader__, type) else
      (type(__loader__).__module__, type(__loader__).__name__, vars(__loader__)))
print("dunders", __name__, __doc__, __package__, __spec__ and __spec__.name, globals().get("__annotations__"))
print("files", globals().get("__file__"), globals().get("__cached__"))
print("code", (lambda: 0).__code__.co_filename)
print("argv", sys.argv, getattr(sys, "orig_argv", None), sys.executable)
print("path", sys.path)
print("flags", sys.flags)
print("hooks", sys.meta_path, sys.path_hooks)
print("cwd", os.getcwd())
print("environment", sorted((k, v) for k, v in os.environ.items() if k not in ("_", "SHLVL", "PYTHONPATH")))
print("limits", sys.getrecursionlimit(), sys.getswitchinterval())
print("streams", [(f.encoding, f.errors, f.line_buffering) for f in (sys.stdin, sys.stdout, sys.stderr)])
print("descriptors", sorted(int(fd) for fd in os.listdir("/proc/self/fd") if int(fd) > 2) if
      os.path.isdir("/proc/self/fd") else "")
print("caches", [path for path in sys.path_importer_cache if "stepper" in path])
print("tracing", sys.gettrace(), sys.getprofile(), sys.excepthook is sys.__excepthook__)
import shadow
print(shadow.__file__)
import select
print(getattr(select, "__file__", None))
"""

PARENT = "import select\nprint('parent', __name__, getattr(select, '__file__', None))\n"
SHADOW = "import textwrap\nprint('shadowed', textwrap.mine)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program in many guises, beside modules that hide two of the standard library's."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "look.py").write_text(LOOK_AROUND)
    (inner / "shadow.py").write_text(SHADOW)
    (inner / "textwrap.py").write_text("mine = True\n")
    (inner / "select.py").write_text("")
    (tmp_path / "link.py").symlink_to(inner / "look.py")
    package = inner / "package" / "sub"
    package.mkdir(parents=True)
    (inner / "package" / "__init__.py").write_text(
        "import select\nprint('parent', __name__, getattr(select, '__file__', None))\n"
    )
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(LOOK_AROUND)
    return tmp_path


CALLS: List[Any] = [
    ("inner", ["look.py", "a", "-b"]),
    (".", ["inner/look.py"]),
    (".", ["./inner/../inner/look.py", ""]),
    (".", ["link.py"]),
    (".", ["{folder}/inner/look.py", "é"]),
    ("inner", ["-c", LOOK_AROUND, "x", "-m"]),
    ("inner", ["-m", "look", "x"]),
    ("inner", ["-m", "package.sub", "x"]),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[1])[:30].strip())
@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_a_program_finds_the_same_around_it(interpreter: Interpreter, call: Any, folder: Path) -> None:
    """Names, arguments, paths, flags, hooks, descriptors: to the letter."""
    where, words = call
    words = [word.replace("{folder}", str(folder)) for word in words]

    native = run([interpreter.path, *words], folder / where)
    ours = run([*COMMAND, "--run", "--python", interpreter.path, *words], folder / where)

    assert _without_addresses(native.stdout) == _without_addresses(ours.stdout)
    assert native.stderr == ours.stderr == ""
    assert native.returncode == ours.returncode == 0


def _without_addresses(text: str) -> List[str]:
    return re.sub("0x[0-9a-f]+", "0x…", text).splitlines()


def run(command: List[str], directory: Path) -> subprocess.CompletedProcess[str]:
    """Run in a directory, with the same environment for both; only the first finds our package by it."""
    environment = {**os.environ, "PYTHONPATH": ROOT}
    return subprocess.run(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


ENDINGS = {
    "finaliser": "class A:\n    def __del__(self): print('del', A)\na = A()",
    "atexit": "import atexit\natexit.register(lambda: print('bye'))",
    "thread": "import threading, time\ndef f(): time.sleep(.1); print(1)\nthreading.Thread(target=f).start()",
    "uncaught": "def f(): 1/0\nf()",
    "chained": "try: 1/0\nexcept Exception as e: raise ValueError('é') from e",
    "exit": "import sys; sys.exit(3)",
    "exit text": "import sys; sys.exit('bye')",
    "exit none": "raise SystemExit",
    "interrupt": "raise KeyboardInterrupt('k')",
    "interrupt subclass": "class K(KeyboardInterrupt): pass\nraise K",
    "hook": "import sys\ndef hook(*a): print(a[0], a[1], sys.exc_info())\nsys.excepthook = hook\n1/0",
    "broken hook": "import sys\ndef hook(*a): raise KeyError('hook')\nsys.excepthook = hook\n1/0",
    "exiting hook": "import sys\ndef hook(*a): sys.exit(5)\nsys.excepthook = hook\n1/0",
    "no hook": "import sys\ndel sys.excepthook\n1/0",
    "group": "raise ExceptionGroup('g', [ValueError(1)])",
    "last": "import atexit, sys\natexit.register(lambda: print(sys.last_value, sys.last_type))\n1/0",
    "warning": "x = 1\nprint(x is 1)\nimport warnings\nwarnings.warn('own')",
    "unraisable": "class A:\n    def __del__(self): 1/0\nA()\nprint('on')",
    "thread dies": "import threading\ndef f(): 1/0\nt = threading.Thread(target=f)\nt.start()\nt.join()",
    "recursion": "import sys\ndef f(): f()\ntry: f()\nexcept RecursionError as e: print(e)",
    "closed": "import sys\nsys.stderr = None\n1/0",
}


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_a_program_ends_the_same(interpreter: Interpreter, name: str, tmp_path: Path) -> None:
    """Output, errors to the byte, and exit status or signal."""
    script = tmp_path / "script.py"
    script.write_text(ENDINGS[name] + "\n", encoding="utf-8")

    native = run([interpreter.path, "script.py"], tmp_path)
    ours = run([*COMMAND, "--run", "--python", interpreter.path, "script.py"], tmp_path)

    assert _without_addresses(native.stderr) == _without_addresses(ours.stderr)
    assert (native.stdout, native.returncode) == (ours.stdout, ours.returncode)


@pytest.mark.parametrize("name", ["package.fails", "package", "leaves"])
@pytest.mark.parametrize("interpreter", supported(), ids=lambda one: one.name)
def test_a_module_ends_the_same(interpreter: Interpreter, name: str, tmp_path: Path) -> None:
    """With -m the tracebacks begin in runpy."""
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("import sys\n")
    (tmp_path / "package" / "__main__.py").write_text("import sys; sys.exit(5)\n")
    (tmp_path / "package" / "fails.py").write_text("def f(): 1/0\nf()\n")
    (tmp_path / "leaves.py").write_text("raise KeyboardInterrupt\n")

    native = run([interpreter.path, "-m", name], tmp_path)
    ours = run([*COMMAND, "--run", "--python", interpreter.path, "-m", name], tmp_path)

    assert native.stderr == ours.stderr
    assert (native.stdout, native.returncode) == (ours.stdout, ours.returncode)


def test_a_parent_package_that_fails(tmp_path: Path) -> None:
    """What it raises while the module is looked for is the program's failure, not ours."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "__init__.py").write_text("1/0\n")
    (tmp_path / "broken" / "__main__.py").write_text("pass\n")
    done = run([*COMMAND, "--run", "-m", "broken"], tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("Traceback") and done.stderr.endswith("division by zero\n")
    assert "stepper" not in done.stderr


def test_a_program_may_import_pystep_itself(tmp_path: Path) -> None:
    """The debuggee's own copy is nowhere to be found, so the program's is another one."""
    script = (
        "import sys, stepper.vm.link, stepper.protocol\n"
        "print([name for name in sys.modules if name.startswith('_pystep')], stepper.protocol.__name__)"
    )
    done = run([*COMMAND, "--run", "-c", script], tmp_path)

    assert (done.stdout, done.stderr) == ("[] stepper.protocol\n", "")


def test_a_program_may_destroy_the_builtins(tmp_path: Path) -> None:
    """The debuggee looks names up in a copy."""
    script = (
        "import builtins, os\n"
        "write, delete, names = os.write, delattr, [*vars(builtins)]\n"
        "for name in names:\n"
        "    if name != '__import__' and name != '__build_class__': delete(builtins, name)\n"
        "def f(x): return x + 1\n"
        "class C:\n"
        "    y = f(1)\n"
        "write(1, b'%d' % C.y)\n"
        "os._exit(9)"
    )
    done = run([*COMMAND, "--run", "-c", script], tmp_path)

    assert (done.stdout, done.stderr, done.returncode) == ("2", "", 9)


def test_a_fault_of_ours_is_told_from_one_of_the_program(tmp_path: Path) -> None:
    """The whole report, a line that says whose fault it is, and a status of its own."""
    script = (
        "(fault,) = [one for one in BaseException.__subclasses__() if one.__name__ == 'VMError']\n"
        "raise fault('made up')"
    )
    done = run([*COMMAND, "--run", "-c", script], tmp_path)

    assert done.returncode == 70
    assert "VMError: made up" in done.stderr
    assert done.stderr.endswith("pystep: this is a fault of pystep, not of the program\n")
