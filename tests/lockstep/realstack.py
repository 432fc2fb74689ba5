"""The value stack of a real frame, read from CPython's own memory while the frame waits in a trace function
or a callback of ``sys.monitoring``.

It is not to be had in another way: up to 3.10 ``gc.get_referents(frame)`` tells the values but not where
there is NULL, and from 3.11 on it tells nothing of a frame that runs. Where the values stand is the same all
along; what differs is whether the interpreter has saved how many there are:

- 3.9 to 3.11 save the stack's top before they call a trace function (Python/ceval.c, maybe_call_line_trace);
- 3.12 and 3.13 do not save it for an INSTRUCTION event, but at a RESUME (Python/bytecodes.c);
- from 3.14 on it is saved around whatever may escape, which a callback does.

So the count is that of the caller, which knows it from the code, and is checked where CPython tells it, too.
From 3.14 on an entry is a tagged reference: bit 0 says that it is borrowed, bits 0 and 1 together that it is
a number and no object, and without an object it is NULL (Include/internal/pycore_stackref.h).
"""

from __future__ import annotations

import ctypes
import sys
from types import FrameType
from typing import Any, List, Optional

from stepper.vm import HOST, NULL

_WORD = ctypes.sizeof(ctypes.c_void_p)
_BORROWED, _NUMBER = 1, 3  # the tags of 3.14 and later

# Offsets in words. PyFrameObject (Include/cpython/frameobject.h): up to 3.10 the frame itself.
_F_CODE, _F_VALUESTACK, _F_STACKTOP, _F_STACKDEPTH = 4, 8, 9, 10
# From 3.11 on it refers to a _PyInterpreterFrame (Include/internal/pycore_frame.h), which begins so.
_F_FRAME = 3
_CODE = 4 if HOST == (3, 11) else 0
_TOP = 8
_LOCALSPLUS = 9 if HOST < (3, 14) else 10


class UnexpectedFrame(AssertionError):
    """A frame is not laid out as this module believes."""


def value_stack(frame: FrameType, depth: int) -> List[Any]:
    """The *depth* values on a waiting frame's stack, bottom first, with NULL where there is nothing.

    UnexpectedFrame when CPython itself says that it is not *depth*.
    """
    start, saved = _stack_311(frame) if HOST >= (3, 11) else _stack_39(frame)
    if saved is not None and saved != depth:
        raise UnexpectedFrame(f"the stack has {saved} values, not {depth}")
    return [_value(_word(start + index * _WORD)) for index in range(depth)]


def saved_depth(frame: FrameType) -> Optional[int]:
    """How many values there are, where CPython has saved it."""
    return (_stack_311(frame) if HOST >= (3, 11) else _stack_39(frame))[1]


def _word(address: int) -> int:
    return ctypes.c_size_t.from_address(address).value


def _int(address: int) -> int:
    return ctypes.c_int.from_address(address).value


def _stack_39(frame: FrameType) -> Any:
    at = id(frame)
    _expect_code(_word(at + _F_CODE * _WORD), frame)
    start = _word(at + _F_VALUESTACK * _WORD)
    if HOST >= (3, 10):
        return start, _int(at + _F_STACKDEPTH * _WORD)
    top = _word(at + _F_STACKTOP * _WORD)
    return start, (top - start) // _WORD if top else None


def _stack_311(frame: FrameType) -> Any:
    at = _word(id(frame) + _F_FRAME * _WORD)
    _expect_code(_word(at + _CODE * _WORD) & ~_NUMBER, frame)
    code = frame.f_code
    cells = [name for name in code.co_cellvars if name not in code.co_varnames]
    variables = len(code.co_varnames) + len(cells) + len(code.co_freevars)
    start = at + (_LOCALSPLUS + variables) * _WORD
    if HOST < (3, 14):
        top = _int(at + _TOP * _WORD)  # counted from the first variable; -1: not saved
        return start, top - variables if top >= 0 else None
    pointer = _word(at + _TOP * _WORD)
    return start, (pointer - start) // _WORD if pointer else None


def _expect_code(address: int, frame: FrameType) -> None:
    if address != id(frame.f_code):
        raise UnexpectedFrame(f"CPython {sys.version.split()[0]} keeps a frame's code elsewhere")


def _value(word: int) -> Any:
    if HOST >= (3, 14):
        if word & _NUMBER == _NUMBER:
            return word >> 2
        word &= ~_BORROWED
    return ctypes.cast(word, ctypes.py_object).value if word else NULL
