"""Finding names in namespaces, globals and builtins; and the exceptions for those that are not there.

The texts and the ``name`` attribute are those of ``format_exc_check_arg`` and ``format_exc_unbound``
(Python/ceval.c).
"""

from __future__ import annotations

from typing import Any

from .frame import NULL, Frame
from .versions import HOST, PY310, PY311

_UNBOUND, _FREE = (
    (
        "cannot access local variable '{:.200}' where it is not associated with a value",
        "cannot access free variable '{:.200}' where it is not associated with a value in enclosing scope",
    )
    if HOST >= PY311
    else (
        "local variable '{:.200}' referenced before assignment",
        "free variable '{:.200}' referenced before assignment in enclosing scope",
    )
)


def item_or_null(mapping: Any, key: str) -> Any:
    """``mapping[key]``, or NULL when it answers with KeyError."""
    if type(mapping) is dict:
        return mapping.get(key, NULL)
    try:
        return mapping[key]
    except KeyError:
        return NULL


def global_value(frame: Frame, name: str) -> Any:
    """A name from the frame's globals, else its builtins; NameError."""
    value = item_or_null(frame.globals, name)
    if value is NULL:
        return builtin_value(frame, name)
    return value


def builtin_value(frame: Frame, name: str) -> Any:
    """A name from the frame's builtins; NameError."""
    builtins = frame.builtins
    value = builtins.get(name, NULL) if type(builtins) is dict else item_or_null(builtins, name)
    if value is NULL:
        raise undefined(name)
    return value


def undefined(name: str) -> NameError:
    """The exception for a name bound nowhere."""
    return _name_error(f"name '{name:.200}' is not defined", name)


def _name_error(text: str, name: str) -> NameError:
    return NameError(text, name=name) if HOST >= PY310 else NameError(text)


def unbound_local(frame: Frame, slot: int) -> UnboundLocalError:
    """The exception for a local variable without a value."""
    name = frame.program.slot_names[slot]
    return UnboundLocalError(_UNBOUND.format(name))


def unbound_cell(frame: Frame, slot: int) -> NameError:
    """The exception for an empty cell: NameError for a free variable, else UnboundLocalError."""
    if slot < frame.program.first_free:
        return unbound_local(frame, slot)
    name = frame.program.slot_names[slot]
    return _name_error(_FREE.format(name), name)
