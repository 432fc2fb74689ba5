"""The functions of sys that are about the stack, answered for the guest and for native code it has called.

inspect, traceback, logging, pdb and collections go by them.
"""

from __future__ import annotations

import operator
import sys
from types import FrameType, TracebackType
from typing import Any, Dict, List, Optional, Tuple, Union

from . import codeobjects
from .callers import callers
from .frame import Frame
from .generators import GENERATOR_FRAMES
from .hostcalls import HOSTCALLS, Keywords
from .lookalikes import ANY_ARGUMENTS, replace
from .nativecalls import call_native
from .opcodes import OPS, variant
from .pictures import picture_of_left
from .threads import machine_here, taken_apart
from .versions import HOST, PY312, PY313
from .views import (
    FrameView,
    NativeFrameView,
    frame_of,
    native_frame_of,
    shown,
    view_of_generators,
    view_of_pictured,
)

if HOST >= PY313:
    from .localsproxy import NATIVE_TYPE, FrameLocalsProxy

_getframe, _index = sys._getframe, operator.index


def _at_depth(host: Optional[FrameType], depth: int) -> Union[FrameView, NativeFrameView, None]:
    machine = machine_here()
    assert machine is not None
    for caller in callers(host, machine.frame):
        if depth <= 0:
            return shown(caller)
        depth -= 1
    return None


# What the machine itself does all the time, and natively only programs that look into themselves.
_EVENTS_OF_THE_MACHINE = frozenset(
    "builtins.id object.__getattr__ object.__setattr__ sys._getframe code.__new__ function.__new__".split()
)


def add_audit_hook(native: Any, *arguments: Any, **keywords: Any) -> Any:
    """A hook of the guest hears of nothing that the machine does: to call the hook is an event too."""
    machine = machine_here()
    if machine is None or len(arguments) + len(keywords) != 1 or not {"hook"}.issuperset(keywords):
        return native(*arguments, **keywords)
    (hook,) = arguments or keywords.values()

    def hear(event: str, details: Any) -> None:
        if event not in _EVENTS_OF_THE_MACHINE:
            hook(event, details)

    machine.interpreter.may_fuse = False  # the hook would hear of what is compiled for that
    return native(hear)


def get_frame(native: Any, *depth: Any) -> Any:
    """sys._getframe() in a guest's thread."""
    wanted = _depth(native, depth)
    if machine_here() is None:
        return native(wanted + 2)
    found = _at_depth(_getframe(), wanted)
    if found is None:
        raise ValueError("call stack is not deep enough")
    return found


def get_frame_module_name(native: Any, *depth: Any) -> Any:
    """sys._getframemodulename() in a guest's thread."""
    wanted = _depth(native, depth)
    if machine_here() is None:
        return native(wanted + 2)
    found = _at_depth(_getframe(), wanted)
    return None if found is None else found.f_globals.get("__name__")


def current_frames(native: Any) -> Any:
    """sys._current_frames(): of a thread that runs the guest, the program's innermost frame."""
    found = native()
    here = machine_here()
    for machine in () if here is None else here.interpreter.live_machines():
        for caller in callers(found.get(machine.ident), machine.frame):
            found[machine.ident] = shown(caller)
            break
    return found


def current_exceptions(native: Any) -> Dict[int, Any]:
    """sys._current_exceptions() in a guest's thread: what each thread is handling."""
    found: Dict[int, Any] = native()
    here = machine_here()
    for machine in () if here is None else here.interpreter.live_machines():
        handled = machine.handled.top()
        if handled is not None and machine.ident in found:
            found[machine.ident] = handled if HOST >= PY312 else taken_apart(handled)
    return found


def _depth(native: Any, given: Tuple[Any, ...]) -> int:
    try:
        return _index(given[0]) if given else 0
    except TypeError:
        native(*given)  # for its error
        raise


def get_recursion_limit(native: Any) -> int:
    """The guest's recursion limit; the host's own is higher."""
    machine = machine_here()
    limit: int = native() if machine is None else machine.recursion_limit
    return limit


def set_recursion_limit(native: Any, limit: Any) -> None:
    """The guest's limit is the machine's own; the host's stays high enough for the machine."""
    machine = machine_here()
    if machine is None or not hasattr(limit, "__index__"):
        native(limit)
        return
    number = _index(limit)
    if number < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    machine.set_recursion_limit(number)


def traceback(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """TracebackType() wants a frame of CPython's: a picture is taken of the guest's."""
    given = [_real(each) for each in arguments]
    named = {name: _real(value) for name, value in keywords.items()} if keywords else None
    return call_native(frame, TracebackType, given, named)


@variant("LOAD_ATTR", "tb_frame")
def load_tb_frame(frame: Frame, stack: List[Any], operand: Any) -> None:
    """A traceback has a picture of the guest's frame: the guest finds the frame itself."""
    OPS["LOAD_ATTR"].handler(frame, stack, operand)
    if type(stack[-1]) is FrameType:
        stack[-1] = view_of_pictured(stack[-1])


@variant("LOAD_ATTR", *GENERATOR_FRAMES)
def load_gi_frame(frame: Frame, stack: List[Any], operand: Any) -> None:
    """A generator's native frame stands for the guest's, but not while that runs."""
    generator = stack[-1]
    OPS["LOAD_ATTR"].handler(frame, stack, operand)
    if type(stack[-1]) is FrameType:
        stack[-1] = view_of_generators(stack[-1], generator)


def get_attribute(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """getattr(): so does a guest that asks in this way."""
    value = codeobjects.get_attribute(frame, arguments, keywords)
    if type(value) is not FrameType:
        return value
    is_generators = arguments[1] in GENERATOR_FRAMES
    return view_of_generators(value, arguments[0]) if is_generators else view_of_pictured(value)


def locals_proxy(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """The type of a frame's f_locals, which can be called with a frame."""
    if len(arguments) == 1 and not keywords and type(arguments[0]) is FrameView:
        return FrameLocalsProxy(frame_of(arguments[0]))
    return call_native(frame, NATIVE_TYPE, arguments, keywords)


def _real(view: Any) -> Any:
    if type(view) is NativeFrameView:
        return native_frame_of(view)
    return picture_of_left(frame_of(view), max(view.f_lasti, 0)) if type(view) is FrameView else view


HOSTCALLS[TracebackType] = traceback
HOSTCALLS[getattr] = get_attribute
if HOST >= PY313:
    HOSTCALLS[NATIVE_TYPE] = locals_proxy


def replace_functions() -> None:
    """Put look-alikes in the place of the functions that are about the stack."""
    replace(sys, "_getframe", get_frame, 0, 1)
    if hasattr(sys, "_getframemodulename"):
        replace(sys, "_getframemodulename", get_frame_module_name, 0, 1)
    replace(sys, "_current_frames", current_frames, 0)
    replace(sys, "addaudithook", add_audit_hook, ANY_ARGUMENTS)
    if hasattr(sys, "_current_exceptions"):
        replace(sys, "_current_exceptions", current_exceptions, 0)
    replace(sys, "getrecursionlimit", get_recursion_limit, 0)
    replace(sys, "setrecursionlimit", set_recursion_limit, 1)
