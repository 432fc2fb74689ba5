"""Warnings that C code gives inside an instruction name the guest's line, as if a frame of the guest's ran.

C code goes by the frame that runs (Python/_warnings.c, ``setup_context``), which then is the machine's. It
asks the warnings module for things at each warning, and there it is met: the warning is given again, from a
frame that looks like the guest's, and the first one is ignored.
"""

from __future__ import annotations

import sys
import warnings
from types import FrameType, ModuleType
from typing import Any, Callable, Dict, List, Optional

from .assembler import RERAISING, reraising
from .frame import Frame
from .nativecalls import call_native
from .threads import current_machine, taken_apart
from .tracebacks import is_own, provisional_entry, register_own
from .versions import HOST, PY311

_getframe, _vars = sys._getframe, vars
_warn = warnings.warn
_DIRECTORY = __file__.rpartition("vm")[0]


def name_guest_lines() -> Callable[[], None]:
    """From now on give such warnings from the guest frame that runs; returns the undoing."""
    undo_never_awaited = _replace_never_awaited()
    before = type(warnings)
    warnings.__class__ = _Warnings

    def undo() -> None:
        warnings.__class__ = before
        undo_never_awaited()

    return undo


def _replace_never_awaited() -> Callable[[], None]:
    """For a coroutine that is dropped C code calls a function of the module, which looks at its caller."""
    name = "_warn_unawaited_coroutine"
    native: Any = getattr(warnings, name, None)
    if native is None:
        return lambda: None

    def warn_unawaited_coroutine(coroutine: Any) -> None:
        frame = _guest_frame(_getframe(1))
        if frame is None:
            native(coroutine)
        else:
            call_native(frame, native, (coroutine,))

    setattr(warnings, name, warn_unawaited_coroutine)
    return lambda: setattr(warnings, name, native)


def _guest_frame(host: FrameType) -> Optional[Frame]:
    """The guest's frame that runs, if a host's is that of a function of ours; look-alikes have its file."""
    if is_own(host) and host.f_code.co_filename.startswith(_DIRECTORY):
        return current_machine().frame
    return None


class _GivenAgain:
    """Stands in a filter for the message, the category and the module, for C code to match a warning with."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.text = ""

    def match(self, text: str) -> bool:
        """Called with the text, then with the module's name."""
        self.text = self.text or text
        return True

    def give(self, category: Any) -> Optional[BaseException]:
        """Give the warning; returns what a filter makes of it, as if the instruction had raised that."""
        # A source is known only to C code; that there is one shows in the text.
        source = {"source": self} if category is ResourceWarning else None
        try:
            call_native(self.frame, _warn, (self.text, category), source)
        except BaseException as error:
            error.__traceback__ = provisional_entry(self.frame)
            return error
        return None


_SOURCE = """
def __subclasscheck__(self, category):
    failure = self.give(category)
    if failure is not None:
        RAISE
    return True
""".replace("RAISE", RERAISING.format("failure" if HOST >= PY311 else "taken_apart(failure)"))
_namespace: Dict[str, Any] = {"taken_apart": taken_apart}
exec(compile(_SOURCE, __file__, "exec", dont_inherit=True), _namespace)
_check: Any = _namespace["__subclasscheck__"]
_check.__code__ = register_own(reraising(_check.__code__))
setattr(_GivenAgain, "__subclasscheck__", _check)  # noqa: B010  # a type checker would not know why


def _filters_once(frame: Frame) -> List[Any]:
    """Filters that have one warning ignored, once it has been given again from a guest's frame."""
    again = _GivenAgain(frame)
    return [("ignore", again, again, None, 0)]


class _Warnings(ModuleType):
    """What the warnings module is an instance of, so that C code that asks for its filters is told apart."""

    @property
    def filters(self) -> List[Any]:
        frame = _guest_frame(_getframe(1))
        own: List[Any] = _vars(self)["filters"]
        return own if frame is None else _filters_once(frame)

    @filters.setter
    def filters(self, value: List[Any]) -> None:
        _vars(self)["filters"] = value

    @filters.deleter
    def filters(self) -> None:
        del _vars(self)["filters"]


_Warnings.__name__ = _Warnings.__qualname__ = "module"
_Warnings.__module__ = "builtins"
