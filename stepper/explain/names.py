"""Words for constants, names, fast locals, cells and imports."""

from __future__ import annotations

from typing import Optional

from stepper.explain.places import found_at, slot_number
from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

_FAST = ("local", "cell", "free")  # the scopes that live in the frame itself

# ---- constants ----


@words("LOAD_CONST", "LOAD_SMALL_INT")
def load_const(now: Situation) -> str:
    """The argument's text is the constant."""
    return f"Push the constant {now.pushes(now.brief(now.row.argrepr or str(now.arg)))}."


@words("LOAD_COMMON_CONSTANT")
def load_common_constant(now: Situation) -> str:
    """It is the interpreter's own object, whatever the program has done to the builtins."""
    return f"Push {now.pushes(now.brief(now.row.argrepr))}, which the interpreter keeps at hand."


templates(
    LOAD_ASSERTION_ERROR="Push AssertionError, for an assert that has failed.",
    LOAD_BUILD_CLASS="Push __build_class__, the builtin that makes a class of the function to come.",
    LOAD_LOCALS="Push the namespace of the class body.",
    SETUP_ANNOTATIONS="Make an empty dict __annotations__ in the namespace, unless there is one.",
    LOAD_CLOSURE="Push the cell of {name}, for the function about to be made.",
    IMPORT_FROM="Push {name} from {tos}, which stays.",
    IMPORT_STAR="Pop {tos} and put all its public names into the namespace.",
)

# ---- fast locals ----


@words("LOAD_FAST", "LOAD_FAST_BORROW", "LOAD_FAST_CHECK")
def load_fast(now: Situation) -> str:
    """All three push the local; CHECK may find none, BORROW spares a reference count."""
    name = now.name
    if now.forecast.raises:
        return f"No local named {name} yet: raises {now.forecast.raises}."
    if name in now.listing.cellvars + now.listing.freevars:
        # From 3.13 on there is no LOAD_CLOSURE.
        return f"Push the cell of {name}, for the function about to be made."
    value = now.result or now.bound(name, *_FAST)
    if value is None:
        return f"Push the fast local {name}{_slot(now)}."
    return f"Push {value}, the fast local {name}{_slot(now)}."


def _slot(now: Situation, place: int = 0) -> str:
    """The number of the slot, to stand behind the name."""
    number = slot_number(now, place)
    return f" ({number})" if number else ""


def _was(now: Situation, name: str, *scopes: str, place: int = -1) -> str:
    """The number of the slot, by its place in the lookup, and what is about to be overwritten."""
    notes = [slot_number(now, place)] if place >= 0 else []
    old = now.bound(name, *scopes)
    if old is not None:
        notes.append(f"it was {old}")
    text = ", ".join(note for note in notes if note)
    return f" ({text})" if text else ""


@words("LOAD_FAST_AND_CLEAR")
def load_fast_and_clear(now: Situation) -> str:
    """An inlined comprehension saves the outer variable of the same name."""
    value = now.bound(now.name, *_FAST)
    if value is None:
        return f"Push NULL, as the fast local {now.name} is not bound: the comprehension borrows its slot."
    return f"Push {value}, the fast local {now.name}, and clear it: the comprehension borrows its slot."


@words("LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW")
def load_two(now: Situation) -> str:
    """Two pushes in one instruction."""
    first, second = now.names
    one, two = now.bound(first, *_FAST), now.bound(second, *_FAST)
    if one is None or two is None:
        return f"Push the fast local {first}, then the fast local {second}."
    return f"Push {one} and {two}, the fast locals {first}{_slot(now)} and {second}{_slot(now, 1)}."


@words("STORE_FAST")
def store_fast(now: Situation) -> str:
    """It may also put NULL back, at the end of an inlined comprehension."""
    slot = now.slot("value", 1)
    if slot is not None and slot.kind == "null":
        return f"Pop NULL: the fast local {now.name} is not bound any more, as before the comprehension."
    was = _was(now, now.name, *_FAST, place=0)
    return f"Store {now.operand('value', 1)} in the fast local {now.name}{was}."


@words("STORE_FAST_LOAD_FAST")
def store_then_load(now: Situation) -> str:
    """A store and a push; the same name may be both."""
    first, second = now.names
    value = now.operand(at=1)
    loaded: Optional[str] = value if second == first else now.bound(second, *_FAST)
    push = (
        f"push {loaded}, the fast local {second}" if loaded is not None else f"push the fast local {second}"
    )
    return f"Store {value} in the fast local {first}{_was(now, first, *_FAST, place=0)}, then {push}."


@words("STORE_FAST_STORE_FAST")
def store_two(now: Situation) -> str:
    """The top goes into the first name."""
    first, second = now.names
    return (
        f"Store {now.operand(at=1)} in the fast local {first}{_was(now, first, *_FAST, place=0)} "
        f"and {now.operand(at=2)} in {second}{_was(now, second, *_FAST, place=1)}."
    )


@words("DELETE_FAST")
def delete_fast(now: Situation) -> str:
    """`del n`, and the end of `except E as n`."""
    if now.forecast.raises:
        return f"No local named {now.name} to delete: raises {now.forecast.raises}."
    return f"Delete the fast local {now.name}{_was(now, now.name, *_FAST, place=0)}."


