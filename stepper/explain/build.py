"""Words for building and filling containers and strings, and for unpacking."""

from __future__ import annotations

from stepper.explain.situation import Situation
from stepper.explain.words import templates, words

_CONVERSIONS = {1: "str", 2: "repr", 3: "ascii"}


def items(now: Situation, count: int, what: str = "values") -> str:
    """The topmost values as a list in words, or their number where there are many."""
    texts = now.top(count)
    if 0 < len(texts) <= 3:
        return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]
    return f"{count} {what}"


@words("BUILD_TUPLE", "BUILD_LIST", "BUILD_SET", "BUILD_STRING")
def build(now: Situation) -> str:
    """The type is in the opcode's name."""
    kind = now.row.opname[len("BUILD_") :].lower()
    if not now.arg:
        return f"Push an empty {kind}."
    made = f"push the {kind} {now.result}" if now.result is not None else f"push the {kind} made of "
    if now.result is None:
        made += "it" if now.arg == 1 else "them"
    return f"Pop {items(now, now.arg)}, {made}."


@words("BUILD_MAP")
def build_map(now: Situation) -> str:
    """The argument counts pairs."""
    if not now.arg:
        return "Push an empty dict."
    made = now.pushes("made of them")
    pairs = "one key and its value" if now.arg == 1 else f"{now.arg} keys and their values"
    if now.arg == 1:
        pairs = f"the key {now.operand(at=2)} and the value {now.operand(at=1)}"
    return f"Pop {pairs}, push the dict {made}."


@words("BUILD_CONST_KEY_MAP")
def build_const_key_map(now: Situation) -> str:
    """The keys are one constant tuple on top."""
    keys = now.operand("keys", 1)
    return f"Pop the keys {keys} and as many values, push the dict {now.pushes('made of them')}."


@words("LIST_APPEND", "SET_ADD")
def append(now: Situation) -> str:
    """The container lies deeper; the argument says where."""
    verb = "append it to the list" if now.row.opname == "LIST_APPEND" else "add it to the set"
    return f"Pop {now.operand(at=1)}, {verb} {now.operand(at=now.arg + 1)}."


@words("MAP_ADD")
def map_add(now: Situation) -> str:
    """Key and value of a dict comprehension."""
    value, key = now.operand(at=1), now.operand(at=2)
    return f"Pop {key} and {value}, store {value} under the key {key} in the dict."


@words("LIST_EXTEND")
def list_extend(now: Situation) -> str:
    """`[*x]`."""
    return f"Pop {now.operand(at=1)}, append all its items to the list {now.operand(at=now.arg + 1)}."


@words("SET_UPDATE")
def set_update(now: Situation) -> str:
    """`{*x}`."""
    return f"Pop {now.operand(at=1)}, add all its items to the set {now.operand(at=now.arg + 1)}."


@words("DICT_UPDATE")
def dict_update(now: Situation) -> str:
    """`{**x}`: later keys win."""
    return f"Pop {now.operand(at=1)}, store all its items in the dict {now.operand(at=now.arg + 1)}."


@words("DICT_MERGE")
def dict_merge(now: Situation) -> str:
    """`f(**x)`: a key given twice is an error."""
    dict_ = now.operand(at=now.arg + 1)
    return (
        f"Pop {now.operand(at=1)}, add it to the keyword arguments {dict_}; a name given twice is an error."
    )


templates(
    LIST_TO_TUPLE="Pop the list {tos}, push a tuple of the same items.",
    BUILD_TEMPLATE="Pop the strings and the interpolations, push the template string made of them.",
)


@words("FORMAT_VALUE")
def format_value(now: Situation) -> str:
    """Up to 3.12 conversion and formatting are one instruction; bit 4 says that there is a format spec."""
    value = now.operand(at=2 if now.arg & 4 else 1)
    conversion = _CONVERSIONS.get(now.arg & 3)
    shown = f"{conversion}({value})" if conversion else "it"
    spec = f" formatted by {now.operand(at=1)}" if now.arg & 4 else " as text"
    return f"Pop {value}, push {shown}{spec}{_as(now)}."


def _as(now: Situation) -> str:
    return f", {now.result}" if now.result is not None else ""


@words("FORMAT_SIMPLE")
def format_simple(now: Situation) -> str:
    """From 3.13 on: without a specification."""
    return f"Pop {now.operand(at=1)}, push it as text{_as(now)}."


@words("CONVERT_VALUE")
def convert_value(now: Situation) -> str:
    """`!s`, `!r`, `!a` in an f-string."""
    value = now.operand(at=1)
    conversion = _CONVERSIONS.get(now.arg, now.name)
    return f"Pop {value}, push {conversion}({value})" + (
        f" = {now.result}." if now.result is not None else "."
    )


@words("FORMAT_WITH_SPEC")
def format_with_spec(now: Situation) -> str:
    """`{x:spec}` in an f-string."""
    return f"Pop {now.operand(at=2)} and push it formatted by {now.operand(at=1)}{_as(now)}."


@words("BUILD_INTERPOLATION")
def build_interpolation(now: Situation) -> str:
    """Operands: the value, its source text, and a format spec when bit 1 is set."""
    has_spec = now.arg & 1
    value, text = now.operand(at=2 + has_spec), now.operand(at=1 + has_spec)
    return f"Pop {value} and its source text {text}, push an interpolation for a template string."


@words("UNPACK_SEQUENCE")
def unpack_sequence(now: Situation) -> str:
    """The first item ends on top."""
    if now.forecast.raises == "TypeError":
        return f"No way to iterate over {now.operand(at=1)}: raises TypeError."
    if now.forecast.raises:
        return f"Not exactly {now.arg} items in {now.operand(at=1)}: raises {now.forecast.raises}."
    if now.arg == 1:
        return f"Pop {now.operand(at=1)}, push its one item."
    return f"Pop {now.operand(at=1)}, push its {now.arg} items, the first on top."


@words("UNPACK_EX")
def unpack_ex(now: Situation) -> str:
    """`a, *b, c = x`: the low byte counts the names before the star, the rest those after it."""
    before, after = now.arg & 0xFF, now.arg >> 8
    parts = [f"{before} before it"] * bool(before) + [f"{after} after it"] * bool(after)
    others = f", {' and '.join(parts)}" if parts else ""
    return f"Pop {now.operand(at=1)}, push a list for the starred name{others}, the first on top."
