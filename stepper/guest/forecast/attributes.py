"""Foresees attributes: where one is found, by the rules of Objects/object.c and typeobject.c, and its value.

The classes are asked first: a data descriptor there (a property, a slot) comes before the object's own dict,
all else after it.
"""

from __future__ import annotations

from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, Dict, List, Optional, Tuple

from ...protocol import Forecast, Place
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction
from ...vm.versions import HOST, PY313
from ..peek import bases_of, can_look_up, class_attribute, instance_dict, is_instance, look_up, type_name
from ..saferepr import show
from .names import HELD
from .table import UNKNOWN, all_shown, entered, foresees, known

_type_flags = type.__dict__["__flags__"].__get__
_module_dict = type.__getattribute__(ModuleType, "__dict__")["__dict__"].__get__
_generic_getattribute = object.__dict__["__getattribute__"]
_generic_setattr = object.__dict__["__setattr__"]
_type_getattribute = type.__dict__["__getattribute__"]
_super_class, _super_self = (super.__dict__[name].__get__ for name in ("__thisclass__", "__self__"))
_type_names = {name: type.__dict__[name].__get__ for name in ("__name__", "__qualname__")}
# Types of C whose own ``__getattribute__`` is object's under another name (PyObject_GenericGetAttr).
_GENERIC_TYPES = frozenset(
    (bool, bytearray, bytes, complex, dict, float, frozenset, int, list, set, str, tuple)
)
_METHOD_DESCRIPTOR = 1 << 17  # Py_TPFLAGS_METHOD_DESCRIPTOR, Include/object.h
_SHOWN_STEPS = 12
_KINDS: Dict[type, str] = {
    FunctionType: "function",
    property: "property",
    classmethod: "class method",
    staticmethod: "static method",
    MemberDescriptorType: "slot",
    GetSetDescriptorType: "attribute of C",
    MethodDescriptorType: "method of C",
    WrapperDescriptorType: "method of C",
    ClassMethodDescriptorType: "class method",
    BuiltinFunctionType: "function of C",
}


class _Found:
    """What the classes of an MRO hold under a name: the value as it is, and each class that was asked."""

    def __init__(self, classes: Tuple[type, ...], name: str) -> None:
        self.value: Any = NULL
        places: List[Place] = []
        for step, cls in enumerate(classes, 1):
            self.value = look_up_in_class(cls, name)
            if self.value is not NULL:
                places.append(Place("class", type_name(cls), step, _kind(self.value)))
                break
            places.append(Place("class", type_name(cls), step))
        self.places = tuple(places[-_SHOWN_STEPS:])


def look_up_in_class(cls: type, name: str) -> Any:
    """What the class itself holds under a name, without its bases; NULL when nothing."""
    for key, value in type.__dict__["__dict__"].__get__(cls).items():
        if type(key) is str and key == name:
            return value
    return NULL


def _kind(value: Any) -> str:
    if type(value) in _KINDS:
        return _KINDS[type(value)]
    return HELD if class_attribute(type(value), "__get__") is NULL else "descriptor"


def _is_data(value: Any) -> bool:
    cls = type(value)
    return class_attribute(cls, "__set__") is not NULL or class_attribute(cls, "__delete__") is not NULL


# ---- loading ----


