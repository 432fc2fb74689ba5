"""Frames as the guest sees them: views that look like CPython's frame objects.

Unlike the pictures in tracebacks a view is live: its line moves on, a trace function can set it, and its
chain of callers ends where the program's ends. A frame has one view for as long as somebody holds it.
"""

from __future__ import annotations

import sys
import weakref
from types import CodeType, FrameType
from typing import Any, Dict, Iterator, List, Mapping, Optional, Union

from .callers import Caller, callers
from .frame import NULL, Frame
from .generators import frame_driven_by, generator_of, has_yielded, native_frame_of_generator
from .hostcalls import hidden_variables, locals_of
from .lasti import lasti_of
from .lookalikes import HIDDEN_MODULE, LOOK_ALIKES
from .pictures import frame_behind
from .returned import is_running, restore_order
from .threads import machine_here
from .tracing.jumps import jump
from .versions import HOST, PY39, PY311, PY312, PY313, PY314

if HOST >= PY313:
    from .localsproxy import FrameLocalsProxy

_getframe = sys._getframe


class FrameTrace:
    """What tracing keeps of a frame; made when first needed."""

    __slots__ = (
        "at",
        "c_call",
        "function",
        "line",
        "lines",
        "opcodes",
        "period",
        "previous",
        "prior",
        "view",
        "window",
    )

    def __init__(self, frame: Frame) -> None:
        self.function: Any = None  # f_trace
        self.lines = True  # f_trace_lines
        self.opcodes = False  # f_trace_opcodes
        self.at: Optional[int] = None  # byte offset, when f_lasti is not that of the running instruction
        self.previous = -1  # index of the instruction that ran before
        self.prior = -1  # the same for the instruction that runs
        self.period = 0  # of tracing, in which that was
        self.c_call: Any = None  # the builtin that has pushed a frame, while that runs
        self.line = frame.code.co_firstlineno  # of the last line event (3.9)
        self.window = (0, -1)  # byte offsets of the current line (3.9)
        self.view: Optional[weakref.ref[FrameView]] = None


def trace_of(frame: Frame) -> FrameTrace:
    """What tracing keeps of a frame."""
    record: Optional[FrameTrace] = frame.traced
    if record is None:
        record = frame.traced = FrameTrace(frame)
    return record


def view_of(frame: Frame) -> FrameView:
    """The view of a frame."""
    record = trace_of(frame)
    view = None if record.view is None else record.view()
    if view is None:
        view = FrameView(frame)
        record.view = weakref.ref(view)
    return view


def view_of_pictured(picture: FrameType) -> Union[FrameView, FrameType]:
    """The view of the frame that a traceback's frame object is the picture of; native code's is itself."""
    frame = frame_behind(picture)
    if frame is None:
        running = frame_driven_by(picture) if picture.f_back is not None else None
        return picture if running is None else view_of(running)
    view = view_of(frame)
    if picture not in view._pictures:
        view._pictures.append(picture)
    return view


def view_of_generators(native: FrameType, generator: Any) -> Union[FrameView, FrameType]:
    """The view of a generator's frame, in the place of its native one: that stands in the stub.

    Up to 3.10 the guest's frame is made when it is first resumed. Who has got the native one by then shall
    find it again.
    """
    frame = frame_driven_by(native, generator)
    if frame is None or (HOST < PY311 and native.f_back is None and not _is_viewed(frame)):
        return native
    return view_of(frame)


def _is_viewed(frame: Frame) -> bool:
    record: Optional[FrameTrace] = frame.traced
    return record is not None and record.view is not None and record.view() is not None


def frame_of(view: FrameView) -> Frame:
    """The frame that a view is of."""
    return view._frame


def native_frame_of(view: NativeFrameView) -> FrameType:
    """CPython's frame that a view is of."""
    frame: FrameType = object.__getattribute__(view, "_frame")
    return frame


def line_of(frame: Frame) -> Optional[int]:
    """The line a frame is at; in 3.9 that of its last line event, if it is traced."""
    record = trace_of(frame)
    if HOST == PY39 and record.function is not None:
        return record.line
    program = frame.program
    index = frame.pc - 1 if record.at is None else program.index_of(record.at)
    return program.code.co_firstlineno if index < 0 else program.lines[index]


