"""The interpreter that runs the program: finding it, checking it, and how the debuggee is started in it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from typing import Dict, Iterator, List, Optional, Tuple

MINIMUM = (3, 9)
# Bytes of stack for the program's main thread: C code that calls guest functions nests on it. From 3.14 on
# CPython itself ends a recursion where the stack ends, and programs can tell how large it is.
STACK = 1 << 30
STACK_FROM_314 = 1 << 24

_BOOTSTRAP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guest", "bootstrap.py")
_PROBE = (
    "import sys; "
    "name = getattr(getattr(sys, 'implementation', None), 'name', 'cpython'); "
    "sys.stdout.write('%s %d %d' % ((name,) + tuple(sys.version_info[:2])))"
)

_versions: Dict[str, Tuple[int, int]] = {}  # of the interpreters that were found, by path


class LaunchError(Exception):
    """The interpreter can't run a debuggee; the text is one sentence for the user."""


def find(python: Optional[str]) -> str:
    """The path of the interpreter that the user named, checked by running it; this one for None."""
    if python is None:
        if not sys.executable:
            raise LaunchError("this interpreter does not know its own executable; name one with --python")
        _versions[sys.executable] = sys.version_info[:2]
        return sys.executable
    path = _existing(python)
    _versions[path] = _check(path)
    return path


def _existing(python: str) -> str:
    """The file that *python* stands for: a path, or a name or a version to be looked up in PATH."""
    found = shutil.which(python)
    if found is None and re.fullmatch(r"3\.\d+", python):
        found = shutil.which(f"python{python}")
    if found is not None:
        # A path with a separator stays what it is: resolving a link would lose the virtual environment.
        return os.path.abspath(found)
    if os.path.isdir(python):
        raise LaunchError(f"{python} is a directory, not a Python interpreter")
    if os.path.exists(python):
        raise LaunchError(f"{python} is not executable")
    raise LaunchError(f"no interpreter {python} was found")


def _check(path: str) -> Tuple[int, int]:
    """The version of the CPython at *path*; LaunchError if it is none or too old."""
    try:
        done = subprocess.run(
            [path, "-E", "-S", "-c", _PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
        )
    except OSError as error:
        raise LaunchError(f"{path} can't be started: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise LaunchError(f"{path} does not answer as a Python interpreter does") from None
    fields = done.stdout.decode("ascii", "replace").split()
    if done.returncode != 0 or len(fields) != 3 or not (fields[1] + fields[2]).isdigit():
        raise LaunchError(f"{path} does not answer as a Python interpreter does")
    name, version = fields[0], (int(fields[1]), int(fields[2]))
    if name != "cpython":
        raise LaunchError(f"{path} is {name}, and pystep shows the bytecode of CPython only")
    if version < MINIMUM:
        raise LaunchError(f"{path} is Python {version[0]}.{version[1]}; pystep needs 3.9 or newer")
    return version


def command(python: str, *arguments: str) -> List[str]:
    """The command line of a debuggee."""
    return [python, _BOOTSTRAP, *arguments]


def raise_stack_limit(python: str) -> None:
    """Let processes started from here on have the stack that debuggees of *python*, which was found before,
    need; without effect where there is no limit.
    """
    stack = STACK_FROM_314 if _versions.get(python, MINIMUM) >= (3, 14) else STACK
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
        wanted = stack if hard == resource.RLIM_INFINITY else min(stack, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))


@contextlib.contextmanager
def raised_stack_limit(python: str) -> Iterator[None]:
    """The same for the processes started within.

    The kernel lays out a process's memory at exec by this limit, so it has to be set before the debuggee's
    first instruction; set here and taken back, it needs no Python code between fork and exec.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_STACK)
    raise_stack_limit(python)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, before)
