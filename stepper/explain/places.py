"""Where a name was found, in words."""

from __future__ import annotations

from typing import Optional

from stepper.explain.situation import Situation
from stepper.protocol import Place


def found_at(now: Situation) -> Optional[Place]:
    """The place where the name is; None when that is not known, or when it is nowhere."""
    last = now.forecast.lookup[-1] if now.forecast.lookup else None
    return last if last is not None and last.holds else None


def slot_number(now: Situation, place: int) -> str:
    """ "slot 2": the number of a fast slot or of a cell, by its place in the lookup; "" when not known."""
    places = now.forecast.lookup
    return f"slot {places[place].detail}" if 0 <= place < len(places) and places[place].detail else ""


def in_class(place: Place) -> str:
    """ "class Account", with its step of the MRO unless that is the first."""
    if place.where == "metaclass":
        return f"its metaclass {place.detail}"
    return f"class {place.detail}" + (f", step {place.step} of the MRO" if place.step > 1 else "")


def origin(place: Place) -> str:
    """Where an attribute was found, to stand behind its value."""
    if place.where == "own dict":
        return ", from its own dict"
    if place.where == "module":
        return ", from the module's globals"
    if place.holds == "slot":
        return f", from its slot, declared by {in_class(place)}"
    return f", from {in_class(place)}"


def describe(place: Place) -> str:
    """One place of a lookup, for a list of them."""
    where = {
        "fast slot": f"fast slot {place.detail}",
        "cell": f"the cell in slot {place.detail}",
        "namespace": "the namespace of the class body",
        "globals": "the globals",
        "builtins": "the builtins",
        "own dict": "the object's own dict",
        "module": "the module's globals",
        "class": f"class {place.detail} (MRO step {place.step})",
        "metaclass": f"the metaclass {place.detail}",
    }[place.where]
    if not place.holds:
        return f"{where}: not there"
    article = "an" if place.holds[0] in "aeiou" else "a"
    return f"{where}: found" if place.holds == "value" else f"{where}: found, {article} {place.holds}"
