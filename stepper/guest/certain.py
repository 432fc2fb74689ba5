"""What operators give on values of exact builtin types, computed ahead where that is pure and cheap.

Everything else is unknown: an operator may be the program's own code, take a week or fill the memory.
"""

from __future__ import annotations

import operator
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
_MAX_LENGTH = 4096  # of a sequence that is copied
_MAX_COMPARED = 1000  # elements looked at


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
        return _try(operate, left, right) if _is_small(operate, left, right) else None
    if not _is_short(left) or not _is_short(right):
        return None
    if operate is operator.mul and not _repeats_little(left, right):
        return None
    if operate is operator.mod and (type(left) is str or type(left) is bytes):
        return None  # formatting: of any object, to any width
    return _try(operate, left, right)


def _try(operate: Callable[..., Any], *operands: Any) -> Outcome:
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
        return len(value) <= _MAX_LENGTH
    return id(type(value)) in _ATOMS and _bits(value) <= _MAX_BITS


def _repeats_little(left: Any, right: Any) -> bool:
    """Whether a product is short, if it is a product of a sequence and a number."""
    for sequence, count in ((left, right), (right, left)):
        if id(type(sequence)) in _SEQUENCES and is_instance(count, int):
            return len(sequence) * max(int(count), 0) <= _MAX_LENGTH
    return True


def unary(operate: Callable[[Any], Any], value: Any) -> Optional[Outcome]:
    """The result of ``-``, ``+`` or ``~``, or None when it is not certain; not ``~True``, which warns."""
    if id(type(value)) not in _ATOMS or _bits(value) > _MAX_BITS or type(value) is bool:
        return None
    return _try(operate, value)


def compare(operate: Callable[[Any, Any], Any], left: Any, right: Any) -> Optional[Outcome]:
    """The result of a comparison, or None when it is not certain."""
    return _try(operate, left, right) if _is_plain(left) and _is_plain(right) else None


def _is_plain(value: Any, depth: int = 2) -> bool:
    """Whether it and the few things in it are of exact builtin types: it can be hashed and compared."""
    if id(type(value)) in _ATOMS:
        return True
    if not depth or not (type(value) is list or type(value) is tuple) or len(value) > _MAX_COMPARED:
        return False
    return all(_is_plain(item, depth - 1) for item in tuple(value))


def _has_plain_keys(value: Any) -> bool:
    return len(value) <= _MAX_COMPARED and all(_is_plain(key) for key in tuple(value))


def subscript(container: Any, key: Any) -> Optional[Outcome]:
    """``container[key]``, or None when it is not certain."""
    cls = type(container)
    if id(cls) in _SEQUENCES:
        if id(type(key)) in _ATOMS:
            return _try(operator.getitem, container, key)
        if type(key) is slice and len(container) <= _MAX_LENGTH:
            bounds = (key.start, key.stop, key.step)
            if all(id(type(bound)) in _ATOMS for bound in bounds):
                return _try(operator.getitem, container, key)
    if cls is dict and _is_plain(key) and _has_plain_keys(container):
        return _try(operator.getitem, container, key)
    if id(cls) in _ATOMS and _is_plain(key):
        return _try(operator.getitem, container, key)
    return None


def contains(item: Any, container: Any) -> Optional[Outcome]:
    """``item in container``, or None when it is not certain."""
    if not _is_plain(item):
        return None
    cls = type(container)
    if cls is dict or cls is set or cls is frozenset:
        known = _has_plain_keys(container)
    elif cls is range:
        known = type(item) is int and type(container.start) is int
    elif cls is str or cls is bytes:
        known = len(container) <= _MAX_RESULT_BITS
    else:
        known = _is_plain(container)
    return _try(operator.contains, container, item) if known else None


def truth(value: Any) -> Optional[bool]:
    """The truth value, or None when it is the program's own code that decides."""
    cls = type(value)
    if id(cls) in _ATOMS or id(cls) in _SIZED:
        return bool(value)
    if class_attribute(cls, "__bool__") is NULL and class_attribute(cls, "__len__") is NULL:
        return True
    return None


def matches(exception: Any, wanted: Any) -> Optional[bool]:
    """Whether an except clause handles an exception: by the bases alone (PyErr_GivenExceptionMatches)."""
    classes = wanted if type(wanted) is tuple else (wanted,)
    if not all(is_instance(cls, type) and _is_exception_class(cls) for cls in classes):
        return None
    return any(cls is base for cls in classes for base in bases_of(type(exception)))


def _is_exception_class(cls: type) -> bool:
    return any(base is BaseException for base in bases_of(cls))
