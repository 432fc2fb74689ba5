"""What the user asks about a stopped program, as messages between the session and the debuggee.

Frozen records as those of :mod:`protocol`, and under the same rules.
"""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

from .protocol import Value


class Evaluation(NamedTuple):
    """What came of one expression."""

    text: str
    value: Optional[Value]  # None: there is none, for the reason given
    problem: str = ""


class Part(NamedTuple):
    """Something inside of a value."""

    label: str  # "[0]", "['key']", ".attribute", "args"
    value: Value
    opens: bool  # whether there is something inside of it in turn


class Item(NamedTuple):
    """One field of a frame or a code object."""

    name: str  # "" when the row belongs to the field before
    text: str
    meaning: str  # one sentence


# ---- session to debuggee: imperative ----


class Evaluate(NamedTuple):
    """Tell the values of expressions in a frame, without the program noticing; Evaluated follows."""

    texts: Tuple[str, ...]
    selected: int  # index of the frame


class Open(NamedTuple):
    """Tell what is inside of a value; Opened follows."""

    # "name:x", "global:x", "stack:0" (from the bottom) or "expression:x.y", then positions of parts.
    path: Tuple[str, ...]
    start: int  # the first part to tell
    selected: int  # index of the frame


class Inspect(NamedTuple):
    """Tell all that a frame and its code object hold; Inspected follows."""

    selected: int  # index of the frame


class Execute(NamedTuple):
    """Run an expression or a statement in a frame, for good; Executed follows."""

    text: str
    selected: int


class Complete(NamedTuple):
    """Find the names that what is written may go on with; Completed follows."""

    text: str
    selected: int


# ---- debuggee to session: past tense ----


class Evaluated(NamedTuple):
    """The values of expressions at a stop."""

    number: int  # of the stop
    selected: int  # index of the frame
    results: Tuple[Evaluation, ...]


class Opened(NamedTuple):
    """What is inside of a value."""

    path: Tuple[str, ...]
    start: int
    parts: Tuple[Part, ...]
    total: int  # of all its parts


class Inspected(NamedTuple):
    """All that a frame and its code object hold."""

    qualname: str
    frame: Tuple[Item, ...]
    code: Tuple[Item, ...]


class Executed(NamedTuple):
    """What was asked for has been run; the stop is sent again."""

    text: str  # what its value looks like; "" when it has none, or is None
    problem: str  # the exception it has raised, or why it was not run


class Completed(NamedTuple):
    """The names that what is written may go on with."""

    stem: str  # the beginning of the name that is there
    names: Tuple[str, ...]
