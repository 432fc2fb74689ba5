"""What operators give on values of exact builtin types, computed ahead where that is pure and cheap.

Everything else is unknown: an operator may be the program's own code, take a week or fill the memory.
"""

from __future__ import annotations

import operator
import re
from collections import deque
from typing import Any, Callable, Dict, NamedTuple, Optional, Tuple

from ..vm.frame import NULL
from .peek import bases_of, class_attribute, is_instance

_NUMBERS: Tuple[type, ...] = (int, bool, float, complex)
_ATOMS = frozenset([id(cls) for cls in (*_NUMBERS, str, bytes, type(None), type(Ellipsis))])
_NUMBER_IDS = frozenset([id(cls) for cls in _NUMBERS])
_SEQUENCES = frozenset([id(cls) for cls in (str, bytes, list, tuple)])
_SIZED = frozenset([id(cls) for cls in (bytearray, list, tuple, dict, set, frozenset, deque, range)])
_MAX_BITS = 4096  # of an int operand
_MAX_RESULT_BITS = 65536
MAX_LENGTH = 4096  # of a sequence that is copied
MAX_COMPARED = 1000  # elements looked at


class Outcome(NamedTuple):
    """What will happen: a value, or the name of an exception. The value is NULL when it is an exception."""

    value: Any
    raises: str = ""


# An operator and what it does to values that are not changed in place, which is how it is computed here.
_PLAIN: Dict[Any, Callable[[Any, Any], Any]] = {
    operator.iadd: operator.add,
    operator.iand: operator.and_,
    operator.ifloordiv: operator.floordiv,
    operator.ilshift: operator.lshift,
    operator.imatmul: operator.matmul,
    operator.imul: operator.mul,
    operator.imod: operator.mod,
    operator.ior: operator.or_,
    operator.ipow: operator.pow,
    operator.irshift: operator.rshift,
    operator.isub: operator.sub,
    operator.itruediv: operator.truediv,
    operator.ixor: operator.xor,
}
_KNOWN = frozenset([id(function) for function in _PLAIN.values()])


def binary(operate: Callable[[Any, Any], Any], left: Any, right: Any) -> Optional[Outcome]:
    """The result of a binary operator, or None when it is not certain."""
    if operate is operator.getitem:
        return subscript(left, right)
    operate = _PLAIN.get(operate, operate)
    if id(operate) not in _KNOWN:
        return None
    if _is_number(left) and _is_number(right):
        return attempt(operate, left, right) if _is_small(operate, left, right) else None
    if not _is_short(left) or not _is_short(right):
        return None
    if operate is operator.mul and not _repeats_little(left, right):
        return None
    if operate is operator.mod and (type(left) is str or type(left) is bytes):
        return None  # formatting: of any object, to any width
    return attempt(operate, left, right)


def attempt(operate: Callable[..., Any], *operands: Any) -> Outcome:
    """What comes of something that is known to be pure and cheap."""
    try:
        return Outcome(operate(*operands))
    except Exception as error:
        return Outcome(NULL, type(error).__name__)


def _is_number(value: Any) -> bool:
    return id(type(value)) in _NUMBER_IDS


def _bits(value: Any) -> int:
    return int.bit_length(value) if is_instance(value, int) else 64


def _is_small(operate: Callable[[Any, Any], Any], left: Any, right: Any) -> bool:
    if _bits(left) > _MAX_BITS or _bits(right) > _MAX_BITS:
        return False
    if is_instance(left, int) and is_instance(right, int):
        if operate is operator.pow:
            return bool(_bits(left) * abs(right) <= _MAX_RESULT_BITS)
        if operate is operator.lshift:
            return bool(right <= _MAX_RESULT_BITS)
    return True


def _is_short(value: Any) -> bool:
    """Whether it is an atom, or a sequence that can be copied; the elements do not matter."""
    if id(type(value)) in _SEQUENCES:
        return len(value) <= MAX_LENGTH
    return id(type(value)) in _ATOMS and _bits(value) <= _MAX_BITS


def _repeats_little(left: Any, right: Any) -> bool:
    """Whether a product is short, if it is a product of a sequence and a number."""
    for sequence, count in ((left, right), (right, left)):
        if id(type(sequence)) in _SEQUENCES and is_instance(count, int):
            return len(sequence) * max(int(count), 0) <= MAX_LENGTH
    return True


def unary(operate: Callable[[Any], Any], value: Any) -> Optional[Outcome]:
    """The result of ``-``, ``+`` or ``~``, or None when it is not certain; not ``~True``, which warns."""
    if id(type(value)) not in _ATOMS or _bits(value) > _MAX_BITS or type(value) is bool:
        return None
    return attempt(operate, value)