class _Attribute(property):
    """An attribute that is set and deleted as a frame object's: the errors are that's own."""

    def __set__(self, view: Any, value: Any) -> None:
        if self.fset is None:
            assert self.fget is not None  # all of them can be read
            setattr(_getframe(), self.fget.__name__, value)
        else:
            self.fset(view, value)

    def __delete__(self, view: Any) -> None:
        if self.fdel is None:
            assert self.fget is not None  # as above
            delattr(_getframe(), self.fget.__name__)
        else:
            self.fdel(view)


class FrameView:
    """Looks like a frame object, except to C code that wants a real one."""

    __slots__ = ("__weakref__", "_frame", "_pictures")
    __module__ = HIDDEN_MODULE

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._pictures: List[FrameType] = []  # that tracebacks show of it, as far as they have been asked for

    __class__: Any = property(lambda self: FrameType)

    @property
    def f_code(self) -> CodeType:
        return self._frame.code

    @property
    def f_back(self) -> Any:
        frame = self._frame
        if frame.is_entry and is_running(frame) and frame.machine is machine_here():
            return caller_of(frame)
        return None if frame.back is None else view_of(frame.back)

    @property
    def f_globals(self) -> Dict[str, Any]:
        return self._frame.globals

    @property
    def f_builtins(self) -> Mapping[str, Any]:
        return self._frame.builtins

    @property
    def f_locals(self) -> Any:
        frame = self._frame
        if any(frame_behind(picture) is None for picture in self._pictures):  # by traceback.clear_frames()
            self.clear()
        restore_order(frame)
        if HOST >= PY313:
            shows_namespace = frame.namespace is not None and not hidden_variables(frame)
            return frame.namespace if shows_namespace else FrameLocalsProxy(frame)
        return locals_of(frame)

    @property
    def f_lasti(self) -> int:
        frame = self._frame
        at = trace_of(frame).at
        if at is not None:
            return at
        # From 3.13 on a suspended one stands at what it goes on with.
        if HOST >= PY313 and frame.program.is_resumable and not is_running(frame) and has_yielded(frame):
            return frame.instruction.lasti
        return lasti_of(frame)

    @property
    def f_lineno(self) -> Optional[int]:
        return line_of(self._frame)

    @f_lineno.setter
    def f_lineno(self, line: Any) -> None:
        jump(self._frame, line)

    @property
    def f_trace(self) -> Any:
        return trace_of(self._frame).function

    @f_trace.setter
    def f_trace(self, function: Any) -> None:
        record = trace_of(self._frame)
        record.line = line_of(self._frame) or record.line  # Objects/frameobject.c (3.9), frame_settrace
        record.function = function
        if record.opcodes:
            self.f_trace_opcodes = True

    @f_trace.deleter
    def f_trace(self) -> None:
        trace_of(self._frame).function = None

    @property
    def f_trace_lines(self) -> bool:
        return trace_of(self._frame).lines

    @f_trace_lines.setter
    def f_trace_lines(self, value: Any) -> None:
        trace_of(self._frame).lines = _bool(value)

    @property
    def f_trace_opcodes(self) -> bool:
        return trace_of(self._frame).opcodes

    @f_trace_opcodes.setter
    def f_trace_opcodes(self, value: Any) -> None:
        self._frame.machine.tracing.set_opcodes(self._frame, _bool(value))

    if HOST >= PY314:

        @property
        def f_generator(self) -> Any:
            return generator_of(self._frame)

    def clear(self, *arguments: Any, **keywords: Any) -> None:
        """Let go of the variables of a frame that has been left."""
        if arguments or keywords:
            _getframe().clear(*arguments, **keywords)  # for its error
        frame = self._frame
        if is_running(frame):
            raise RuntimeError("cannot clear an executing frame")
        generator = generator_of(frame)
        if generator is not None:
            native_frame_of_generator(generator).clear()
        trace_of(frame).function = None
        frame.locals[:] = [NULL] * len(frame.locals)
        frame.locals_dict = None
        frame.stack.clear()
        for picture in self._pictures:
            picture.clear()
            if HOST < PY313 and frame.namespace is None:
                picture.f_locals.clear()  # where those are that it was filled with

    def __dir__(self) -> Any:
        return dir(FrameType)

    def __sizeof__(self) -> int:
        return _SIZE_WITHOUT_SLOTS + _size_of_slots(self._frame.code)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("cannot pickle 'frame' object")

    def __repr__(self) -> str:
        code = self._frame.code
        return (
            f"<frame at {id(self):#x}, file {code.co_filename!r}, line {self.f_lineno}, code {code.co_name}>"
        )


