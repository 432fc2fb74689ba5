"""Code objects that the compiler has made for the guest, and the texts that some of them come from.

By identity: code objects compare by value. They are not kept alive.
"""

from __future__ import annotations

import weakref
from functools import partial
from importlib.util import decode_source
from types import CodeType
from typing import Any, Dict, NamedTuple, Optional

from .link import Program, on_link


class Text(NamedTuple):
    """A text that was compiled at run time, under a name that may be anything."""

    text: str
    code: weakref.ref[CodeType]  # of the whole of it


class _Known(NamedTuple):
    code: weakref.ref[CodeType]
    text: Optional[Text]


_known: Dict[int, _Known] = {}  # by id


def note_compiled(code: CodeType, source: Any = None) -> None:
    """Remember a code object and all that are nested in it; ``source`` is what was compiled, if known."""
    text = _decoded(source)
    _note(code, None if text is None else Text(text, weakref.ref(code)))


def _note(code: CodeType, text: Optional[Text]) -> None:
    key = id(code)
    if key not in _known:
        # A dead reference is the argument that comes last, and so pop's default.
        _known[key] = _Known(weakref.ref(code, partial(_known.pop, key)), text)
        for constant in code.co_consts:
            if type(constant) is CodeType:
                _note(constant, text)


def _decoded(source: Any) -> Optional[str]:
    """A source as text with "\\n" line ends; None if it is a tree, or in an encoding that is not known."""
    if isinstance(source, str):
        return str.replace(str.replace(source, "\r\n", "\n"), "\r", "\n")
    try:
        return decode_source(bytes(source))
    except (TypeError, SyntaxError, UnicodeError, LookupError):
        return None


def is_compiled(code: CodeType) -> bool:
    """Whether the compiler has made a code object for the guest."""
    return id(code) in _known


def text_of(code: CodeType) -> Optional[Text]:
    """The text that a code object was compiled from, when it was compiled at run time."""
    known = _known.get(id(code))
    return None if known is None else known.text


def _note_program(program: Program) -> None:
    note_compiled(program.code)


on_link.append(_note_program)
