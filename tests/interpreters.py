"""The CPython interpreters on this machine, found and not assumed.

Looked for on ``PATH`` and among the versions of a version manager that tells where it keeps them. Of
several with the same version the first counts, and the running one comes before all. ``python -m
tests.interpreters`` prints those that the machine supports, one "version<TAB>path" a line.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, Iterator, NamedTuple, Optional, Tuple

OLDEST = (3, 9)
_ASK = "import sys; print(sys.implementation.name, *sys.version_info[:3]); print(sys.executable)"


class Interpreter(NamedTuple):
    """One CPython."""

    version: Tuple[int, int]
    full: str  # "3.12.1"
    path: str

    @property
    def name(self) -> str:
        """How tests call it: "3.12"."""
        return "{}.{}".format(*self.version)


def _candidates() -> Iterator[str]:
    yield sys.executable
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        try:
            names = sorted(os.listdir(folder or os.curdir))
        except OSError:
            continue
        for name in names:
            if re.fullmatch(r"python3?(\.\d+)?(\.exe)?", name):
                yield os.path.join(folder or os.curdir, name)
    root = _version_manager_root()
    if root is not None:
        yield from sorted(map(str, root.glob("versions/3*/bin/python")))


def _version_manager_root() -> Optional[Path]:
    if os.environ.get("PYENV_ROOT"):
        return Path(os.environ["PYENV_ROOT"])
    command = shutil.which("pyenv")
    if command is None:
        return None
    answer = subprocess.run([command, "root"], capture_output=True, text=True)
    return Path(answer.stdout.strip()) if answer.returncode == 0 else None


def _ask(path: str) -> Optional[Interpreter]:
    """What is at *path*: None if it does not start, is no CPython, or is too old."""
    try:
        answer = subprocess.run(
            [path, "-I", "-S", "-c", _ASK],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0:
        return None
    first, executable = answer.stdout.splitlines()[:2]
    name, *numbers = first.split()
    major, minor, _ = map(int, numbers)
    if name != "cpython" or (major, minor) < OLDEST:
        return None
    return Interpreter((major, minor), ".".join(numbers), executable)


@functools.cache
def found() -> Tuple[Interpreter, ...]:
    """Every CPython from 3.9 on, one per version, oldest first."""
    by_version: Dict[Tuple[int, int], Interpreter] = {}
    for path in dict.fromkeys(_candidates()):
        interpreter = _ask(path)
        if interpreter is not None:
            by_version.setdefault(interpreter.version, interpreter)
    return tuple(by_version[version] for version in sorted(by_version))


def supported() -> Tuple[Interpreter, ...]:
    """Those of them whose instruction set the machine knows in full."""
    from stepper.vm.versions import SUPPORTED

    return tuple(interpreter for interpreter in found() if interpreter.version in SUPPORTED)


if __name__ == "__main__":
    for one in supported():
        print(one.name, one.path, sep="\t")
