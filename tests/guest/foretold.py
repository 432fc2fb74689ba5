"""Forecasts held against what happens: in a program with every kind of instruction, and in the examples.

Run as a module it does so on the interpreter that runs it, which needs no test tools, and prints how many
instructions there were and how many were foreseen; a forecast that does not come true is a traceback.
"""

from __future__ import annotations

import builtins
import contextlib
import io
from pathlib import Path
from typing import List, Optional, Tuple

from stepper.guest.forecast import forecast
from stepper.guest.saferepr import show
from stepper.protocol import Forecast
from stepper.vm import VM
from stepper.vm.stops import Stop

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))

VARIED = """
import math
class Point:
    kind = "2d"
    def __init__(self, x): self.x = x
    def __bool__(self): return False
class Plain: pass
class Odd(Exception): pass
def gen():
    yield 1
def outer(n):
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
def unbound(flag):
    if flag: value = 1
    return value
def use(): return len(text)
step = outer(3)
step(), step()
total = 7 // 2 + 2 ** 10 - (5 << 2) | 3
text = "ab" * 3 + "c"
part = text[1:4], text[0], [1, 2, 3][1], {"a": 1}["a"], (1, 2, 3)[::2]
checks = 1 < 2 <= 2, "a" in text, 3 not in (1, 2), total is None, None is None, [1, [2]] == [1, [2]]
signs = -total, ~total
for i in range(2): pass
for k in {"x": 1, "y": 2}: pass
for k, v in {"x": 1}.items(): pass
for c in "hé": pass
for s in {1}: pass
for n in gen(): pass
for r in reversed([1, 2]): pass
p = Point(4)
if p: pass
if Plain(): pass
if not []: pass
q = p.x, Point.kind, math.pi, p.kind
x = None
while x is None: x = 1
total and text or x
for attempt in ("1 / 0", "{}['a']", "[][5]", "1 + 'a'", "5 .x", "undefined_name", "iter(5)", "len(3)"):
    try:
        eval(attempt)
    except Exception as error:
        kind = type(error)
try: unbound(False)
except UnboundLocalError: pass
try: 1 / 0
except (KeyError, ZeroDivisionError): pass
try: missing
except NameError: pass
try: [1][2]
except LookupError: pass
five = 5
try: five()
except TypeError: pass
try:
    for z in 5: pass
except TypeError: pass
try: raise Odd
except Odd: pass
try:
    try: raise Odd("x")
    except KeyError: pass
    finally: pass
except Odd: pass
try: raise 5
except TypeError: pass
try: raise
except RuntimeError: pass
d = {1: 2}
try:
    for key in d: d[2] = 3
except RuntimeError: pass
use()
class Scope:
    colour = "red"
    shade = colour, len
    def method(self, a, b=2, *, c=None): return a
    @property
    def both(self): return self.colour, self.method(1)
    @both.setter
    def both(self, value): self.own = value
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def double(n): return n + n
    def __getattr__(self, name): return name
    def __len__(self): return 3
    def __add__(self, other): return self
    def __iadd__(self, other): return self
    def __neg__(self): return 5
    def __lt__(self, other): return True
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): pass
    def __delitem__(self, key): pass
    def __contains__(self, item): return 1
    def __iter__(self): return iter((1, 2))
    def __call__(self, x): return x
    def __enter__(self): return self
    def __exit__(self, *exception): return True
    def __format__(self, spec): return spec
    def __repr__(self): return "scope"
class Narrow(Scope):
    __slots__ = ("a", "_b")
    extra = 1
    def method(self, a, b=2): return super().method(a, b=b), super().colour
    def __setattr__(self, name, value): super().__setattr__(name, value)
class Slots:
    __slots__ = ("a", "b")
class Counting:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
class Meta(type):
    def tell(cls): return cls.__name__
class Made(metaclass=Meta): pass
def shared(n):
    class Body:
        m = n
        n = n
    return Body
s = Scope.make(); t = Narrow()
s.both; s.both = 4; s.own; s.missing; s.double(2); s.method(1); t.method(5); t.extra; t.a = 1; t.a
s + 1; s += 1; -s; s < 1; s[1]; s[1] = 2; 1 in s; s(1); f"{s} {s!r} {s:>5} {1:>4} {'x'!r}"; not s
del s[1]
while s:
    with s as same: raise ValueError
    break
u = Slots(); u.a = 1; u.a
for n in Counting(): pass
for n in s: pass
Made.tell(), Made.__name__, Scope.colour, Scope.double, Scope.both, Narrow.make, math.sin, [].append, "".join
shared(1)
first, (second, *rest) = 1, "abc"
[n for n in range(3)], {n: n for n in "ab"}, {n for n in (1, 2)}, {1, *rest}
[*rest, *(1, 2)], {**{"a": 1}, "b": 2}
lambda: 0
for attempt in (
    "s.method()", "s.method(1, 2, 3)", "step(1)", "u.b", "u.c", "Slots.nothing", "(1, 2).c", "5 in 5",
    "[*5]", "{[]}", "Made.nothing", "len.x", "f'{5:q}'", "[x for x in 3]", "{[]: 1}", "{1: 1}[()]",
    "Point()",
):
    try: eval(attempt)
    except Exception: pass
for attempt in (
    "a, b = 1", "a, b = 1, 2, 3", "(1, 2)[0] = 1", "del (1, 2)[0]", "[][0] = 1", "del {}[0]",
    "{}[[]] = 1", "a, *b, c = (1,)", "with 5: pass", "u.c = 1", "(5).x = 1",
    "math.pi; from math import pi", "import os.path as p, sys", "del unknown_name",
    "s.method(1, 2, c=3)", "x: int = 5", "assert not s",
):
    try: exec(attempt)
    except Exception: pass
MATCHES = '''
for subject in ([1, 2, 3], {"k": 1, "z": 2}, Point(1), "text", 5):
    match subject:
        case [a, *others]: pass
        case {"k": 1, "q": 2}: pass
        case {"k": value, **others}: pass
        case Point(x=1): pass
        case str(whole): pass
        case _: pass
'''
try: exec(MATCHES)
except SyntaxError: pass
async def counted():
    yield 1
    yield 2
async def awaited(): return [n async for n in counted()]
async def entering():
    async for n in counted(): await awaited()
    return await awaited()
def driven(coroutine):
    try:
        while True: coroutine.send(None)
    except StopIteration: pass
driven(entering())
def delegating():
    yield from (1, 2)
    yield from gen()
    yield from {"a": 1}
list(delegating())
b = b"ab"[0] + len(b"x" * 3)
l = [1]; l += [2]; l *= 2
"""


