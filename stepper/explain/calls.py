"""Words for calls, for making functions, and for returning."""

from __future__ import annotations

import ast
from typing import NamedTuple, Optional, Sequence, Tuple

from stepper.explain.situation import Situation, shorten
from stepper.explain.words import templates, words
from stepper.protocol import StackSlot

_ENDINGS = {
    "guest": ": a new frame is pushed",
    "generator": ": it makes a generator, nothing of its body runs yet",
    "coroutine": ": it makes a coroutine, nothing of its body runs yet",
    "async generator": ": it makes an async generator, nothing of its body runs yet",
    "class": ", which is a class",  # that an object is made, and a new one, is not sure: int("x"), type(x)
    "native": ", which is native code",
}


class _Called(NamedTuple):
    """What a call instruction finds on the stack."""

    function: Optional[StackSlot]
    first: Tuple[str, ...]  # the argument that comes as self, if any


def _called(now: Situation, argc: int) -> _Called:
    """Callable and self, from the two entries under ``argc`` others.

    One rule for all layouts (``NULL f`` or ``meth self`` up to 3.12, ``f NULL`` or ``meth self`` since):
    NULL is neither, and of two values the lower one is called. Compilers put decorated functions and the
    iterators of comprehensions in the place of self as well.
    """
    if len(now.stack) < argc + 2:
        return _Called(None, ())
    lower, upper = now.stack[-argc - 2], now.stack[-argc - 1]
    if lower.kind == "null":
        return _Called(upper, ())
    return _Called(lower, () if upper.kind == "null" else (now.brief(upper.value.text),))


def _call(now: Situation, function: Optional[StackSlot], arguments: str) -> str:
    name = "the callable" if function is None else now.callable_name(function.value)
    what = f"Call {name} {arguments}"
    if now.forecast.raises and now.forecast.callee:
        return f"{what}, which it can't take: raises {now.forecast.raises}."
    if now.forecast.raises:
        return f"{what}: it can't be called, raises {now.forecast.raises}."
    pushed = f", push {now.result}" if now.result is not None else ""
    ending = _ENDINGS.get(now.forecast.callee, "")
    if now.forecast.callee == "class" and now.forecast.enters:
        ending = f", which is a class: {now.enters} gets a frame"
    elif now.forecast.callee == "native" and now.forecast.enters:
        ending = f": the body of {now.enters} gets a frame"
    return f"{what}{pushed}{ending}."


def _arguments(now: Situation, values: Sequence[str], names: Sequence[str] = ()) -> str:
    """ "with (1, 2, end='')", shortened as a whole, as the number of arguments has no bound."""
    if not values:
        return "without arguments"
    plain = len(values) - len(names)
    parts = list(values[:plain]) + [f"{name}={value}" for name, value in zip(names, values[plain:])]
    text = shorten(f"({', '.join(parts)})", 2 * now.limit)
    return f"with {text}" if "…)" not in text or len(values) < 4 else f"with {len(values)} arguments, {text}"


def _names(text: str) -> Tuple[str, ...]:
    """Keyword names from the text of their tuple; none when it was shortened."""
    try:
        names = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return ()
    return tuple(map(str, names)) if isinstance(names, tuple) else ()


def _pending_names(now: Situation) -> Tuple[str, ...]:
    """What a KW_NAMES before this call (3.11 and 3.12) has announced."""
    for row in reversed(now.listing.rows[max(0, now.number - 2) : now.number]):
        if row.opname == "KW_NAMES":
            return _names(row.argrepr)
        if row.opname != "PRECALL":
            break
    return ()


@words("CALL")
def call(now: Situation) -> str:
    """The argument counts all arguments, keywords included, self not."""
    called = _called(now, now.arg)
    values = called.first + now.top(now.arg)
    return _call(now, called.function, _arguments(now, values, _pending_names(now)))


@words("CALL_METHOD")
def call_method(now: Situation) -> str:
    """What LOAD_METHOD has pushed: method and self, or NULL and a bound callable."""
    called = _called(now, now.arg)
    return _call(now, called.function, _arguments(now, called.first + now.top(now.arg)))


@words("CALL_KW")
def call_kw(now: Situation) -> str:
    """The keyword names are a tuple on top."""
    called = _called(now, now.arg + 1)
    values = called.first + now.top(now.arg + 1)[:-1]
    return _call(now, called.function, _arguments(now, values, _names_on_top(now)))


@words("CALL_FUNCTION")
def call_function(now: Situation) -> str:
    """Up to 3.10: the callable lies just under its arguments."""
    return _call(now, now.slot(at=now.arg + 1), _arguments(now, now.top(now.arg)))


@words("CALL_FUNCTION_KW")
def call_function_kw(now: Situation) -> str:
    """Up to 3.10: the keyword names are a tuple on top."""
    values = now.top(now.arg + 1)[:-1]
    return _call(now, now.slot(at=now.arg + 2), _arguments(now, values, _names_on_top(now)))


def _names_on_top(now: Situation) -> Tuple[str, ...]:
    slot = now.slot(at=1)
    return () if slot is None else _names(slot.value.text)


