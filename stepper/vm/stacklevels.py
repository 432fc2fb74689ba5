"""warnings.warn() counts the levels of its stack among the program's frames.

The builtin function counts CPython's own, in C, where the guest's are not and the machine's are
(Python/_warnings.c, ``setup_context``).
"""

from __future__ import annotations

import _imp
import _warnings
import operator
import sys
import warnings
from itertools import islice
from typing import Any, Iterator, Optional, Tuple, Union

from .callers import callers
from .lookalikes import ANY_ARGUMENTS, replace
from .threads import machine_here
from .tracebacks import register_own
from .versions import HOST, PY312, PY314
from .views import FrameView, NativeFrameView, shown

_getframe, _index = sys._getframe, operator.index
_BEYOND = 1 << 30  # a level that no stack has
_NOT_GIVEN: Any = object()

_View = Union[FrameView, NativeFrameView]
_Request = Tuple[Any, Any, int, Any, Tuple[str, ...]]


def warn(native: Any, *arguments: Any, **keywords: Any) -> Any:
    """warnings.warn() of the program, and of native code."""
    request = _understood(*arguments, **keywords)
    if request is None:
        return native(*arguments, **keywords)  # for its error
    message, category, level, source, prefixes = request
    frame = _named(level, prefixes)
    if frame is None:
        return _call(native, message, category, _BEYOND, source)
    variables = frame.f_globals
    module = variables.get("__name__", "<string>")
    if module is not None and not isinstance(module, str):
        module = "<string>"
    registry = variables.setdefault("__warningregistry__", {})
    filename, line = frame.f_code.co_filename, frame.f_lineno
    explicit = native.__self__.warn_explicit  # of the same module
    return _call(explicit, message, category, filename, line or 0, module, registry, None, source)


def _call(function: Any, *arguments: Any) -> Any:
    return function(*arguments)


# What C code warns of in a file of ours is given again from the guest's line (cwarnings); this shall not be.
_call.__code__ = register_own(_call.__code__.replace(co_filename=warnings.__file__))


def _understood(
    message: Any = _NOT_GIVEN,
    category: Any = None,
    stacklevel: Any = 1,
    source: Any = None,
    *unknown: Any,
    skip_file_prefixes: Any = _NOT_GIVEN,
    **unknown_too: Any,
) -> Optional[_Request]:
    """The arguments, if the builtin function would take them."""
    if message is _NOT_GIVEN or unknown or unknown_too or not hasattr(type(stacklevel), "__index__"):
        return None
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    elif not isinstance(category, type) or not issubclass(category, Warning):
        return None
    if skip_file_prefixes is _NOT_GIVEN:
        skip_file_prefixes = ()
    elif HOST < PY312:
        return None
    prefixes = skip_file_prefixes
    if not isinstance(prefixes, tuple) or not all(isinstance(one, str) for one in prefixes):
        return None
    level = _index(stacklevel)
    return message, category, max(2, level) if prefixes else level, source, prefixes


def _named(level: int, prefixes: Tuple[str, ...]) -> Optional[_View]:
    """The frame of the program that a warning of some level names; None beyond the last."""
    machine = machine_here()
    stack = map(shown, callers(_getframe(), None if machine is None else machine.frame))
    first = next(stack, None)
    if first is None or level <= 1:
        return first
    steps = stack if _is_internal(first) else _external(stack, prefixes)
    return next(islice(steps, level - 2, None), None)


def _external(stack: Iterator[_View], prefixes: Tuple[str, ...]) -> Iterator[_View]:
    for frame in stack:
        filename = frame.f_code.co_filename
        # Up to 3.13 a whole name is no prefix (``is_filename_to_skip``).
        is_skipped = prefixes and (filename if HOST >= PY314 else filename[:-1]).startswith(prefixes)
        if not is_skipped and not _is_internal(frame):
            yield frame


def _is_internal(frame: _View) -> bool:
    filename = frame.f_code.co_filename
    return "importlib" in filename and "_bootstrap" in filename


def _create_builtin(native: Any, spec: Any) -> Any:
    module = native(spec)
    if getattr(module, "__name__", None) == "_warnings":  # once more: its functions are others
        replace(module, "warn", warn, ANY_ARGUMENTS)
    return module


def replace_functions() -> None:
    """Put a look-alike in the place of the function."""
    replace(_warnings, "warn", warn, ANY_ARGUMENTS)
    warnings.warn = _warnings.warn
    replace(_imp, "create_builtin", _create_builtin, 1)
