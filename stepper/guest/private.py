"""How the debuggee's own modules are loaded: with builtins of their own, and out of the program's way.

A program that deletes or replaces something in ``builtins`` changes its own world only: our modules look
names up in a copy. They are not in ``sys.modules`` either when the program runs; it may be pystep itself and
load modules of the same name. Modules of the standard library that we import are the program's too; the ones
that it would have found in its own directory instead are given up, so that it finds them there.
"""

from __future__ import annotations

import atexit
import builtins
import contextlib
import importlib.machinery
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any, Dict, FrozenSet, Iterator, Optional, Sequence

PACKAGE = __name__.rpartition(".")[0].rpartition(".")[0]
DIRECTORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

_BUILTINS = dict(vars(builtins))
_import = __import__
_withdrawn: Dict[str, ModuleType] = {}  # our modules by name, once they are out of sys.modules


def _import_own(
    name: str,
    globals_: Any = None,
    locals_: Any = None,
    from_list: Any = (),
    level: int = 0,
) -> Any:
    """``__import__`` for our modules, among which all imports are relative and of names."""
    if level:
        package = globals_["__package__"].rsplit(".", level - 1)[0]
        module = _withdrawn.get(f"{package}.{name}" if name else package)
        if module is not None:
            return module
    return _import(name, globals_, locals_, from_list, level)


_BUILTINS["__import__"] = _import_own


class _Loader(SourceFileLoader):
    """Loads a module whose names are looked up in the copy of builtins."""

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = _BUILTINS
        super().exec_module(module)


class _Finder:
    """Finds our own modules, before any other finder does."""

    @staticmethod
    def find_spec(
        name: str, path: Optional[Sequence[str]] = None, target: Any = None
    ) -> Optional[ModuleSpec]:
        if not name.startswith(PACKAGE + "."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


@contextlib.contextmanager
def imports() -> Iterator[None]:
    """Import the debuggee's modules within; no trace is left but the modules."""
    sys.meta_path.insert(0, _Finder)
    try:
        yield
    finally:
        sys.meta_path.remove(_Finder)
        for path in [path for path in sys.path_importer_cache if path.startswith(DIRECTORY)]:
            del sys.path_importer_cache[path]


def give_up_shadowed(directory: str, before: FrozenSet[str]) -> None:
    """Forget modules loaded since ``before`` that the program would have found in *directory*, its own."""
    suffixes = tuple(importlib.machinery.all_suffixes())
    try:
        entries = os.listdir(directory or os.curdir)
    except OSError:
        return
    own = {name[: -len(suffix)] for name in entries for suffix in suffixes if name.endswith(suffix)}
    own.update(name for name in entries if os.path.isdir(os.path.join(directory, name)))
    own.difference_update(sys.builtin_module_names)  # these are found before any directory
    own.discard(PACKAGE)
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in own:
            del sys.modules[name]


def withdraw() -> None:
    """Take our modules out of ``sys.modules``.

    So they outlive the program, too: at its end Python empties the modules that it finds there, the youngest
    first (finalize_modules in Python/pylifecycle.c), and ours have to run the finalisers of the program's
    last objects, which may be in ``__main__``. They live as long as a function of the program does.
    """
    # This module is loaded before any other, without builtins of its own: it can't import them later.
    from ..vm.link import forget_namespaces
    from ..vm.tracebacks import own_modules_are

    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(PACKAGE + ".")]:
        _withdrawn[name] = sys.modules.pop(name)
    own_modules_are(_withdrawn.values())
    atexit.register(forget_namespaces)  # before any callback of the program's is, and so called after them
