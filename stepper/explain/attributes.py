"""Words for attributes, items and slices."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import words


@words("LOAD_ATTR", "LOAD_METHOD")
def load_attr(now: Situation) -> str:
    """With the method bit, and for LOAD_METHOD, it pushes two entries for the coming call."""
    owner = now.operand("object", 1)
    if now.forecast.raises:
        return f"No attribute {now.name} in {owner}: this raises {now.forecast.raises}."
    if now.forecast.found == "class":
        return f"Put its method {now.name} below {owner}, which is self in the coming call."
    pushed = f"its attribute {now.name}" + (f", {now.result}" if now.result is not None else "")
    return f"Pop {owner}, push {pushed}{_for_call(now)}."


@words("LOAD_SUPER_ATTR")
def load_super_attr(now: Situation) -> str:
    """Operands: super, the class, self."""
    super_, cls, self = (now.operand(at=3), now.operand(at=2), now.operand(at=1))
    which = f"the attribute {now.name} of {self} that comes after {cls}"
    return f"Pop {super_}, {cls} and {self}, push {which}{_for_call(now)}."


@words("LOAD_SPECIAL")
def load_special(now: Situation) -> str:
    """Special methods are looked up on the type, not on the object."""
    return f"Pop {now.operand(at=1)}, push the method {now.name} of its type{_for_call(now)}."


def _for_call(now: Situation) -> str:
    """The second entry: self beside a method of the class, NULL beside any other attribute."""
    if len(now.row.after) != 2:
        return ""
    if now.with_null or now.result is not None:
        return ", and NULL for the coming call"
    return ", and itself as self, or NULL, for the coming call"


@words("STORE_ATTR")
def store_attr(now: Situation) -> str:
    """The object is on top."""
    return (
        f"Set the attribute {now.name} of {now.operand('object', 1)} to {now.operand('value', 2)}; pop both."
    )


@words("DELETE_ATTR")
def delete_attr(now: Situation) -> str:
    """`del o.name`."""
    return f"Pop {now.operand('object', 1)} and delete its attribute {now.name}."


@words("BINARY_SUBSCR")
def binary_subscr(now: Situation) -> str:
    """From 3.14 on this is BINARY_OP []."""
    return subscript(now)


def subscript(now: Situation) -> str:
    """`container[key]`, by whichever opcode."""
    container, key = now.operand(at=2), now.operand(at=1)
    if now.forecast.raises:
        return f"Nothing at {key} in {container}: this raises {now.forecast.raises}."
    if now.result is not None:
        return f"Pop {key} and {container}, push the item at {key}, {now.result}."
    return f"Pop {key} and {container}, push the item at {key}."


@words("STORE_SUBSCR")
def store_subscr(now: Situation) -> str:
    """Operands: value, container, key."""
    return f"Store {now.operand(at=3)} in {now.operand(at=2)} at {now.operand(at=1)}; pop all three."


@words("DELETE_SUBSCR")
def delete_subscr(now: Situation) -> str:
    """`del container[key]`."""
    return f"Delete the item of {now.operand(at=2)} at {now.operand(at=1)}; pop both."


@words("BINARY_SLICE")
def binary_slice(now: Situation) -> str:
    """`container[start:stop]` without making a slice object on the stack."""
    return (
        f"Pop {now.operand(at=1)}, {now.operand(at=2)} and {now.operand(at=3)}, "
        f"push the slice {_bounds(now)} of the last, {now.result}."
        if now.result is not None
        else f"Pop the bounds {_bounds(now)} and {now.operand(at=3)}, push that slice of it."
    )


@words("STORE_SLICE")
def store_slice(now: Situation) -> str:
    """`container[start:stop] = value`."""
    return (
        f"Put {now.operand(at=4)} in place of the slice {_bounds(now)} of {now.operand(at=3)}; pop all four."
    )


@words("BUILD_SLICE")
def build_slice(now: Situation) -> str:
    """Two bounds, or two and a step."""
    return f"Pop {' and '.join(now.top(now.arg)) or 'the bounds'}, push the slice object made of them."


def _bounds(now: Situation) -> str:
    start, stop = (("" if text == "None" else text) for text in (now.operand(at=2), now.operand(at=1)))
    return f"[{start}:{stop}]"