def compare(operate: Callable[[Any, Any], Any], left: Any, right: Any) -> Optional[Outcome]:
    """The result of a comparison, or None when it is not certain."""
    return attempt(operate, left, right) if is_plain(left) and is_plain(right) else None


def is_plain(value: Any, depth: int = 2) -> bool:
    """Whether it and the few things in it are of exact builtin types: it can be hashed and compared."""
    if id(type(value)) in _ATOMS:
        return True
    if not depth or not (type(value) is list or type(value) is tuple) or len(value) > MAX_COMPARED:
        return False
    return all(is_plain(item, depth - 1) for item in tuple(value))


def has_plain_keys(value: Any) -> bool:
    """Whether all in it can be hashed and compared."""
    return len(value) <= MAX_COMPARED and all(is_plain(key) for key in tuple(value))


def subscript(container: Any, key: Any) -> Optional[Outcome]:
    """``container[key]``, or None when it is not certain."""
    cls = type(container)
    if id(cls) in _SEQUENCES:
        if id(type(key)) in _ATOMS:
            return attempt(operator.getitem, container, key)
        if type(key) is slice and len(container) <= MAX_LENGTH:
            bounds = (key.start, key.stop, key.step)
            if all(id(type(bound)) in _ATOMS for bound in bounds):
                return attempt(operator.getitem, container, key)
    if cls is dict and is_plain(key) and has_plain_keys(container):
        return attempt(operator.getitem, container, key)
    if id(cls) in _ATOMS and is_plain(key):
        return attempt(operator.getitem, container, key)
    return None


def contains(item: Any, container: Any) -> Optional[Outcome]:
    """``item in container``, or None when it is not certain."""
    if not is_plain(item):
        return None
    cls = type(container)
    if cls is dict or cls is set or cls is frozenset:
        known = has_plain_keys(container)
    elif cls is range:
        known = type(item) is int and type(container.start) is int
    elif cls is str or cls is bytes:
        known = len(container) <= _MAX_RESULT_BITS
    else:
        known = is_plain(container)
    return attempt(operator.contains, container, item) if known else None


def refuses_change(container: Any, key: Any, deletes: bool) -> str:
    """The exception of an item that can't be stored or deleted, where that is certain; else ""."""
    cls = type(container)
    if class_attribute(cls, "__delitem__" if deletes else "__setitem__") is NULL:
        return "TypeError"
    if cls is list and type(key) is int:
        return "" if -len(container) <= key < len(container) else "IndexError"
    if cls is dict and type(key) in (list, dict, set, bytearray):
        return "TypeError"
    if cls is dict and deletes and is_plain(key) and has_plain_keys(container):
        return "" if key in container else "KeyError"
    return ""


def is_sized(value: Any) -> bool:
    """Whether its length is asked of C alone."""
    return id(type(value)) in _SIZED or type(value) is str or type(value) is bytes


_MAX_WIDTH = 3  # digits of a width or a precision


def formatted(convert: Optional[Callable[[Any], str]], value: Any, spec: Any) -> Optional[Outcome]:
    """The text of an f-string's field, or None when it is not certain."""
    if not is_plain(value) or type(spec) is not str or _bits(value) > MAX_LENGTH:
        return None
    if type(value) in (str, bytes) and len(value) > MAX_LENGTH:
        return None
    if any(len(digits) > _MAX_WIDTH for digits in re.findall("[0-9]+", spec)):
        return None
    if convert is None:
        return attempt(format, value, spec)
    return attempt(lambda: format(convert(value), spec))


def truth(value: Any) -> Optional[bool]:
    """The truth value, or None when it is the program's own code that decides."""
    cls = type(value)
    if id(cls) in _ATOMS or id(cls) in _SIZED:
        return bool(value)
    if class_attribute(cls, "__bool__") is NULL and class_attribute(cls, "__len__") is NULL:
        return True
    return None


def matches(kind: Any, wanted: Any) -> Optional[bool]:
    """Whether an except clause handles a class: by the bases alone (PyErr_GivenExceptionMatches)."""
    classes = wanted if type(wanted) is tuple else (wanted,)
    if not all(is_instance(cls, type) and _is_exception_class(cls) for cls in classes):
        return None
    return any(cls is base for cls in classes for base in bases_of(kind))


def _is_exception_class(cls: type) -> bool:
    return any(base is BaseException for base in bases_of(cls))