@words("CALL_FUNCTION_EX")
def call_function_ex(now: Situation) -> str:
    """`f(*args, **kwargs)`."""
    below, keywords = _spread(now)
    arguments = f"*{now.operand(at=below)}"
    if keywords is not None and keywords.kind != "null":
        arguments += f", **{now.brief(keywords.value.text)}"
    return _call(now, _spread_callee(now), f"with ({arguments})")


def _spread(now: Situation) -> Tuple[int, Optional[StackSlot]]:
    """Where the positional arguments lie, counted from the top, and the keywords' entry above them, if any.

    Up to 3.13 bit 0 says that there is one; from 3.14 on there always is, NULL when it is not used.
    """
    if now.arg & 1 or len(now.row.before) == 4:
        return 2, now.slot(at=1)
    return 1, None


def _spread_callee(now: Situation) -> Optional[StackSlot]:
    """From 3.13 on a NULL lies between the callable and the arguments."""
    below, _ = _spread(now)
    under = now.slot(at=below + 1)
    return now.slot(at=below + 2) if under is not None and under.kind == "null" else under


@words("PRECALL")
def precall(now: Situation) -> str:
    """3.11 only: a bound method is taken apart before CALL."""
    function = _called(now, now.arg).function
    name = "the callable" if function is None else now.callable_name(function.value)
    return f"Make ready to call {name}: a bound method is split into its function and self."


@words("KW_NAMES")
def kw_names(now: Situation) -> str:
    """3.11 and 3.12."""
    names = _names(now.row.argrepr)
    if len(names) == 1:
        return f"Note for the coming call that its last argument is the keyword {names[0]}."
    if names:
        return f"Note for the coming call that its last {len(names)} arguments are {', '.join(names)}."
    return f"Note for the coming call the names of its keyword arguments, {now.brief(now.row.argrepr)}."


# By number, the same from 3.12 on (Include/internal/pycore_intrinsics.h).
_INTRINSICS_1 = {
    1: "Pop {tos}, show it as the interactive prompt does, push None.",
    2: "Pop {tos}, put all its public names into the namespace, push None.",
    3: "Pop {tos}, push what leaves the generator: a RuntimeError in place of a StopIteration.",
    4: "Pop {tos}, push it wrapped as a value that an async generator yields.",
    5: "Pop {tos}, push +{tos}.",
    6: "Pop the list {tos}, push a tuple of the same items.",
    7: "Pop the name {tos}, push a type variable of that name.",
    8: "Pop the name {tos}, push a parameter specification of that name.",
    9: "Pop the name {tos}, push a type variable tuple of that name.",
    10: "Pop the type parameters {tos}, push Generic made for them.",
    11: "Pop name, type parameters and value {tos}, push the type alias made of them.",
}
_INTRINSICS_2 = {
    1: "Pop what the except* clauses left and raised, push what must go on, or None.",
    2: "Pop a name and its bound {tos}, push a type variable.",
    3: "Pop a name and its constraints {tos}, push a type variable.",
    4: "Pop the type parameters {tos}, give them to the function below.",
    5: "Pop the default {tos}, give it to the type parameter below.",
}


@words("CALL_INTRINSIC_1", "CALL_INTRINSIC_2")
def call_intrinsic(now: Situation) -> str:
    """Functions of the interpreter itself; what small opcodes did up to 3.11."""
    known = _INTRINSICS_1 if now.row.opname == "CALL_INTRINSIC_1" else _INTRINSICS_2
    template = known.get(now.arg, "Call the interpreter's own function {name} with {tos}, push its result.")
    return template.format_map(now)


_FUNCTION_PARTS = {
    1: "defaults",
    2: "keyword defaults",
    4: "annotations",
    8: "closure",
    16: "annotate function",
}


@words("MAKE_FUNCTION")
def make_function(now: Situation) -> str:
    """Up to 3.12 the argument says what lies under the code; up to 3.10 the qualified name is on top."""
    parts = [name for bit, name in _FUNCTION_PARTS.items() if now.arg & bit]
    has_qualname = len(now.row.before) == len(parts) + 2
    what = now.operand("code", 2 if has_qualname else 1)
    extra = f" with its {' and '.join(parts)}" if parts else ""
    return f"Pop {what}{extra}, push a new function that runs it."


@words("SET_FUNCTION_ATTRIBUTE")
def set_function_attribute(now: Situation) -> str:
    """One attribute at a time, from 3.13 on."""
    part = _FUNCTION_PARTS.get(now.arg, now.name)
    function = now.slot(at=1)
    name = "the function" if function is None else now.callable_name(function.value)
    return f"Give {name} its {part}, {now.operand(at=2)}; the function stays."


def _return(now: Situation, value: str, verb: str) -> str:
    if now.caller:
        return f"{verb} {value} to {now.whom}: this frame is left."
    return f"{verb} {value}: the last frame is left and the program ends."


@words("RETURN_VALUE")
def return_value(now: Situation) -> str:
    """The result goes on the caller's stack."""
    return _return(now, now.operand("result", 1), "Return")


@words("RETURN_CONST")
def return_const(now: Situation) -> str:
    """3.12 and 3.13: without the detour over the stack."""
    return _return(now, now.pushes(now.brief(now.row.argrepr)), "Return the constant")


templates(PRINT_EXPR="Pop {tos} and show it as the interactive prompt does.")
