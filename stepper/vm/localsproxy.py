"""f_locals of a function's frame from 3.13 on (PEP 667): a mapping that reads and writes its variables.

Objects/frameobject.c, ``framelocalsproxy_*``.
"""

from __future__ import annotations

from collections.abc import Mapping
from reprlib import recursive_repr
from types import CellType
from typing import Any, Dict, Iterator, List, Tuple

from .frame import NULL, Frame, cell_value
from .lookalikes import HIDDEN_MODULE, LOOK_ALIKES
from .returned import restore_order

_CANNOT_REMOVE = "cannot remove local variables from FrameLocalsProxy"


def _no_variables() -> Iterator[None]:
    yield


# CPython's own proxy, of no variables, asked for what is said of calls that are wrong. A generator's: that
# keeps no f_back alive.
_generator: Any = _no_variables()
_NATIVE = _generator.gi_frame.f_locals
NATIVE_TYPE = type(_NATIVE)
_CAN_REMOVE = hasattr(NATIVE_TYPE, "pop")  # not in 3.13.0


class FrameLocalsProxy:
    """The variables of a frame by name; names that are none of them are kept beside."""

    __slots__ = ("_shown",)
    __module__ = HIDDEN_MODULE
    __hash__: Any = None

    def __init__(self, frame: Frame) -> None:
        self._shown = frame

    @property
    def _frame(self) -> Frame:
        restore_order(self._shown)
        return self._shown

    __class__: Any = property(lambda self: NATIVE_TYPE)

    def _slot(self, name: Any) -> int:
        """The slot of a variable, -1 when there is none of that name. Whatever equals a name is one."""
        hashed, names = hash(name), self._frame.program.slot_names
        if type(name) is str:
            return names.index(name) if name in names else -1
        for slot, own in enumerate(names):
            if hash(own) == hashed and own == name:
                return slot
        return -1

    def _extra(self) -> Dict[Any, Any]:
        return self._frame.locals_dict or {}

    def _all(self) -> Dict[Any, Any]:
        return {**self._frame.variables(), **self._extra()}

    def __getitem__(self, name: Any) -> Any:
        slot = self._slot(name)
        value = NULL
        if slot >= 0:
            value = self._frame.locals[slot]
            if type(value) is CellType and slot in self._frame.program.cell_slots:
                value = cell_value(value)
        if value is NULL:
            value = self._extra().get(name, NULL)
        if value is NULL:
            raise KeyError(f"local variable '{name!r}' is not defined")
        return value

    def __setitem__(self, name: Any, value: Any) -> None:
        slot, frame = self._slot(name), self._frame
        if slot < 0:
            if frame.locals_dict is None:
                frame.locals_dict = {}
            frame.locals_dict[name] = value
        elif slot in frame.program.cell_slots and type(frame.locals[slot]) is CellType:
            frame.locals[slot].cell_contents = value
        else:
            frame.locals[slot] = value

    def __delitem__(self, name: Any) -> None:
        if not _CAN_REMOVE:
            del _NATIVE[name]
        if self._slot(name) >= 0:
            raise ValueError(_CANNOT_REMOVE)
        if name not in self._extra():
            raise KeyError(name)
        del self._extra()[name]

    def __contains__(self, name: Any) -> bool:
        hash(name)  # for its error
        return name in self._all()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())

    def __reversed__(self) -> List[Any]:
        return self.keys()[::-1]

    def __len__(self) -> int:
        return len(self._all())

    @recursive_repr("{...}")
    def __repr__(self) -> str:
        return repr(self._all())

    def __dir__(self) -> Any:
        return dir(NATIVE_TYPE)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("cannot pickle 'FrameLocalsProxy' object")

    def __reduce__(self) -> Any:
        return self.__reduce_ex__(0)

    def __eq__(self, other: object) -> Any:
        if type(other) is FrameLocalsProxy:
            return self._frame is other._frame
        return self._all() == other if isinstance(other, dict) else NotImplemented

    def __or__(self, other: Any) -> Any:
        return self._all() | dict(other) if isinstance(other, (dict, FrameLocalsProxy)) else NotImplemented

    def __ror__(self, other: Any) -> Any:
        # Anything that has keys can stand before a proxy; its own __or__ has been asked already.
        return _NATIVE.__ror__(other) | self._all()

    def __ior__(self, other: Any) -> Any:
        if not isinstance(other, (dict, FrameLocalsProxy)):
            return NotImplemented
        self.update(other)
        return self

    def keys(self) -> List[Any]:
        return list(self._all())

    def values(self) -> List[Any]:
        return list(self._all().values())

    def items(self) -> List[Tuple[Any, Any]]:
        return list(self._all().items())

    def copy(self) -> Dict[Any, Any]:
        return self._all()

    def get(self, *arguments: Any) -> Any:
        if not 1 <= len(arguments) <= 2:
            return _NATIVE.get(*arguments)
        try:
            return self[arguments[0]]
        except KeyError:
            return arguments[1] if len(arguments) == 2 else None

    def setdefault(self, *arguments: Any) -> Any:
        if not 1 <= len(arguments) <= 2:
            return _NATIVE.setdefault(*arguments)
        name, default = (*arguments, None)[:2]
        if name not in self:
            self[name] = default
        return self[name]

    if _CAN_REMOVE:

        def pop(self, *arguments: Any) -> Any:
            if not 1 <= len(arguments) <= 2:
                return _NATIVE.pop(*arguments)
            if self._slot(arguments[0]) >= 0:
                raise ValueError(_CANNOT_REMOVE)
            return self._extra().pop(*arguments)

    def update(self, *arguments: Any, **keywords: Any) -> None:
        if keywords or len(arguments) != 1 or not isinstance(arguments[0], (dict, FrameLocalsProxy)):
            _NATIVE.update(*arguments, **keywords)
            return
        (other,) = arguments
        for name in other:
            self[name] = other[name]


FrameLocalsProxy.__doc__ = NATIVE_TYPE.__doc__
Mapping.register(FrameLocalsProxy)
LOOK_ALIKES.add(FrameLocalsProxy)
