"""Objects that look like builtin functions, put in the place of functions that would find the machine.

They must be replaced, and not only answered when guest code calls them, because they are mostly called for
it by native code: by bdb, trace, threading, collections. On a thread that runs no guest the answers are
CPython's own; so the look-alikes may stay when a guest has ended, for its threads may outlive it.
"""

from __future__ import annotations

from types import BuiltinFunctionType
from typing import Any, Callable, List, Optional, Set

from .frame import Frame
from .hostcalls import HOSTCALLS, Keywords
from .nativecalls import call_native

_type = type


class _HiddenModule(str):
    """The ``__module__`` of a class whose instances do not show it, as those of classes made by C code."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        raise AttributeError("__module__")


ANY_ARGUMENTS = -1  # how many a function takes that has keywords, too
HIDDEN_MODULE: Any = _HiddenModule("builtins")


class Builtin:
    """Looks like a builtin function, and does something else where a guest runs."""

    __slots__ = ("_answer", "_fewest", "_most", "_native")

    def __init__(self, native: Any, answer: Callable[..., Any], fewest: int, most: int) -> None:
        put = object.__setattr__
        put(self, "_native", native)
        put(self, "_answer", answer)
        put(self, "_fewest", fewest)
        put(self, "_most", most)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        get = object.__getattribute__
        fewest = get(self, "_fewest")
        if fewest == ANY_ARGUMENTS:
            return get(self, "_answer")(get(self, "_native"), *arguments, **keywords)
        if keywords or not fewest <= len(arguments) <= get(self, "_most"):
            return get(self, "_native")(*arguments, **keywords)  # for its error
        return get(self, "_answer")(get(self, "_native"), *arguments)

    def __getattribute__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "_native"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "_native"), name, value)

    def __repr__(self) -> str:
        return repr(object.__getattribute__(self, "_native"))


LOOK_ALIKES: Set[type] = {Builtin}  # whose instances have the __class__ of what they stand for


def type_of(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """type(): of a look-alike, the type that it looks to be of."""
    if len(arguments) != 1 or keywords:
        return call_native(frame, _type, arguments, keywords)
    kind = _type(arguments[0])
    return arguments[0].__class__ if kind in LOOK_ALIKES else kind


HOSTCALLS[_type] = type_of


def is_builtin(function: Any) -> bool:
    """Whether calling a function is a call of a builtin to a profiler."""
    return issubclass(type(function), (BuiltinFunctionType, Builtin))


def replace(
    module: Any, name: str, answer: Callable[..., Any], fewest: int, most: Optional[int] = None
) -> None:
    """Put a look-alike in the place of a builtin function; whoever has that already is answered the same.

    ``answer`` is called with the builtin function itself before the arguments.
    """
    native = getattr(module, name)
    if type(native) is Builtin:
        return
    made = Builtin(native, answer, fewest, fewest if most is None else most)
    setattr(module, name, made)

    def answer_guest(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
        return made(*arguments, **(keywords or {}))

    if type(native) is BuiltinFunctionType:
        HOSTCALLS[native] = answer_guest
