"""Words for attributes, items and slices."""

from __future__ import annotations

from stepper.explain.build import items
from stepper.explain.places import found_at, in_class, origin
from stepper.explain.situation import Situation
from stepper.explain.words import words


@words("LOAD_ATTR", "LOAD_METHOD")
def load_attr(now: Situation) -> str:
    """With the method bit, and for LOAD_METHOD, it pushes two entries for the coming call."""
    owner, place = now.operand("object", 1), found_at(now)
    if now.forecast.raises:
        return _missing(now, owner)
    if place is None:
        if now.forecast.enters:
            return f"Pop {owner} and call {now.enters} for its attribute {now.name}{_for_call(now)}."
        pushed = f"its attribute {now.name}" + (f", {now.result}" if now.result is not None else "")
        return f"Pop {owner}, push {pushed}{_for_call(now)}."
    if now.splits_method:
        step = f" (step {place.step} of the MRO)" if place.step > 1 else ""
        return f"Put the method {now.name} of class {place.detail}{step} below {owner}, the self of the call."
    if now.result is not None:
        return f"Pop {owner}, push its attribute {now.name}, {now.result}{origin(place)}{_for_call(now)}."
    if now.forecast.enters:
        what = f"{now.name} is a {place.holds} of {in_class(place)}"
        return f"Pop {owner}; {what}: call {now.enters}, push what it returns{_for_call(now)}."
    return f"Pop {owner}, push its attribute {now.name}{origin(place)}{_for_call(now)}."


def _missing(now: Situation, owner: str) -> str:
    """Nothing anywhere; or a property that can't be read, a slot that is empty."""
    place = found_at(now)
    if place is not None:
        return f"The {place.holds} {now.name} of {owner} has no value: raises {now.forecast.raises}."
    own = " or its own dict" if any(place.where == "own dict" for place in now.forecast.lookup) else ""
    return f"No {now.name} in the class of {owner}{own}: raises {now.forecast.raises}."


@words("LOAD_SUPER_ATTR")
def load_super_attr(now: Situation) -> str:
    """Operands: super, the class, self."""
    super_, cls, self = (now.operand(at=3), now.operand(at=2), now.operand(at=1))
    place = found_at(now)
    if place is None:
        which = f"the attribute {now.name} of {self} that comes after {cls}"
        return f"Pop {super_}, {cls} and {self}, push {which}{_for_call(now)}."
    owner = now.slot(at=2)
    after = cls if owner is None else now.callable_name(owner.value)
    which = f"{now.name} of {in_class(place)}, the first behind {after}"
    return f"Pop all three, push {which}{_for_call(now)}."


@words("LOAD_SPECIAL")
def load_special(now: Situation) -> str:
    """Special methods are looked up on the type, not on the object."""
    return f"Pop {now.operand(at=1)}, push the method {now.name} of its type{_for_call(now)}."


def _for_call(now: Situation) -> str:
    """The second entry: self beside a method of the class, NULL beside any other attribute."""
    if len(now.row.after) != 2:
        return ""
    if now.with_null or now.result is not None or now.forecast.enters:
        return ", and NULL for the coming call"
    return ", and itself as self, or NULL, for the coming call"


@words("STORE_ATTR")
def store_attr(now: Situation) -> str:
    """The object is on top."""
    place = found_at(now)
    if now.forecast.raises:
        owner = now.operand("object", 1)
        return f"No attribute {now.name} can be set on {owner}: raises {now.forecast.raises}."
    if now.forecast.enters:
        how = f"a {place.holds} of {in_class(place)}" if place is not None else "by a method of its class"
        return (
            f"Pop both and set {now.name} of {now.operand('object', 1)} to {now.operand('value', 2)}, "
            f"{how}: call {now.enters}."
        )
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
        return f"Nothing at {key} in {container}: raises {now.forecast.raises}."
    if now.result is not None:
        return f"Pop {key} and {container}, push the item at {key}, {now.result}."
    return f"Pop {key} and {container}, push the item at {key}."


@words("STORE_SUBSCR")
def store_subscr(now: Situation) -> str:
    """Operands: value, container, key."""
    if now.forecast.raises:
        container, key = now.operand(at=2), now.operand(at=1)
        return f"Nothing can be stored in {container} at {key}: raises {now.forecast.raises}."
    return f"Store {now.operand(at=3)} in {now.operand(at=2)} at {now.operand(at=1)}; pop all three."


@words("DELETE_SUBSCR")
def delete_subscr(now: Situation) -> str:
    """`del container[key]`."""
    if now.forecast.raises:
        container, key = now.operand(at=2), now.operand(at=1)
        return f"Nothing to delete in {container} at {key}: raises {now.forecast.raises}."
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
    return f"Pop {items(now, now.arg, 'bounds')}, push the slice object made of them."


def _bounds(now: Situation) -> str:
    start, stop = (("" if text == "None" else text) for text in (now.operand(at=2), now.operand(at=1)))
    return f"[{start}:{stop}]"
