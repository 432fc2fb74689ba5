"""The source text of an instruction's function, as a body that can be written into another function.

So what is generated (fused.py) is made of the declarations: no instruction is written down twice.
"""

from __future__ import annotations

import dis
import re
from types import FunctionType
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Tuple

# What can't be moved elsewhere as text: inner scopes, loops, and literals that look like names.
_UNFIT = re.compile(r"\b(yield|try|with|while|for|lambda|def)\b|[\"'\\]")
_RETURN = re.compile(r"\breturn\b")
_COMMENT = re.compile(r"(^|\s+)# .*$")
_TARGET = re.compile(r"(?<![\w.])\w+")
_INDENT = 4
_open = open


class Body(NamedTuple):
    """The statements of an instruction's function, without its docstring."""

    lines: Tuple[str, ...]  # each with the indent it has in the body
    operand: str  # what the function calls its operand
    names: FrozenSet[str]  # its own variables
    rebound: FrozenSet[str]  # those that are assigned to more than once
    globals: Dict[str, Any]  # what else it refers to
    returns: bool  # it may return something to the loop


_bodies: Dict[Any, Optional[Body]] = {}
_sources: Dict[str, List[str]] = {}


def body_of(handler: Any) -> Optional[Body]:
    """The body of an instruction's function, or None if it has to be called."""
    if handler not in _bodies:
        _bodies[handler] = _body(handler) if type(handler) is FunctionType else None
    return _bodies[handler]


def _body(handler: FunctionType) -> Optional[Body]:
    code = handler.__code__
    source = _source(code.co_filename)
    if not source:
        return None
    lines = []
    starts = [line for _, line in dis.findlinestarts(code) if line is not None and line > code.co_firstlineno]
    for line in source[min(starts) - 1 :] if starts else ():
        if line.strip() and not line.startswith(" " * _INDENT):
            break
        line = _COMMENT.sub("", line.rstrip())[_INDENT:]
        if line:
            lines.append(line)
    if lines and lines[0].startswith('"""'):  # a docstring is all there is
        lines = []
    if any(_UNFIT.search(line) or line.count("(") != line.count(")") for line in lines):
        return None
    used = {name: handler.__globals__[name] for name in code.co_names if name in handler.__globals__}
    returns = any(_RETURN.search(line) for line in lines)
    if returns and handler.__annotations__.get("return") == "None":
        return None
    names = frozenset(code.co_varnames[3:])
    assigned = [name for line in lines for name in _TARGET.findall(line.partition(" = ")[0]) if " = " in line]
    rebound = frozenset(name for name in names if assigned.count(name) > 1)
    return Body(tuple(lines), code.co_varnames[2], names, rebound, used, returns)


def _source(filename: str) -> List[str]:
    """The lines of one of our files; none if it can't be read any more."""
    if filename not in _sources:
        try:
            with _open(filename, "rb") as file:
                _sources[filename] = file.read().decode().split("\n")
        except OSError:
            _sources[filename] = []
    return _sources[filename]
