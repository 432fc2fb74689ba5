"""Stack pictures: what an instruction takes from the value stack and what it leaves there.

A picture reads ``"left, right -- result"``: inputs, bottom first, then outputs. An item may carry a size,
``args[oparg]``, or a condition, ``null if oparg & 1``; both are expressions over the raw oparg. One picture
serves the operand roles on the screen, the stack depths in the listing, the tests and the documentation, so
that they can not disagree (the idea is that of CPython's own ``Python/bytecodes.c``).
"""

from __future__ import annotations

from types import CodeType
from typing import List, NamedTuple, Optional, Tuple

NULL_NAMES = ("null", "self_or_null")


class Item(NamedTuple):
    """One name of a picture; ``size`` and ``condition`` are compiled expressions over ``oparg``."""

    name: str
    size: Optional[CodeType]
    condition: Optional[CodeType]

    def count(self, oparg: int) -> int:
        """How many stack slots the item takes with this oparg."""
        if self.condition is not None and not _value(self.condition, oparg):
            return 0
        return 1 if self.size is None else int(_value(self.size, oparg))

    def names(self, oparg: int) -> List[str]:
        """A name per slot, as people read it: ``args[2]`` gives "arg 1" and "arg 2"."""
        count = self.count(oparg)
        shown = (
            "NULL" if self.name == "null" else self.name.strip("_").replace("_", " ").replace("null", "NULL")
        )
        if self.size is None:
            return [shown] * count
        singular = shown[:-1] if shown.endswith("s") else shown
        return [f"{singular} {number}" for number in range(1, count + 1)]


class Effect(NamedTuple):
    """A parsed picture."""

    inputs: Tuple[Item, ...]
    outputs: Tuple[Item, ...]
    picture: str  # as it was declared, for documentation

    def pops(self, oparg: int) -> int:
        """Slots the instruction takes, counting those it puts back."""
        return sum(item.count(oparg) for item in self.inputs)

    def pushes(self, oparg: int) -> int:
        """Slots the instruction leaves in place of what it took."""
        return sum(item.count(oparg) for item in self.outputs)

    def delta(self, oparg: int) -> int:
        """By how much the stack grows."""
        return self.pushes(oparg) - self.pops(oparg)

    def input_names(self, oparg: int) -> Tuple[str, ...]:
        """A name per slot taken, bottom first."""
        return tuple(name for item in self.inputs for name in item.names(oparg))

    def output_names(self, oparg: int) -> Tuple[str, ...]:
        """A name per slot left, bottom first."""
        return tuple(name for item in self.outputs for name in item.names(oparg))


def parse(picture: str) -> Effect:
    """Parse a picture; ValueError when it has no ``--`` or an expression does not compile."""
    before, dashes, after = picture.partition("--")
    if not dashes:
        raise ValueError(f"a stack picture needs '--': {picture!r}")
    return Effect(_items(before), _items(after), " ".join(picture.split()))


def _items(text: str) -> Tuple[Item, ...]:
    return tuple(_item(part.strip()) for part in text.split(",") if part.strip())


def _item(text: str) -> Item:
    text, _, condition = text.partition(" if ")
    name, bracket, size = text.strip().partition("[")
    if not name.isidentifier():
        raise ValueError(f"not a name in a stack picture: {name!r}")
    return Item(
        name,
        compile(size.rstrip("]"), "<picture>", "eval") if bracket else None,
        compile(condition, "<picture>", "eval") if condition else None,
    )


def _value(expression: CodeType, oparg: int) -> int:
    return int(eval(expression, {"__builtins__": {}}, {"oparg": oparg}))