class NativeFrameView:
    """A frame of native code: it is CPython's, but for its caller, and what a trace function would be set."""

    __slots__ = ("__weakref__", "_frame", "_guest", "_settings")
    __module__ = HIDDEN_MODULE

    def __init__(self, frame: FrameType, guest: Optional[Frame]) -> None:
        put = object.__setattr__
        put(self, "_frame", frame)
        put(self, "_guest", guest)
        put(self, "_settings", {"f_trace": None, "f_trace_lines": True, "f_trace_opcodes": False})

    def __getattribute__(self, name: str) -> Any:
        get = object.__getattribute__
        if name == "f_back":
            return first_of(callers(get(self, "_frame").f_back, get(self, "_guest")))
        settings = get(self, "_settings")
        return settings[name] if name in settings else getattr(get(self, "_frame"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        settings = object.__getattribute__(self, "_settings")
        if name in settings:
            settings[name] = value
        else:
            setattr(object.__getattribute__(self, "_frame"), name, value)

    def __delattr__(self, name: str) -> None:
        if name != "f_trace":
            delattr(object.__getattribute__(self, "_frame"), name)
        object.__getattribute__(self, "_settings")[name] = None

    def __repr__(self) -> str:
        return repr(object.__getattribute__(self, "_frame"))


for _name, _value in list(vars(FrameView).items()):
    if _name.startswith("f_") and isinstance(_value, property):
        setattr(FrameView, _name, _Attribute(_value.fget, _value.fset, _value.fdel))
for _class in (FrameView, NativeFrameView):
    _class.__name__ = _class.__qualname__ = "frame"
    LOOK_ALIKES.add(_class)

_native_views: weakref.WeakValueDictionary[int, NativeFrameView] = weakref.WeakValueDictionary()


def shown(caller: Caller) -> Union[FrameView, NativeFrameView]:
    frame, guest = caller
    if isinstance(frame, Frame):
        return view_of(frame)
    view = _native_views.get(id(frame))
    if view is None:
        view = _native_views[id(frame)] = NativeFrameView(frame, guest)
    return view


def first_of(found: Iterator[Caller]) -> Union[FrameView, NativeFrameView, None]:
    for caller in found:
        return shown(caller)
    return None


def caller_of(frame: Frame) -> Union[FrameView, NativeFrameView, None]:
    """Who has called a frame of this thread that was called by native code."""
    found = callers(_getframe(), frame.machine.frame)
    for caller, _ in found:
        if caller is frame:
            return first_of(found)
    return None if frame.back is None else view_of(frame.back)


def _size_of_slots(code: CodeType) -> int:
    """The bytes that a frame's variables and value stack take (Objects/frameobject.c, ``frame_sizeof``)."""
    count = code.co_nlocals + len(code.co_cellvars) + len(code.co_freevars)
    if HOST >= PY311:  # an argument that is a cell has but one
        count -= len(set(code.co_varnames).intersection(code.co_cellvars))
    return (count + code.co_stacksize) * _POINTER


def _size_without_slots() -> int:
    here = _getframe()
    return here.__sizeof__() - _size_of_slots(here.f_code)


_POINTER = tuple.__itemsize__
# sys.getsizeof() adds what stands before an object: from 3.12 on a view has its weak references there, too.
_SIZE_WITHOUT_SLOTS = _size_without_slots() - (2 * _POINTER if HOST >= PY312 else 0)


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError("attribute value type must be bool")
    return value
