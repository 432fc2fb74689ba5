"""Hand-made protocol records: the least one must say to get a Row, a Listing, a StackSlot or a Snapshot."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence, Tuple

from stepper.protocol import (
    Block,
    Forecast,
    FrameHeader,
    FrameView,
    Listing,
    Reason,
    Row,
    Snapshot,
    StackSlot,
    Unwinding,
    Value,
    Variable,
)


def value(thing: object, type: Optional[str] = None, identity: int = 0) -> Value:
    """A Value that shows ``thing``: a string is taken as the text itself, anything else as its repr."""
    if isinstance(thing, Value):
        return thing
    text = thing if isinstance(thing, str) else repr(thing)
    return Value(text, type or ("object" if isinstance(thing, str) else thing.__class__.__name__), identity)


def slot(thing: object, role: str = "", kind: str = "object") -> StackSlot:
    """One stack entry."""
    return StackSlot(value(thing), kind, role)


NULL = StackSlot(Value("NULL", "NULL", 0), "null", "")


def variable(name: str, thing: object = None, scope: str = "local") -> Variable:
    """One name; ``None`` leaves it unbound, so say ``"None"`` for the object."""
    return Variable(name, scope, None if thing is None else value(thing))


def row(opname: str, offset: int = 0, **given: Any) -> Row:
    """One instruction; give what the test is about."""
    fields: Dict[str, Any] = {
        "offset": offset,
        "start": offset,
        "opname": opname,
        "arg": None,
        "argrepr": "",
        "line": 1,
        "columns": None,
        "target": None,
        "conditional": False,
        "units": "",
        "before": (),
        "after": (),
        "summary": "",
        "breaker": False,
        "depth": 0,
    }
    fields.update(given)
    fields.setdefault("jumped", fields["after"])
    return Row(**fields)


def listing(rows: Sequence[Row], **given: Any) -> Listing:
    """One code object made of ``rows``."""
    fields: Dict[str, Any] = {
        "code": 1,
        "qualname": "main",
        "file": "main.py",
        "first_line": 1,
        "rows": tuple(rows),
        "blocks": (),
        "nested": (),
        "stacksize": 4,
        "flags": (),
        "varnames": (),
        "cellvars": (),
        "freevars": (),
        "names": (),
    }
    fields.update(given)
    return Listing(**fields)


def block(kind: str, start: int, end: int, target: int, depth: int = 0) -> Block:
    """One block; loops are derived, all else is kept by the interpreter."""
    return Block(kind, start, end, target, -1 if kind == "loop" else depth, kind != "loop")


def header(qualname: str = "main", offset: int = 0, frame: int = 1, kind: str = "vm") -> FrameHeader:
    """One line of the frame chain."""
    return FrameHeader(frame, 1, qualname, "main.py", 1, offset, kind)


def snapshot(
    stack: Sequence[StackSlot] = (),
    offset: int = 0,
    variables: Sequence[Variable] = (),
    globals: Sequence[Variable] = (),
    blocks: Sequence[Block] = (),
    forecast: Optional[Forecast] = None,
    frames: Optional[Sequence[FrameHeader]] = None,
    reasons: Tuple[str, ...] = ("step",),
    selected: int = 0,
    exception: Optional[Value] = None,
    returned: Optional[Value] = None,
    unwinding: Optional[Unwinding] = None,
) -> Snapshot:
    """A stop in one frame, or in the chain ``frames`` (innermost first)."""
    chain = tuple(frames) if frames is not None else (header(offset=offset),)
    view = FrameView(
        chain[selected],
        tuple(stack),
        tuple(blocks),
        tuple(variables),
        tuple(globals),
        forecast or Forecast(),
    )
    why = tuple(Reason(kind, f"stopped: {kind}") for kind in reasons)
    return Snapshot(1, why, "MainThread", 1, chain, selected, view, exception, returned, unwinding)
