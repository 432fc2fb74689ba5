"""The text of a function that runs several instructions, written from the bodies of their own functions.

The bodies say ``stack.append(...)`` and ``stack.pop()``. What is pushed is not put on the stack at once but
is pending (pending.py), and an instruction that pops it gets the text of it in place of its ``stack.pop()``.
"""

from __future__ import annotations

import re
from typing import Any, Callable, Iterator, List, NamedTuple, Tuple

from .bodies import Body, body_of
from .calm import CALM, QUIET
from .expressions import STACK, AsItIs, Expressions
from .link import Entry, Instruction
from .pending import SLOT

_SWAP = re.compile(
    r"stack\[-1\], stack\[-(\d+)\] = stack\[-\1\], stack\[-1\]"
)  # made at once: see expressions.py
_STEP = "    "
_HEAD = "def fused(frame, stack, nothing):"
# What the lines may use, each before what it is made of.
_AT_HAND = {"breaker_": "machine_.eval_breaker", "machine_": "frame.machine", "locals_": "frame.locals"}


class Step(NamedTuple):
    """An instruction to be written into a function."""

    instruction: Instruction
    entry: Entry
    is_covered: bool  # the frame may handle what it raises
    goes_on: bool  # a call: the function is not left with it


class Rewriting(Expressions):
    """The function for a run that begins at instruction ``start``.

    ``steps`` gives what is to be run from an instruction on, as far as it may be a part of the function.
    """

    def __init__(self, start: int, steps: Callable[[int], Iterator[Step]]) -> None:
        super().__init__()
        self.modules: List[str] = []  # where what a line is made of was written
        self._start = start
        self._steps = steps
        self._goes_on = False  # the instruction at hand is a call that seldom leaves the frame for another
        self._is_trying = False
        self._is_over = False  # what has been added last does not go on to the next
        self._is_to_look = False  # the guest may have run: the eval breaker may be up
        self._index = start
        self._module = ""  # where the function of the instruction at hand was written

    # ---- instructions ----

    def run(self, start: int) -> None:
        """Add the instructions from one on."""
        self._is_over = False
        for step in self._steps(start):
            self._add(step)
        if not self._is_over:
            self._settle("")
            self._line(f"frame.pc = {self._index + 1}")
            self._line("return None")

    def _add(self, step: Step) -> None:
        instruction = step.instruction
        handler, operand, _ = step.entry
        self._index, self._is_over, self._goes_on = instruction.index, False, step.goes_on
        self._module = handler.__module__
        if self._is_to_look:
            self._line("if breaker_:")
            self._settle(_STEP)
            self._line("return None", _STEP)
            self._is_to_look = False
        body = body_of(handler)
        if body is None or not self._can_use(body):
            self._call(handler, operand)
            return
        jumps = instruction.op is not None and instruction.op.jumps
        body = self._begin(body, operand, jumps)
        if instruction.opname not in QUIET:
            is_covered = step.is_covered or body.returns
            if is_covered or any(map(SLOT.fullmatch, self._pending)):
                self._secure(self._untouched(body), is_covered)
            self._line(f"frame.pc = {self._index + 1}")
            self._is_to_look = instruction.opname not in CALM
        self._statements(body.lines)
        self._known = {}
        if body.returns and body.lines[-1].startswith("return ") and not self._goes_on:
            self._is_over = True
        if not self._is_over:
            self._drop(set(self._held))

    def finished(self) -> str:
        """The text, after the last instruction."""
        lines = [_STEP + "while True:", *(_STEP * 2 + line for line in self._lines)]
        for name, value in _AT_HAND.items():
            if any(name in line for line in lines):
                lines.insert(0, f"{_STEP}{name} = {value}")
        lines.insert(0, _HEAD)
        self.modules[:0] = [""] * (len(lines) - len(self._lines))
        return "\n".join(lines)

    def _can_use(self, body: Body) -> bool:
        if any(self.globals.get(name, value) is not value for name, value in body.globals.items()):
            return False  # two modules mean different things by a name
        self.globals.update(body.globals)
        return True

    def _untouched(self, body: Body) -> int:
        """How many of what is pending an instruction leaves alone: found by trying."""
        if not self._pending:
            return 0
        kept, written = (list(self._pending), set(self._held), dict(self._known)), len(self._lines)
        self._is_trying = True
        self._statements(body.lines)
        self._is_trying = False
        self._pending, self._held, self._known = kept
        self._forget_lines(written)
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
        elif self._goes_on:
            self._go_on_behind(call)
        else:
            self._line("return " + call)
            self._is_over = True

    def _go_on_behind(self, call: str) -> None:
        """After a call that may have left the frame for another."""
        self._line(f"signal_ = {call}")
        self._line("if signal_ is not None:")
        self._line("return signal_", _STEP)
        self._is_to_look = True

    def _forget_lines(self, written: int) -> None:
        """Take back what has been written since there were so many lines."""
        del self._lines[written:], self.modules[written:]

    def _line(self, text: str, pad: str = "") -> None:
        super()._line(text, pad)
        self.modules.append(self._module)

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
            elif not other and at == len(lines) and any(STACK.search(each) for each in block):
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
        except AsItIs:
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
        except AsItIs:
            self._flush(len(self._pending), pad)
            self._line(self._text(condition), pad)
        kept, low = list(self._pending), self._low
        if block[-1].startswith("raise "):
            self._settle(pad + _STEP)
        for line in block:
            self._statement(line, pad + _STEP)
        self._pending, self._low = kept, low

    def _statement(self, line: str, pad: str) -> None:
        pending, low, written = list(self._pending), self._low, len(self._lines)
        try:
            self._moved(line, pad)
        except AsItIs:
            self._pending, self._low = pending, low
            self._forget_lines(written)
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
        elif line.startswith("return ") and self._goes_on and not pad:
            call = self._text(line[len("return ") :])
            self._flush(len(self._pending))
            self._go_on_behind(call)
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
            self._swap(self._renamed(line), pad)
        else:
            self._line(self._stored(self._text(line), pad), pad)

    def _swap(self, text: str, pad: str) -> None:
        swapped = _SWAP.fullmatch(text)
        if swapped is None:
            raise AsItIs
        pending, at = self._pending, -int(swapped[1])
        self._pull(pad, -at)
        pending[-1], pending[at] = pending[at], pending[-1]
        self._low = min(self._low, len(pending) + at)

    def _count(self) -> int:
        """How many items of the stack an operand that is a slice stands for."""
        assert type(self._operand) is slice
        return -self._operand.start if self._operand.start < 0 else 0

    def _jump(self, pad: str) -> None:
        assert self._target is not None
        if self._target == self._start:
            self._settle(pad)
            self._line(f"frame.pc = {self._target}", pad)
            self._line("if not breaker_:", pad)
            self._line("continue", pad + _STEP)
            self._line("return None", pad)
        elif not self._is_trying:
            self._go_on_at(self._target, pad)
        self._is_over = not pad

    def _go_on_at(self, target: int, pad: str) -> None:
        """Write what follows a jump where it jumps, so that the function goes on."""
        kept = vars(self).copy()
        self._pending, self._held, self._known = list(self._pending), set(self._held), {}
        self._indent += pad
        self._drop(set(self._held))
        self._is_to_look = self._is_to_look or target <= self._index
        if self._is_to_look:
            self._line(f"frame.pc = {target}")
        self._index = target - 1
        self.run(target)
        vars(self).update(kept)

    def _as_it_is(self, lines: List[str], pad: str) -> None:
        if any(STACK.search(line) or "return " in line for line in lines):
            self._flush(len(self._pending), pad)
        for line in lines:
            self._line(self._renamed(line), pad)


def _block(lines: Tuple[str, ...], at: int) -> Tuple[Tuple[str, ...], int]:
    """The indented lines from one on, dedented; and where they end."""
    end = at
    while end < len(lines) and lines[end].startswith(_STEP):
        end += 1
    return tuple(line[len(_STEP) :] for line in lines[at:end]), end
