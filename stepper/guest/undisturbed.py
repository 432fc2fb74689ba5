"""At a stop nothing of the program runs behind our back: neither its finalisers nor its signal handlers."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # no stub; signal's functions need builtins
import gc
from contextlib import contextmanager
from typing import Any, Iterator

_gc_enabled, _gc_disable, _gc_enable = gc.isenabled, gc.disable, gc.enable
_set_mask: Any = getattr(_signal, "pthread_sigmask", None)
_BLOCK, _RESTORE = getattr(_signal, "SIG_BLOCK", 0), getattr(_signal, "SIG_SETMASK", 0)
_ALL = _signal.valid_signals()


class Undisturbed:
    """Within, no garbage is collected, which our own allocations would bring about, and signals wait.

    A signal that has come meanwhile is delivered on leaving; what its handler raises is the program's.
    """

    def __enter__(self) -> Undisturbed:
        self._collects = _gc_enabled()
        _gc_disable()
        self._mask = _set_mask(_BLOCK, _ALL) if _set_mask is not None else None
        return self

    def __exit__(self, *error: object) -> None:
        if self._collects:
            _gc_enable()
        if _set_mask is not None:
            _set_mask(_RESTORE, self._mask)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Within, the program runs after all: the user has asked for it."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()
