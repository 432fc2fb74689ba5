"""Modules in scope are interpreted: the loader's exec_module runs their code in the machine."""

from __future__ import annotations

import importlib._bootstrap
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType
from typing import TYPE_CHECKING, Any, Callable

from .threads import current_machine

if TYPE_CHECKING:
    from .interpreter import Interpreter

# Called through this function of importlib, because CPython cuts the import system's own frames out of
# tracebacks up to it (Python/import.c, remove_importlib_frames).
_call_with_frames_removed: Callable[..., Any] = getattr(importlib._bootstrap, "_call_with_frames_removed")  # noqa: B009


def interpret_imports(interpreter: Interpreter) -> Callable[[], None]:
    """From now on interpret source files in the interpreter's scope when they are imported; returns the
    undoing.

    No context manager of contextlib: that looks up a builtin that the guest may have deleted by then.
    """
    native = SourceFileLoader.exec_module

    def exec_module(self: SourceFileLoader, module: ModuleType) -> None:
        spec = getattr(module, "__spec__", None)
        origin = spec.origin if isinstance(spec, ModuleSpec) else None
        if not isinstance(origin, str) or not interpreter.scope(origin):
            native(self, module)
            return
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        _call_with_frames_removed(run_module, code, module.__dict__)

    # So that those frames are one run: remove_importlib_frames goes by the file name.
    exec_module.__code__ = exec_module.__code__.replace(co_filename=native.__code__.co_filename)
    SourceFileLoader.exec_module = exec_module  # type: ignore[method-assign, assignment]

    def undo() -> None:
        SourceFileLoader.exec_module = native  # type: ignore[method-assign]

    return undo


def run_module(code: Any, namespace: Any) -> None:
    """Run a module's code in the current thread's machine."""
    from .interpreter import run_module_frame

    run_module_frame(current_machine(), code, namespace)
