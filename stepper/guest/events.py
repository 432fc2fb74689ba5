"""Breakpoints that are at no place: on opcodes, exceptions and writes, by their names."""

from __future__ import annotations

import difflib
import fnmatch
import re
from typing import FrozenSet, Optional

from ..protocol import Breakpoint
from ..vm.opcodes import OPS
from .peek import bases_of, full_type_name, type_name
from .watchpoints import NAME
from .where import WhereError

_EVENT = re.compile(r"(?P<kind>op|raise|uncaught|watch):\s*(?P<name>.*)|(?P<bare>raise|uncaught)")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_matches, _close_matches = fnmatch.fnmatchcase, difflib.get_close_matches


def event_point(where: str) -> Optional[Breakpoint]:
    """The breakpoint that a text describes; None when it is about a place. WhereError when it is wrong."""
    found = _EVENT.fullmatch(where)
    if found is None:
        return None
    kind, name = found["kind"] or found["bare"], (found["name"] or "").strip()
    if kind == "op":
        name = name.upper()
        _check_opcodes(name)
    elif kind == "watch":
        if not NAME.fullmatch(name):
            raise WhereError(f"{where} names nothing to watch: write watch:NAME or watch:NAME.ATTRIBUTE")
    elif (name or found["kind"]) and not _DOTTED.fullmatch(name):
        raise WhereError(f"{where} names no exception: write {kind} or {kind}:NAME, as in {kind}:ValueError")
    return Breakpoint(f"{kind}:{name}" if name else kind, "", "", 0, -1, 0, kind=kind, name=name)


def opcodes_named(pattern: str) -> FrozenSet[str]:
    """The opcodes of this Python that a name means, in which ``*`` and ``?`` stand for others."""
    return frozenset([name for name in OPS if _matches(name, pattern)])


def _check_opcodes(pattern: str) -> None:
    if opcodes_named(pattern):
        return
    close = _close_matches(pattern, list(OPS), 3, 0.5)
    hint = f"; close to it: {', '.join(close)}" if close else ""
    raise WhereError(f"this Python has no opcode {pattern or 'without a name'}{hint}")


def matches_exception(wanted: str, exception: BaseException) -> bool:
    """Whether an exception is of the class of that name, or of one derived from it."""
    return not wanted or any(
        wanted in (type_name(base), full_type_name(base)) for base in bases_of(type(exception))
    )
