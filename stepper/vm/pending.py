"""What instructions have pushed while it is not on the stack: in a function that is being written.

What is pending is the name of a constant, a slot of the locals or a variable of the function. It is put on
the stack where the function is left, and before an exception may be raised that the frame may handle.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Iterable, List, Set

SLOT = re.compile(r"locals_\[(.*)\]$")
_SIMPLE = re.compile(r"\w+|locals_\[\d+\]")


class PendingStack:
    """The lines of a function, and what is pending behind the last of them."""

    def __init__(self) -> None:
        self.globals: Dict[str, Any] = {}  # what the function refers to
        self._constants: Dict[int, str] = {}  # the names of operands in there, by id
        self._lines: List[str] = []
        self._indent = ""
        self._pending: List[str] = []
        self._held: Set[str] = set()  # variables that refer to something
        self._names = 0
        self._low = 0  # so many of what is pending the instruction at hand leaves alone
        self._known: Dict[str, str] = {}  # what the instruction's variables stand for

    def _push(self, text: str, pad: str) -> None:
        if text.isdigit():  # the compiler would warn of some things that the program does with a number
            text = self._named(int(text))
        if not _SIMPLE.fullmatch(text):
            name = self._variable()
            self._line(f"{name} = {text}", pad)
            text = name
        self._pending.append(text)

    def _pop(self) -> str:
        text = self._pending.pop()
        self._low = min(self._low, len(self._pending))
        return text

    def _pull(self, pad: str, count: int = 1) -> None:
        """Have the top of the stack pending."""
        while len(self._pending) < count:
            self._pending.insert(0, self._variable())
            self._line(f"{self._pending[0]} = stack.pop()", pad)
            self._low = 0

    def _flush(self, count: int, pad: str = "") -> None:
        """Put the lowest of what is pending on the stack."""
        moved = self._pending[:count]
        self._append(moved, pad)
        del self._pending[:count]
        self._low = max(self._low - count, 0)
        self._drop(moved, pad)

    def _secure(self, count: int, is_covered: bool) -> None:
        """Before the guest may run: see that the lowest of what is pending stays what it is.

        On the stack it is needed only by a handler: a frame that is left by an exception loses it.
        """
        if is_covered:
            self._flush(count)
            return
        for at in range(count):
            if SLOT.fullmatch(self._pending[at]):
                self._keep(at, "")

    def _keep(self, at: int, pad: str) -> None:
        """Have a pending item in a variable."""
        item, self._pending[at] = self._pending[at], self._variable()
        self._line(f"{self._pending[at]} = {item}", pad)

    def _settle(self, pad: str) -> None:
        """Put all that is pending on the stack on a way out, while it stays pending on the other."""
        self._append(self._pending, pad)

    def _append(self, items: List[str], pad: str) -> None:
        if len(items) == 1:
            self._line(f"stack.append({items[0]})", pad)
        elif items:
            self._line(f"stack += ({', '.join(items)})", pad)

    def _variable(self) -> str:
        self._names += 1
        name = f"value_{self._names}_"
        self._held.add(name)
        return name

    def _drop(self, items: Iterable[str], pad: str = "") -> None:
        """Variables shall not keep alive what the program has let go of, nor count as references to it."""
        idle = self._held.intersection(items).difference(self._pending, self._known.values())
        if idle:
            self._line(" = ".join(sorted(idle)) + " = nothing", pad)
        self._held.difference_update(idle)

    def _line(self, text: str, pad: str = "") -> None:
        self._lines.append(self._indent + pad + text)

    def _named(self, value: Any) -> str:
        name = self._constants.get(id(value))
        if name is None:
            name = self._constants[id(value)] = f"constant_{len(self.globals)}"
            self.globals[name] = value
        return name
