"""The text of a function that runs several instructions, written from the bodies of their own functions.

The bodies say ``stack.append(...)`` and ``stack.pop()``. What is pushed is not put on the stack at once but
is pending (pending.py), and an instruction that pops it gets the text of it in place of its ``stack.pop()``.
"""

from __future__ import annotations

import operator
import re
from keyword import iskeyword as _iskeyword
from typing import Any, Callable, List, Optional, Tuple

from .bodies import Body, body_of
from .link import Entry, Instruction
from .pending import SLOT, PendingStack
from .versions import HOST, PY313

# Instructions that can't raise but by a raise of their own, and do nothing that could run code of the guest.
_QUIET = set(
    "NOP NOT_TAKEN RESUME PUSH_NULL COPY SWAP DUP_TOP DUP_TOP_TWO ROT_TWO ROT_THREE ROT_FOUR ROT_N KW_NAMES "
    "LOAD_CONST LOAD_SMALL_INT LOAD_COMMON_CONSTANT LOAD_ASSERTION_ERROR LOAD_CLOSURE LOAD_DEREF "
    "LOAD_FAST LOAD_FAST_BORROW LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_BORROW_LOAD_FAST_BORROW "
    "JUMP_FORWARD JUMP_ABSOLUTE JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT MAKE_CELL COPY_FREE_VARS "
    "PRECALL".split()
)
if HOST >= PY313:  # there the condition is True or False
    _QUIET.update(("POP_JUMP_IF_TRUE", "POP_JUMP_IF_FALSE"))

# Those that may fail, but run no code of the guest.
_CALM = frozenset(("LOAD_GLOBAL", "BUILD_TUPLE", "BUILD_LIST", "BUILD_STRING", "LIST_APPEND"))

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
_STACK = re.compile(r"(?<![\w.])stack\b")
_CALL = re.compile(r"\b(\w+)\(([^,]+), (\w+)\)")
_GETATTR = re.compile(r"\bgetattr\((\w+), (\w+)\)")
_SETATTR = re.compile(r"setattr\((\w+), (\w+), (.+)\)")
_DIFFERENCE = re.compile(r"\[-(\d+) - (\d+)\]")
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_SMALL = 257  # below it each number is one object
_STEP = "    "
_HEAD = (
    "def fused(frame, stack, nothing):",
    _STEP + "machine_, locals_ = frame.machine, frame.locals",
    _STEP + "while True:",
)


class _AsItIs(Exception):
    """A statement uses the stack in a way that only the real one knows."""


