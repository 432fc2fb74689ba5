"""How a program has ended, in one status and one line."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from .peek import is_instance, type_name, visible
from .saferepr import text_of

_LONGEST = 500  # characters
_arguments_of = vars(BaseException)["args"].__get__
_code_of = vars(SystemExit)["code"].__get__


def ending(error: Optional[BaseException]) -> Tuple[int, str]:
    """The exit status Python will give, and "finished", "SystemExit: 3" or "ValueError: no"."""
    if error is None:
        return 0, "finished"
    if is_instance(error, SystemExit):
        code = _code_of(error)
        return _status(code), f"{type_name(type(error))}: {'0' if code is None else text_of(code)}"
    return 1, one_line(error)


def _status(code: Any) -> int:
    """As ``_Py_HandleSystemExit`` (Python/pythonrun.c): None is 0, what is no int is printed and is 1."""
    if code is None:
        return 0
    return int.__and__(code, 255) if is_instance(code, int) else 1


def one_line(error: BaseException) -> str:
    """The last line of its traceback, as far as that can be had without running the program's code."""
    arguments = _arguments_of(error)
    name = type_name(type(error))
    if not arguments:
        return name
    if len(arguments) == 1 and type(arguments[0]) is str:
        text = visible(arguments[0][:_LONGEST])
        return f"{name}: {text}{'…' if len(arguments[0]) > _LONGEST else ''}"
    return f"{name}: {text_of(arguments[0] if len(arguments) == 1 else arguments)}"
