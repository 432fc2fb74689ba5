"""A breakpoint in words: ``WHERE [once] [ignore N] [every N] [if EXPRESSION]``."""

from __future__ import annotations

import re
from typing import Any, Dict

from ..protocol import Breakpoint
from .events import event_point
from .where import Resolver, WhereError

_IF = re.compile(r"\sif(?:\s+(?P<condition>.*))?$", re.DOTALL)
_RULE = re.compile(r"\s(?:(?P<once>once)|(?P<word>ignore|every)(?:\s+(?P<count>\S+))?)$")
_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the module
_MOST = 10**9

_compile = compile


def resolved(text: str, resolver: Resolver) -> Breakpoint:
    """The breakpoint that a text describes, not installed. WhereError when it describes none."""
    head = text.strip()
    rules: Dict[str, Any] = {}
    found = _IF.search(head)
    if found:
        head = head[: found.start()].rstrip()
        rules["condition"] = (found["condition"] or "").strip()
        check_condition(rules["condition"])
    while True:
        rule = _RULE.search(head)
        if rule is None:
            break
        head = head[: rule.start()].rstrip()
        rules.update({"once": True} if rule["once"] else {rule["word"]: _count(rule["word"], rule["count"])})
    return (event_point(head) or resolver.resolve(head))._replace(**rules)


def check_condition(text: str, what: str = "the condition") -> Any:
    """The syntax tree of a condition. WhereError when it is no expression."""
    if not text:
        raise WhereError("an expression has to follow if")
    try:
        return _compile(text, "<condition>", "eval", _ONLY_AST, True)
    except SyntaxError as error:
        raise WhereError(f"{what} {text} is none: {error.msg}") from None
    except Exception as error:  # null bytes, or nested too deep
        raise WhereError(f"{what} {text[:80]} is none: {error}") from None


def _count(word: str, digits: str) -> int:
    least = 1 if word == "every" else 0
    if not digits or not (digits.isascii() and digits.isdigit()) or not least <= int(digits[:12]) <= _MOST:
        raise WhereError(f"after {word!r} has to come a number, not {digits or 'nothing'}")
    return int(digits)