class Rewriting(PendingStack):
    """The function for a run that begins at instruction ``start``."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.modules = [""] * len(_HEAD)  # where what a line is made of was written
        self._start = start
        self._is_over = False  # what has been added last does not go on to the next
        self._is_to_look = False  # the guest may have run: the eval breaker may be up
        # Of the instruction at hand:
        self._index = start
        self._operand: Any = None
        self._in_place = ""  # the symbol of its operator, if that works in place
        self._body: Optional[Body] = None

    # ---- instructions ----

    def add(self, instruction: Instruction, entry: Entry, is_covered: bool) -> None:
        """Add the next instruction; ``is_covered`` if the frame may handle what it raises."""
        handler, operand, _ = entry
        before = len(self._lines)
        self._add(instruction, handler, operand, is_covered)
        self.modules += [handler.__module__] * (len(self._lines) - before)

    def _add(
        self, instruction: Instruction, handler: Callable[..., Any], operand: Any, is_covered: bool
    ) -> None:
        self._index, self._is_over = instruction.index, False
        if self._is_to_look:
            self._line("if machine_.eval_breaker:")
            self._settle(_STEP)
            self._line("return None", _STEP)
            self._is_to_look = False
        body = body_of(handler)
        if body is None or not self._can_use(body):
            self._call(handler, operand)
            return
        jumps = instruction.op is not None and instruction.op.jumps
        body = self._begin(body, operand, jumps)
        if instruction.opname not in _QUIET:
            self._secure(self._untouched(body), is_covered or body.returns)
            self._line(f"frame.pc = {self._index + 1}")
            self._is_to_look = instruction.opname not in _CALM
        self._statements(body.lines)
        self._known = {}
        self._is_over = self._is_over or (body.returns and body.lines[-1].startswith("return "))
        if not self._is_over:
            self._drop(set(self._held))

    def finished(self) -> str:
        """The text, after the last instruction."""
        if not self._is_over:
            self._settle("")
            self._line(f"frame.pc = {self._index + 1}")
            self._line("return None")
        self.modules += [""] * (len(_HEAD) + len(self._lines) - len(self.modules))
        return "\n".join([*_HEAD, *(_STEP * 2 + line for line in self._lines)])

    def _can_use(self, body: Body) -> bool:
        if any(self.globals.get(name, value) is not value for name, value in body.globals.items()):
            return False  # two modules mean different things by a name
        self.globals.update(body.globals)
        return True

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

    def _untouched(self, body: Body) -> int:
        """How many of what is pending an instruction leaves alone: found by trying."""
        if not self._pending:
            return 0
        kept = list(self._lines), list(self._pending), set(self._held), dict(self._known)
        self._statements(body.lines)
        self._lines, self._pending, self._held, self._known = kept
        low, self._low = self._low, len(self._pending)
        return low

    def _call(self, handler: Callable[..., Any], operand: Any) -> None:
        self._known = {}
        self._flush(len(self._pending))
        self._line(f"frame.pc = {self._index + 1}")
        call = f"{self._constant(handler)}(frame, stack, {self._constant(operand)})"
        if handler.__annotations__.get("return") == "None":
            self._line(call)
            self._is_to_look = True
        else:
            self._line("return " + call)
            self._is_over = True

    # ---- statements of a body ----

    def _statements(self, lines: Tuple[str, ...], pad: str = "") -> None:
        at = 0
        while at < len(lines):
            line, start = lines[at], at
            at += 1
            if not line.endswith(":"):
                self._statement(line, pad)
                continue
            block, at = _block(lines, at)
            other: Tuple[str, ...] = ()
            if at < len(lines) and lines[at] == "else:":
                other, at = _block(lines, at + 1)
            assert self._body is not None
            if self._target is not None and block[-1] == f"frame.pc = {self._body.operand}":
                self._branch(line, block, pad)
                self._statements(other, pad)
            elif block[0].startswith("raise ") and not other:
                self._branch(line, (f"frame.pc = {self._index + 1}", *block), pad)
            elif not other and at == len(lines) and any(_STACK.search(each) for each in block):
                self._way_out(line, block, pad)
            elif other or not self._is_never(line):
                whole = at
                while whole < len(lines) and lines[whole].startswith(("elif ", "else:", _STEP)):
                    whole += 1
                self._as_it_is(list(lines[start:whole]), pad)
                at = whole

    def _way_out(self, condition: str, block: Tuple[str, ...], pad: str) -> None:
        """The end of a body that is rarely needed and needs the real stack: the loop goes on behind it."""
        try:
            self._line(self._text(condition), pad)
        except _AsItIs:
            self._as_it_is([condition, *(_STEP + each for each in block)], pad)
            return
        self._settle(pad + _STEP)
        for line in block:
            self._line(self._renamed(line), pad + _STEP)
        self._line(f"frame.pc = {self._index + 1}", pad + _STEP)
        self._line("return None", pad + _STEP)

    def _is_never(self, condition: str) -> bool:
        """Whether a condition is known to be false."""
        assert self._body is not None
        first = condition[len("if ") :].rstrip(":").split(" and ")[0]
        return self._body.globals.get(first) is False or self._renamed(condition) == "if NULL is not NULL:"

    def _branch(self, condition: str, block: Tuple[str, ...], pad: str) -> None:
        """A branch that leaves the function, or begins it anew."""
        try:
            self._line(self._text(condition), pad)
        except _AsItIs:
            self._flush(len(self._pending), pad)
            self._line(self._text(condition), pad)
        kept, low = list(self._pending), self._low
        if block[-1].startswith("raise "):
            self._settle(pad + _STEP)
        for line in block:
            self._statement(line, pad + _STEP)
        self._pending, self._low = kept, low

    def _statement(self, line: str, pad: str) -> None:
        pending, low = list(self._pending), self._low
        try:
            self._moved(line, pad)
        except _AsItIs:
            self._pending, self._low = pending, low
            self._as_it_is([line], pad)

    def _moved(self, line: str, pad: str) -> None:
        """Write a statement with what is pending in the place of the stack."""
        left, _, right = line.partition(" = ")
        name = left.split(":")[0]
        assert self._body is not None
        if line == f"frame.pc = {self._body.operand}" and self._target is not None:
            self._jump(pad)
        elif right in ("stack.pop()", "stack[-1]") and name in self._body.names:
            self._pull(pad)
            self._known[name] = self._pending[-1]
            is_slot = SLOT.fullmatch(self._known[name])  # a frame that is left drops its locals
            if name in self._body.rebound or (is_slot and self._body.returns):
                self._known[name] = self._variable()
                self._line(f"{self._known[name]} = {self._pending[-1]}", pad)
            if right == "stack.pop()":
                self._pop()
        elif right == "frame.machine" and name in self._body.names:
            self._known[name] = "machine_"
        elif right == f"stack[{self._body.operand}]" and self._count() <= len(self._pending):
            items = self._pending[len(self._pending) - self._count() :]
            self._line(f"{self._renamed(left)} = [{', '.join(items)}]", pad)
        elif line == f"del stack[{self._body.operand}]" and self._count() <= len(self._pending):
            self._drop([self._pop() for _ in range(self._count())], pad)
        elif ", " in left and right == self._body.operand and type(self._operand) is tuple:
            for each, value in zip(left.split(", "), self._operand):
                self._known[each] = self._constant(value)
        elif line == "stack.pop()" and self._pending:
            self._pop()
        elif line.startswith("assert "):
            pass
        elif line.startswith("return "):
            text = self._text(line)
            self._settle(pad)
            self._line(text, pad)
        elif line.startswith("stack.append("):
            self._push(self._value(line[len("stack.append(") : -1], pad), pad)
        elif left == "stack[-1]":
            self._pull(pad)
            value = self._value(right, pad)
            self._pull(pad)
            self._pop()
            self._push(value, pad)
        elif left.startswith("stack") and right:
            raise _AsItIs
        else:
            self._line(self._stored(self._text(line), pad), pad)

    def _count(self) -> int:
        """How many items of the stack an operand that is a slice stands for."""
        assert type(self._operand) is slice
        return -self._operand.start if self._operand.start < 0 else 0

    def _jump(self, pad: str) -> None:
        self._settle(pad)
        self._line(f"frame.pc = {self._target}", pad)
        if self._target == self._start:
            self._line("if not machine_.eval_breaker:", pad)
            self._line("continue", pad + _STEP)
        self._line("return None", pad)
        self._is_over = not pad

    def _as_it_is(self, lines: List[str], pad: str) -> None:
        if any(_STACK.search(line) or "return " in line for line in lines):
            self._flush(len(self._pending), pad)
        for line in lines:
            self._line(self._renamed(line), pad)

    # ---- expressions ----

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
            raise _AsItIs  # it may not be popped at all
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
                raise _AsItIs
        written += text[at:]
        if self._pending and _STACK.search(written):
            raise _AsItIs
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

        text = _DIFFERENCE.sub(lambda found: f"[-{int(found[1]) + int(found[2])}]", _WORD.sub(rename, text))
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


def _block(lines: Tuple[str, ...], at: int) -> Tuple[Tuple[str, ...], int]:
    """The indented lines from one on, dedented; and where they end."""
    end = at
    while end < len(lines) and lines[end].startswith(_STEP):
        end += 1
    return tuple(line[len(_STEP) :] for line in lines[at:end]), end
