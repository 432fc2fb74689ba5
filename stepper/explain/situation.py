"""What the words need to know of a stop: instruction, operands as short text, names, and what is foreseen."""

from __future__ import annotations

import re
from typing import Dict, Optional, Tuple

from stepper.protocol import Forecast, FrameView, Listing, Row, Snapshot, StackSlot, Value

_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">", "'": "'", '"': '"'}
_NULL_MARKS = re.compile(r"^(?:NULL(?:\|self)?) \+ | \+ (?:NULL(?:\|self)?)$")
_CALLABLE = re.compile(
    r"<(?:bound method|built-in method|built-in function|function|class|method-wrapper|method|slot wrapper) "
    r"'?(.+?)'?(?: at 0x| of |>$)"
)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters of a value's text; the closing bracket or quote is kept."""
    if len(text) <= limit:
        return text
    closing = _CLOSING.get(text[0], ")" if text.endswith(")") else "")
    return text[: limit - 1 - len(closing)] + "…" + closing


def row_number(listing: Listing, offset: int) -> Optional[int]:
    """The number of the row at ``offset`` (of the opcode or of its first EXTENDED_ARG)."""
    low, high = 0, len(listing.rows)
    while low < high:
        middle = (low + high) // 2
        if listing.rows[middle].offset < offset:
            low = middle + 1
        else:
            high = middle
    found = low < len(listing.rows) and listing.rows[low].start <= offset
    return low if found else None


class Situation:
    """One stop before an instruction, with the questions the words ask.

    Operands are found by the role the guest gave them, else by their distance from the top of the stack. As a
    mapping it gives the fields of phrase templates: "name", "target", "tos", or an operand by its role.
    """

    def __init__(
        self, snapshot: Snapshot, view: FrameView, listing: Listing, number: int, limit: int = 48
    ) -> None:
        self.snapshot = snapshot
        self.view = view
        self.listing = listing
        self.number = number  # of the row in the listing
        self.limit = limit  # characters of a value
        self.row: Row = listing.rows[number]
        self.stack: Tuple[StackSlot, ...] = view.stack
        self.forecast: Forecast = view.forecast or Forecast()

    def brief(self, text: str) -> str:
        """A value's text, shortened for a sentence."""
        return shorten(text, self.limit)

    def callable_name(self, value: Value) -> str:
        """The name one would call it by: "fact" for ``<function fact>``, else its text."""
        match = _CALLABLE.match(value.text)
        if match is None:
            return self.brief(value.text)
        name = match.group(1).rpartition("<locals>.")[2]
        return self.brief(name[len("__main__.") :] if name.startswith("__main__.") else name)

    # ---- operands ----

    def slot(self, role: str = "", at: int = 0) -> Optional[StackSlot]:
        """The stack entry with that role, else the one ``at`` entries from the top (1 = the topmost)."""
        if role:
            for slot in reversed(self.stack):
                if slot.role == role:
                    return slot
        return self.stack[-at] if 0 < at <= len(self.stack) else None

    def operand(self, role: str = "", at: int = 0) -> str:
        """An operand as short text; "the left value" where the stack is not known."""
        slot = self.slot(role, at)
        if slot is None:
            return f"the {role or 'topmost'} value"
        return "NULL" if slot.kind == "null" else self.brief(slot.value.text)

    def top(self, count: int) -> Tuple[str, ...]:
        """The ``count`` topmost entries as short text, bottom first."""
        slots = self.stack[len(self.stack) - count :] if 0 < count <= len(self.stack) else ()
        return tuple("NULL" if slot.kind == "null" else self.brief(slot.value.text) for slot in slots)

    def __getitem__(self, key: str) -> str:
        fields: Dict[str, str] = {
            "name": self.name,
            "target": self.target,
            "tos": self.operand(at=1),
        }
        return fields[key] if key in fields else self.operand(key)

    # ---- the instruction ----

    @property
    def arg(self) -> int:
        """The raw oparg, 0 where there is none."""
        return self.row.arg or 0

    @property
    def name(self) -> str:
        """The name the instruction speaks of, without what dis adds about NULL."""
        return self.brief(_NULL_MARKS.sub("", self.row.argrepr)) or "the name"

    @property
    def names(self) -> Tuple[str, str]:
        """The two names of a double instruction (STORE_FAST_LOAD_FAST and its like)."""
        first, _, second = self.row.argrepr.partition(", ")
        return self.brief(first) or "the first name", self.brief(second) or "the second name"

    @property
    def with_null(self) -> bool:
        """Whether the instruction pushes NULL as well, for the call to come."""
        return "NULL" in self.row.after

    @property
    def target(self) -> str:
        """The offset it may jump to, as text."""
        target = self.forecast.target if self.forecast.target is not None else self.row.target
        return "its target" if target is None else str(target)

    @property
    def following(self) -> Optional[Row]:
        """The row after this one, if any."""
        rows = self.listing.rows
        return rows[self.number + 1] if self.number + 1 < len(rows) else None

    # ---- names and the future ----

    @property
    def result(self) -> Optional[str]:
        """What it will push, when that is certain."""
        result = self.forecast.result
        return None if result is None else self.brief(result.text)

    @property
    def enters(self) -> str:
        """The function whose frame is entered first, as it is called."""
        return self.brief(self.forecast.enters.rpartition("<locals>.")[2])

    @property
    def splits_method(self) -> bool:
        """Whether an attribute is pushed as a method and its self, for the coming call."""
        after = self.forecast.after
        return len(after) == 2 and all(value is not None and value.text != "NULL" for value in after)

    def pushes(self, otherwise: str) -> str:
        """The certain result, else words for it."""
        return otherwise if self.result is None else self.result

    def bound(self, name: str, *scopes: str) -> Optional[str]:
        """The value a name of this frame has now; None when it is not bound or not known."""
        for variable in self.view.variables + self.view.globals:
            if variable.name == name and variable.scope in scopes and variable.value is not None:
                return self.brief(variable.value.text)
        return None

    @property
    def frame_count(self) -> int:
        """How many frames the program has; what is native in between is none of its frames."""
        return sum(frame.kind != "native" for frame in self.snapshot.frames)

    @property
    def caller(self) -> str:
        """Who gets control when this frame is left; "" when nobody is left."""
        below = self.snapshot.frames[self.snapshot.selected + 1 :]
        if not below:
            return ""
        return "native code" if below[0].kind == "native" else below[0].qualname

    @property
    def whom(self) -> str:
        """The same in a sentence: of native code, who has called that."""
        below = [frame for frame in self.snapshot.frames[self.snapshot.selected + 1 :] if frame.kind == "vm"]
        if self.caller != "native code" or not below:
            return self.caller
        return f"native code, called by {below[0].qualname}"
