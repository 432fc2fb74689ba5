"""Looking into objects through C slots alone: nothing here runs a line of the program's code.

Neither an object's class nor its metaclass has a say: types are told apart by identity, names are read by
the getters in ``type.__dict__``, no descriptor but those of C itself is asked, and nothing of the program's
is hashed or compared, since a key with a chosen hash would get its ``__eq__`` called."""

from __future__ import annotations

from itertools import islice
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any, Iterator, List, Tuple

from ..vm.frame import NULL

SCAN_LIMIT = 5000  # entries of a namespace that are looked through for a name
NAME_LIMIT = 80  # characters of a name
ELLIPSIS = "…"

_qualname_of = type.__dict__["__qualname__"].__get__
_module_of = type.__dict__["__module__"].__get__
_bases_of = type.__dict__["__mro__"].__get__
namespace_of = type.__dict__["__dict__"].__get__


def is_instance(value: Any, cls: type) -> bool:
    """Whether the object's real type is ``cls`` or a subclass of it: its ``__class__`` is not asked.

    ``cls`` must have exactly ``type`` as its metaclass: then issubclass goes by the bases alone.
    """
    return issubclass(type(value), cls)


# ---- names ----


def visible(text: str) -> str:
    """The text with what a terminal would obey or hide (controls, bidi marks, lone surrogates) as escapes."""
    text = str.__str__(text)
    if text.isprintable():
        return text
    return "".join([char if char.isprintable() else repr(char)[1:-1] for char in text])


def short_name(name: Any, limit: int = NAME_LIMIT) -> str:
    """A name as it is shown; a name may be any object, and a string of any length."""
    if not is_instance(name, str):
        return "?"
    name = str.__str__(name)
    return visible(name if len(name) <= limit else name[: limit - 1] + ELLIPSIS)


def plain_name(name: Any) -> str:
    """A qualified name without the function it was made in."""
    if is_instance(name, str):
        name = str.__str__(name)
        if "<locals>." in name:
            name = name.rpartition("<locals>.")[2]
    return short_name(name)


def type_name(cls: type) -> str:
    """The qualified name of a class, without the function it was made in."""
    return plain_name(_qualname_of(cls))


def full_type_name(cls: type) -> str:
    """The name with the module in front, but for builtins and the program's main module."""
    try:
        module = _module_of(cls)
    except AttributeError:  # the class's namespace has lost its __module__
        module = ""
    if type(module) is not str or module in ("", "builtins", "__main__"):
        return type_name(cls)
    return f"{short_name(module)}.{type_name(cls)}"


# ---- namespaces ----


def items_of(namespace: Any, limit: int = SCAN_LIMIT) -> List[Tuple[Any, Any]]:
    """The first items of a dict, or of a subclass's instance in dict's own order; none of other mappings.

    They are copied in one go: between two lines of ours another thread may change the dict.
    """
    return list(islice(dict.items(namespace), limit)) if is_instance(namespace, dict) else []


def can_look_up(namespace: Any) -> bool:
    """Whether :func:`look_up` answers as the interpreter would."""
    return type(namespace) is dict and len(namespace) <= SCAN_LIMIT


def look_up(namespace: Any, name: str) -> Any:
    """What a dict holds under a name, NULL when nothing. A scan, for the reason given on top."""
    for key, value in items_of(namespace):
        if key is name or (type(key) is str and key == name):
            return value
    return NULL


def bases_of(cls: type) -> Tuple[type, ...]:
    """The method resolution order, as the class keeps it."""
    bases: Tuple[type, ...] = _bases_of(cls)
    return bases


def class_attribute(cls: type, name: str) -> Any:
    """What a class or the first of its bases holds under a name, as it is; NULL when nothing."""
    for base in bases_of(cls):
        for key, value in namespace_of(base).items():
            if type(key) is str and key == name:
                return value
    return NULL


def instance_dict(value: Any) -> Any:
    """The ``__dict__`` of an object, when its class gets it from C; else None."""
    getter = class_attribute(type(value), "__dict__")
    if type(getter) is not GetSetDescriptorType and type(getter) is not MemberDescriptorType:
        return None
    try:
        found = getter.__get__(value)
    except (AttributeError, TypeError):  # another class's getter
        return None
    return found if is_instance(found, dict) else None


def slots_of(value: Any) -> Iterator[Tuple[str, Any]]:
    """The bound ``__slots__`` of an object, base classes first; members of C types are no slots."""
    for base in reversed(bases_of(type(value))):
        members = list(namespace_of(base).items())
        if not any(type(name) is str and name == "__slots__" for name, _ in members):
            continue
        for name, member in members:
            if type(member) is MemberDescriptorType and type(name) is str:
                try:
                    held = member.__get__(value)
                except (AttributeError, TypeError):  # not bound, or a member that was moved to another class
                    continue
                yield name, held
