"""Which code is interpreted: the program's own by default; the rest runs natively and calls back into the
machine.
"""

from __future__ import annotations

import fnmatch
import os
from typing import Callable, Dict, Sequence

_INSTALLED = ("site-packages", "dist-packages")


def predicate(scope: str, include: Sequence[str], directory: str, file: str) -> Callable[[str], bool]:
    """A function that says whether the code in a file, as a code object names it, is to be interpreted.

    *scope* is "user" (*file*, the modules in *directory* and below, and code made from text) or "all"
    (everything but frozen modules). *include* holds patterns of more files, directories or modules. Where the
    directory is a library's, as with ``-m unittest``, the program's own modules are in the current one.
    """
    start = os.getcwd() if _is_library(os.path.join(directory, "module.py")) else directory
    root = os.path.join(os.path.realpath(start), "")

    def decide(path: str) -> bool:
        if path == file or path == "<string>" or _matches(path, include):
            return True
        if path.startswith("<frozen "):
            return False
        return scope == "all" or (os.path.realpath(path).startswith(root) and not _is_library(path))

    known: Dict[str, bool] = {}

    def is_interpreted(path: str) -> bool:
        answer = known.get(path)
        if answer is None:
            answer = known[path] = decide(path)
        return answer

    return is_interpreted


def _is_library(path: str) -> bool:
    """Whether a file belongs to an installation, which a program's directory may hold as a virtual
    environment.
    """
    real = os.path.realpath(path)
    if not set(_INSTALLED).isdisjoint(real.split(os.sep)):
        return True
    library = os.path.realpath(os.path.dirname(os.__file__))
    return real.startswith(os.path.join(library, "")) or real.startswith("<")


def _matches(path: str, patterns: Sequence[str]) -> bool:
    """A pattern is a glob for a path or the end of one; a directory includes what is in it, a module its
    file.
    """
    if path.startswith("<"):
        return False
    whole = path.replace(os.sep, "/")
    for pattern in patterns:
        glob = pattern.replace(os.sep, "/").rstrip("/")
        if "/" not in glob and not glob.endswith(".py"):
            glob = glob.replace(".", "/")  # a dotted module name
        for ending in ("", "/*", ".py"):
            if fnmatch.fnmatchcase(whole, glob + ending) or fnmatch.fnmatchcase(whole, "*/" + glob + ending):
                return True
    return False
