"""f_locals of a function's frame from 3.13 on (PEP 667): a mapping that reads and writes its variables.

Objects/frameobject.c, ``framelocalsproxy_*``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import CellType
from typing import Any, Dict, Iterator, List, Tuple

from .frame import NULL, Frame, cell_value
from .lookalikes import HIDDEN_MODULE, LOOK_ALIKES

_getframe = sys._getframe
_CANNOT_REMOVE = "cannot remove local variables from FrameLocalsProxy"


def _native_type() -> Any:
    return type(_getframe().f_locals)


NATIVE_TYPE = _native_type()


class FrameLocalsProxy:
    """The variables of a frame by name; names that are none of them are kept beside."""

    __slots__ = ("_frame",)
    __module__ = HIDDEN_MODULE
    __hash__: Any = None

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return NATIVE_TYPE

    def _slot(self, name: Any) -> int:
        """The slot of a variable, -1 when there is none of that name."""
        if not isinstance(name, str):
            return -1
        try:
            return self._frame.program.slot_names.index(name)
        except ValueError:
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
        if self._slot(name) >= 0:
            raise ValueError(_CANNOT_REMOVE)
        if name not in self._extra():
            raise KeyError(name)
        del self._extra()[name]

    def __contains__(self, name: Any) -> bool:
        return name in self._all()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())

    def __reversed__(self) -> Iterator[Any]:
        return iter(self.keys()[::-1])

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __eq__(self, other: object) -> Any:
        if type(other) is FrameLocalsProxy:
            return self._frame is other._frame
        return self._all() == other if isinstance(other, dict) else NotImplemented

    def __or__(self, other: Any) -> Any:
        return self._all() | dict(other) if isinstance(other, (dict, FrameLocalsProxy)) else NotImplemented

    def __ror__(self, other: Any) -> Any:
        return dict(other) | self._all() if isinstance(other, (dict, FrameLocalsProxy)) else NotImplemented

    def __ior__(self, other: Any) -> Any:
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

    def get(self, name: Any, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def setdefault(self, name: Any, default: Any = None) -> Any:
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, name: Any, *default: Any) -> Any:
        if self._slot(name) >= 0:
            raise ValueError(_CANNOT_REMOVE)
        if default:
            return self._extra().pop(name, default[0])
        return self._extra().pop(name)

    def update(self, other: Any) -> None:
        if not isinstance(other, (dict, FrameLocalsProxy)):
            raise TypeError("update() argument must be dict or another FrameLocalsProxy")
        for name in other:
            self[name] = other[name]


Mapping.register(FrameLocalsProxy)
LOOK_ALIKES.add(FrameLocalsProxy)