@foresees("LOAD_ATTR LOAD_METHOD")
def _load_attr(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    operand = instruction.operand
    name = operand if isinstance(operand, str) else operand[0]
    has_two = instruction.op is not None and instruction.op.effect.pushes(instruction.oparg) == 2
    owner = stack[-1]
    method = class_attribute(type(owner), "__getattribute__")
    if type(method) is FunctionType:
        return Forecast(enters=entered(method))
    if type(owner) is ModuleType:
        foreseen = _of_module(owner, name)
    elif type(owner) is super:
        foreseen = _of_super(_super_class(owner), _super_self(owner), name)
    elif method is _type_getattribute and is_instance(owner, type):
        foreseen = _of_class(owner, name)
    elif method is _generic_getattribute or type(owner) in _GENERIC_TYPES:
        return _of_object(owner, name, has_two)
    else:
        return UNKNOWN
    return _beside_null(foreseen, has_two)


def _beside_null(foreseen: Forecast, has_two: bool) -> Forecast:
    """What a call gets that no method of the object's class is for."""
    if not has_two or foreseen.result is None:
        return foreseen
    null = show(NULL)
    return foreseen._replace(after=(foreseen.result, null) if HOST >= PY313 else (null, foreseen.result))


def _of_module(module: Any, name: str) -> Forecast:
    namespace = _module_dict(module)
    if not can_look_up(namespace) or _is_data(class_attribute(ModuleType, name)):
        return UNKNOWN
    value = look_up(namespace, name)
    return UNKNOWN if value is NULL else known(value, Place("module", holds=HELD))


def _of_class(cls: Any, name: str) -> Forecast:
    """The metaclass has the first word by a data descriptor only; a class is not bound to itself."""
    of_meta = class_attribute(type(cls), name)
    if of_meta is not NULL and _is_data(of_meta):
        place = Place("metaclass", type_name(type(cls)), 1, _kind(of_meta))
        getter = _type_names.get(name) if of_meta is type.__dict__.get(name) else None
        return Forecast(lookup=(place,)) if getter is None else known(getter(cls), place)
    found = _Found(bases_of(cls), name)
    value = found.value
    if value is NULL:
        raises = of_meta is NULL and class_attribute(type(cls), "__getattr__") is NULL
        return Forecast(lookup=found.places, raises="AttributeError" if raises else "")
    if type(value) is classmethod and type(value.__func__) is FunctionType:
        value = MethodType(value.__func__, cls)
    elif type(value) is staticmethod:
        value = value.__func__
    elif _kind(value) == "descriptor":
        return Forecast(lookup=found.places, enters=entered(class_attribute(type(value), "__get__")))
    elif type(value) in (ClassMethodDescriptorType, classmethod):
        return Forecast(lookup=found.places)
    return known(value, *found.places)


def _of_object(owner: Any, name: str, has_two: bool) -> Forecast:
    cls = type(owner)
    getter = class_attribute(cls, "__dict__")
    own = instance_dict(owner)
    if (own is None and getter is not NULL) or (own is not None and not can_look_up(own)):
        return UNKNOWN
    found = _Found(bases_of(cls), name)
    if found.value is not NULL and _is_data(found.value):
        return _beside_null(_by_data_descriptor(owner, found), has_two)
    value = NULL if own is None else look_up(own, name)
    if value is not NULL:
        return _beside_null(known(value, *found.places, Place("own dict", holds=HELD)), has_two)
    places = (*found.places, Place("own dict")) if own is not None and found.value is NULL else found.places
    hook = class_attribute(cls, "__getattr__")
    if found.value is NULL:
        if hook is not NULL:
            return Forecast(lookup=places, enters=entered(hook))
        return Forecast(lookup=places, raises="AttributeError")
    if has_two and _type_flags(type(found.value)) & _METHOD_DESCRIPTOR:
        if hook is not NULL:
            # It has another way to look up (slot_tp_getattr_hook), which binds; specialised code does not.
            return Forecast(lookup=places)
        return known(found.value, *places)._replace(after=all_shown((found.value, owner)))
    return _beside_null(_bound(owner, found.value, places), has_two)


def _bound(owner: Any, value: Any, places: Tuple[Place, ...]) -> Forecast:
    """What the class holds, bound to the object if that makes a difference."""
    if type(value) is FunctionType:
        value = MethodType(value, owner)
    elif type(value) is classmethod and type(value.__func__) is FunctionType:
        value = MethodType(value.__func__, type(owner))
    elif type(value) is staticmethod:
        value = value.__func__
    elif class_attribute(type(value), "__get__") is not NULL:
        return Forecast(lookup=places, enters=entered(class_attribute(type(value), "__get__")))
    return known(value, *places)


def _by_data_descriptor(owner: Any, found: _Found) -> Forecast:
    descriptor, places = found.value, found.places
    if type(descriptor) is property:
        return _by_accessor(descriptor.fget, places)
    if type(descriptor) is MemberDescriptorType and is_instance(owner, descriptor.__objclass__):
        try:
            return known(descriptor.__get__(owner), *places)
        except AttributeError:
            has_hook = class_attribute(type(owner), "__getattr__") is not NULL
            return Forecast(lookup=places, raises="" if has_hook else "AttributeError")
    return Forecast(lookup=places, enters=entered(class_attribute(type(descriptor), "__get__")))


def _by_accessor(accessor: Any, places: Tuple[Place, ...]) -> Forecast:
    """A function of a property; there may be none."""
    if accessor is None:
        return Forecast(lookup=places, raises="AttributeError")
    return Forecast(lookup=places, enters=entered(accessor))


@foresees("LOAD_SUPER_ATTR")
def _load_super_attr(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """The search begins behind the class, in the order of the object's own class."""
    called, cls, owner = stack[-3:]
    if called is not super or not is_instance(cls, type):
        return UNKNOWN
    return _of_super(cls, owner, instruction.operand[0])


def _of_super(cls: Any, owner: Any, name: str) -> Forecast:
    order = bases_of(type(owner))
    if is_instance(owner, type) and any(base is cls for base in bases_of(owner)):
        order = bases_of(owner)
    start = next((step for step, base in enumerate(order, 1) if base is cls), None)
    if start is None:
        return UNKNOWN
    found = _Found(order[start:], name)
    places = tuple([place._replace(step=place.step + start) for place in found.places])
    if found.value is NULL:
        return Forecast(lookup=places, raises="AttributeError")
    if is_instance(owner, type) or type(found.value) is property:
        return Forecast(lookup=places)
    return _bound(owner, found.value, places)


# ---- storing ----


@foresees("STORE_ATTR")
def _store_attr(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    owner, name = stack[-1], instruction.operand
    method = class_attribute(type(owner), "__setattr__")
    if type(method) is FunctionType:
        return Forecast(enters=entered(method))
    if method is not _generic_setattr:
        return UNKNOWN
    found = _Found(bases_of(type(owner)), name)
    if found.value is not NULL and _is_data(found.value):
        if type(found.value) is property:
            return _by_accessor(found.value.fset, found.places)
        hook = class_attribute(type(found.value), "__set__")
        return Forecast(lookup=found.places, enters=entered(hook))
    own: Optional[Any] = instance_dict(owner)
    if own is None and class_attribute(type(owner), "__dict__") is NULL:
        return Forecast(lookup=found.places, raises="AttributeError")
    if not can_look_up(own):
        return UNKNOWN
    holds = "" if look_up(own, name) is NULL else HELD
    return Forecast(lookup=(Place("own dict", holds=holds),))
