"""Expressions of an instruction's function, as they stand in a function that several are written into."""

from __future__ import annotations

import operator
import re
from keyword import iskeyword as _iskeyword
from typing import Any, Optional

from .bodies import Body
from .pending import SLOT, PendingStack

# To call these functions takes longer than to use the operator, and they do the same.
_SYMBOLS = {
    getattr(operator, name): symbol
    for name, symbol in zip(
        "add and_ floordiv lshift matmul mul mod or_ pow rshift sub truediv xor lt le eq ne gt ge".split(),
        "+ & // << @ * % | ** >> - / ^ < <= == != > >=".split(),
    )
}
_IN_PLACE = {
    getattr(operator, "i" + operator_.__name__.strip("_")): symbol + "="
    for operator_, symbol in list(_SYMBOLS.items())[:13]
}

# Made at once, and never used with a text that has to be parsed: to do so later would be to import, and that
# may be the program's business.
_READ = re.compile(r"(?<![\w.])stack(?:\.pop\(\)|\[-(\d+)\])")
STACK = re.compile(r"(?<![\w.])stack\b")
_CALL = re.compile(r"\b(\w+)\(([^,]+), (\w+)\)")
_GETATTR = re.compile(r"\bgetattr\((\w+), (\w+)\)")
_SETATTR = re.compile(r"setattr\((\w+), (\w+), (.+)\)")
_DIFFERENCE = re.compile(r"\[-(\d+) - (\d+)\]")
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_SMALL = 257  # below it each number is one object


class AsItIs(Exception):
    """A statement uses the stack in a way that only the real one knows."""


class Expressions(PendingStack):
    """What an instruction's names and operators stand for, and the stack's items."""

    def __init__(self) -> None:
        super().__init__()
        # Of the instruction at hand:
        self._index = 0
        self._operand: Any = None
        self._in_place = ""  # the symbol of its operator, if that works in place
        self._body: Optional[Body] = None
        self._target: Any = None  # where it jumps to

    def _begin(self, body: Body, operand: Any, jumps: bool) -> Body:
        self._operand, self._low = operand, len(self._pending)
        self._known = {}
        self._in_place = _IN_PLACE.get(operand, "") if callable(operand) else ""
        self._target = operand if jumps else None
        if callable(operand) and operand in _SYMBOLS:
            symbol = _SYMBOLS[operand]

            def written(found: re.Match[str]) -> str:
                return f"({found[2]} {symbol} {found[3]})" if found[1] == body.operand else found[0]

            body = body._replace(lines=tuple(_CALL.sub(written, line) for line in body.lines))
        elif type(operand) is str and operand.isidentifier() and not _iskeyword(operand):
            body = body._replace(
                lines=tuple(_as_attribute(line, body.operand, operand) for line in body.lines)
            )
            self._known[body.operand] = self._constant(operand)
        elif not self._in_place and body.operand != "_":
            self._known[body.operand] = self._constant(operand)
        self._body = body
        return body

    def _value(self, text: str, pad: str) -> str:
        """An expression; an operator that works in place is a statement of its own."""
        assert self._body is not None
        called = _CALL.fullmatch(text) if self._in_place else None
        if called is None or called[1] != self._body.operand:
            return self._text(text)
        left, right = self._text(called[2]), self._text(called[3])
        name = self._variable()
        self._line(f"{name} = {left}", pad)
        self._line(f"{name} {self._in_place} {right}", pad)
        return name

    def _text(self, text: str) -> str:
        """A piece of a body with its variables renamed and what is pending in place of the stack's items."""
        text = self._renamed(text)
        if "stack.pop()" in text and " if " in text[3:]:
            raise AsItIs  # it may not be popped at all
        written, at = "", 0
        for found in _READ.finditer(text):
            written += text[at : found.start()]
            at = found.end()
            if not self._pending:
                written += found[0]
            elif found[1] is None:
                written += self._pop()
            elif int(found[1]) <= len(self._pending):
                written += self._pending[-int(found[1])]
            else:
                raise AsItIs
        written += text[at:]
        if self._pending and STACK.search(written):
            raise AsItIs
        return written

    def _renamed(self, text: str) -> str:
        body = self._body
        assert body is not None

        def rename(found: re.Match[str]) -> str:
            name = found[0]
            if name in self._known:
                return self._known[name]
            if name == body.operand:
                return self._constant(self._operand)
            if name in body.names:
                name = f"{name}_{self._index}"
                self._held.add(name)
            return name

        text = _WORD.sub(rename, text)
        if " - " in text:
            text = _DIFFERENCE.sub(lambda found: f"[-{int(found[1]) + int(found[2])}]", text)
        return text.replace("frame.locals", "locals_").replace("frame.machine.", "machine_.")

    def _stored(self, text: str, pad: str) -> str:
        """Before a slot of the locals is stored to, what is pending from there gets a variable."""
        slot = SLOT.fullmatch(text.partition(" = ")[0])
        if slot is not None:
            for at, item in enumerate(self._pending):
                pending = SLOT.fullmatch(item)
                if pending is not None and (pending[1] == slot[1] or not slot[1].isdigit()):
                    self._keep(at, pad)
        return text

    def _constant(self, value: Any) -> str:
        """The text for an operand: a small number as it is, else a name."""
        return str(value) if type(value) is int and 0 <= value < _SMALL else self._named(value)


def _as_attribute(line: str, operand: str, name: str) -> str:
    """A statement with the attribute of that name itself in place of a call that asks for it by name."""
    got = _GETATTR.search(line)
    if got is not None and got[2] == operand:
        return f"{line[: got.start()]}{got[1]}.{name}{line[got.end() :]}"
    stored = _SETATTR.fullmatch(line)
    return f"{stored[1]}.{name} = {stored[3]}" if stored is not None and stored[2] == operand else line
