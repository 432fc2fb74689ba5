"""The warning of a coroutine that was never awaited names the guest's line, wherever the coroutine was
dropped.
"""

from __future__ import annotations

import sys
import warnings
from typing import Any, Callable

from .nativecalls import call_native
from .threads import current_machine
from .tracebacks import is_own

_getframe = sys._getframe


def name_guest_lines() -> Callable[[], None]:
    """From now on give that warning from the guest frame that runs; returns the undoing.

    CPython calls a function of the warnings module (Python/_warnings.c, ``_PyErr_WarnUnawaitedCoroutine``),
    which looks at its caller. A coroutine that is dropped inside an instruction has the machine for caller.
    """
    native: Any = getattr(warnings, "_warn_unawaited_coroutine", None)
    if native is None:
        return lambda: None

    def warn_unawaited_coroutine(coroutine: Any) -> None:
        frame = current_machine().frame if is_own(_getframe(1)) else None
        if frame is None:
            native(coroutine)
        else:
            call_native(frame, native, (coroutine,))

    def undo() -> None:
        warnings._warn_unawaited_coroutine = native  # type: ignore[attr-defined]

    warnings._warn_unawaited_coroutine = warn_unawaited_coroutine  # type: ignore[attr-defined]
    return undo