def expect(said: Forecast, before: Stop, after: Stop, index: int) -> None:
    """Compare a forecast with the stop that followed."""
    frame, instruction = before.frame, before.frame.program.instructions[index] if before.frame else None
    assert frame is not None and instruction is not None
    raised = after.is_unwinding
    if said.raises:
        assert raised and type(after.exception).__name__ == said.raises
        return
    if said.enters:
        assert after.frame is not frame and after.frame is not None and not raised, (instruction, said)
        assert after.frame.program.qualname == said.enters
        return
    if said.callee == "guest":
        raise AssertionError("a frame would be entered, but which?")
    if said.result is not None:
        assert after.frame is frame and not raised, (instruction, said)
        shown = [show(value)[:2] for value in frame.stack[-2:]]
        assert said.result[:2] in shown, (said, shown)
    if said.after:
        assert after.frame is frame and not raised and instruction.op is not None
        left = frame.stack[len(frame.stack) - len(said.after) :]
        for value, there in zip(said.after, left):
            assert value is None or value[:2] == show(there)[:2], (said, left)
    if said.jumps is not None:
        assert after.frame is frame and not raised, (instruction, said)
        reached = frame.program.instructions[after.index]
        to_the_next = frame.program.instructions[index + 1].start == said.target  # 3.9 compiles such jumps
        assert to_the_next or (reached.start == said.target) == said.jumps
        assert said.jumps or after.index == index + 1


def step_through(vm: VM) -> List[Tuple[str, Forecast]]:
    """Step to the end, holding each forecast against what happens."""
    told = []
    with vm:
        stop = vm.step()
        while stop.frame is not None:
            said: Optional[Forecast] = None
            index = stop.index
            if not stop.is_unwinding:
                said = forecast(stop.frame)
                told.append((stop.frame.instruction.opname, said))
            following = vm.step()
            if said is not None:
                expect(said, stop, following, index)
            stop = following
    return told


def main() -> None:
    """Step through all of it."""
    told = step_through(VM(compile(VARIED, "varied.py", "exec")))
    builtins.input = lambda prompt="": "somebody"
    with contextlib.redirect_stdout(io.StringIO()):
        for example in EXAMPLES:
            told += step_through(VM.load(example))
    print(len(told), sum(said != Forecast() for _, said in told))


if __name__ == "__main__":
    main()
