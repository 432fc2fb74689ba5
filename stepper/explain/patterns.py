"""Words for structural pattern matching."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

templates(
    COPY_DICT_WITHOUT_KEYS="Pop the keys {tos}, push a dict of all other items of the subject, which stays.",
)


@words("GET_LEN")
def get_len(now: Situation) -> str:
    """The subject stays."""
    return f"Push the length of {now.operand(at=1)}" + (f", {now.result}." if now.result is not None else ".")


@words("MATCH_MAPPING", "MATCH_SEQUENCE")
def match_kind(now: Situation) -> str:
    """By a flag of the type (Include/object.h, Py_TPFLAGS_SEQUENCE and _MAPPING), not by its methods."""
    kind = "mapping" if now.row.opname == "MATCH_MAPPING" else "sequence"
    answer = f": {now.result}." if now.result is not None else "."
    return f"Push whether {now.operand(at=1)} is a {kind} for patterns{answer}"


@words("MATCH_KEYS")
def match_keys(now: Situation) -> str:
    """3.10 pushes whether it matched as well."""
    keys, subject = now.operand(at=1), now.operand(at=2)
    if now.result is None:
        return f"Look up the keys {keys} in {subject}: push their values, or None if one is missing."
    if now.result == "None":
        return f"Look up the keys {keys} in {subject}: one is missing, push None."
    return f"Look up the keys {keys} in {subject}, push their values, {now.result}."


@words("MATCH_CLASS")
def match_class(now: Situation) -> str:
    """Operands: subject, class, names of keyword patterns; the argument counts positional patterns."""
    subject, slot, names = now.operand(at=3), now.slot(at=2), now.operand(at=1)
    cls = "the class" if slot is None else now.callable_name(slot.value)
    if now.result == "None":
        return f"Pop all three: {subject} is no {cls}, push None."
    wanted = [f"{now.arg} positional"] * bool(now.arg) + [names] * (names != "()")
    attributes = f" its attributes, {' and '.join(wanted)}" if wanted else " an empty tuple"
    return f"Pop all three: if {subject} is a {cls} push{attributes}, else None."