# ---- names looked up in dicts ----


@words("LOAD_NAME", "LOAD_GLOBAL")
def load_name(now: Situation) -> str:
    """A class or module body asks its namespace first, a function only globals and builtins."""
    where = "globals and builtins" if now.row.opname == "LOAD_GLOBAL" else "namespace, globals and builtins"
    return _look_up(now, where)


@words("LOAD_FROM_DICT_OR_GLOBALS")
def load_from_dict_or_globals(now: Situation) -> str:
    """The mapping on the stack is a class namespace."""
    return _look_up(now, "popped namespace, then globals and builtins")


def _look_up(now: Situation, where: str) -> str:
    name = now.name
    if now.forecast.raises:
        return f"No name {name} in the {where}: raises {now.forecast.raises}."
    null = ", and NULL for the coming call" if now.with_null else ""
    place = found_at(now)
    if place is None:
        return f"Look up {name} in the {where}, push {now.pushes('its value')}{null}."
    found = {
        "namespace": f"{name} from the namespace of the class body",
        "globals": f"the global {name}",
        "builtins": f"the builtin {name} (not a global)",
    }[place.where]
    return f"Push {now.pushes('the value')}, {found}{null}."


@words("STORE_NAME")
def store_name(now: Situation) -> str:
    """The namespace of a module is its globals."""
    return f"Store {now.operand('value', 1)} under the name {now.name}{_was(now, now.name, 'name')}."


@words("STORE_GLOBAL")
def store_global(now: Situation) -> str:
    """Only where a function says `global`."""
    return f"Store {now.operand('value', 1)} in the global {now.name}{_was(now, now.name, 'global')}."


@words("DELETE_NAME", "DELETE_GLOBAL")
def delete_name(now: Situation) -> str:
    """The name goes, the object only if nothing else holds it."""
    if now.forecast.raises:
        return f"No name {now.name} to delete: raises {now.forecast.raises}."
    kind, scope = ("global", "global") if now.row.opname == "DELETE_GLOBAL" else ("name", "name")
    return f"Delete the {kind} {now.name}{_was(now, now.name, scope)}."


# ---- cells ----


@words("LOAD_DEREF", "LOAD_CLASSDEREF")
def load_deref(now: Situation) -> str:
    """A class body asks its own namespace before the cell."""
    if now.forecast.raises:
        return f"The cell of {now.name} is empty: raises {now.forecast.raises}."
    value = now.result or now.bound(now.name, "cell", "free")
    place = found_at(now)
    if place is not None and place.where == "namespace":
        return f"Push {value}, {now.name} from the namespace of the class body."
    if value is None:
        first = "the namespace, else from " if now.row.opname == "LOAD_CLASSDEREF" else ""
        return f"Push {now.name} from {first}its cell."
    return f"Push {value}, from the cell of {now.name}{_slot(now, len(now.forecast.lookup) - 1)}."


@words("LOAD_FROM_DICT_OR_DEREF")
def load_from_dict_or_deref(now: Situation) -> str:
    """The mapping on the stack is a class namespace."""
    if now.forecast.raises:
        return f"The namespace has no {now.name} and its cell is empty: raises {now.forecast.raises}."
    place = found_at(now)
    if place is None:
        return f"Pop the namespace, push {now.name} from it, else from its cell."
    where = "it" if place.where == "namespace" else f"its cell{_slot(now, len(now.forecast.lookup) - 1)}"
    return f"Pop the namespace, push {now.pushes('the value')}, {now.name} from {where}."


@words("STORE_DEREF")
def store_deref(now: Situation) -> str:
    """All functions that share the cell see the new value."""
    return f"Store {now.operand('value', 1)} in the cell of {now.name}{_was(now, now.name, 'cell', 'free')}."


@words("DELETE_DEREF")
def delete_deref(now: Situation) -> str:
    """The cell stays, empty."""
    if now.forecast.raises:
        return f"The cell of {now.name} is empty: raises {now.forecast.raises}."
    return f"Empty the cell of {now.name}{_was(now, now.name, 'cell', 'free')}."


@words("MAKE_CELL")
def make_cell(now: Situation) -> str:
    """Before the body starts; an argument moves into its cell."""
    value = now.bound(now.name, *_FAST)
    inside = f"holding {value}" if value is not None else "still empty"
    return f"Make a cell for {now.name}, {inside}: an inner function shares this variable."


@words("COPY_FREE_VARS")
def copy_free_vars(now: Situation) -> str:
    """The first instruction of a closure."""
    names = ", ".join(now.listing.freevars)
    cells = "cell" if now.arg == 1 else f"{now.arg} cells"
    return f"Take the {cells} of the enclosing function into this frame" + (f": {names}." if names else ".")


# ---- imports ----


@words("IMPORT_NAME")
def import_name(now: Situation) -> str:
    """Operands: the level of a relative import, and the names of `from m import names`."""
    names = now.operand("fromlist", 1)
    wanted = "" if names in ("None", "()", "the fromlist value") else f", of which {names} is wanted"
    return f"Import the module {now.name}{wanted}, and push it."
