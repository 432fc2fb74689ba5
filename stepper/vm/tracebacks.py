"""Tracebacks of the guest's frames only, each as CPython would show it: file, line, columns, locals."""

from __future__ import annotations

import sys
import weakref
from functools import partial
from types import CodeType, FrameType, ModuleType, TracebackType
from typing import Any, Dict, Iterable, Optional

from .frame import Frame
from .pictures import (
    frame_behind,
    is_provisional,
    picture_of_left,
    picture_of_running,
    provisional_picture,
)

_PACKAGE = __name__.rsplit(".", 2)[0]  # the package that holds vm, under the name it was loaded
_own_codes: Dict[int, weakref.ref[CodeType]] = {}  # trampolines and the like, by id
_own_namespaces: Dict[int, Dict[str, Any]] = {}  # of our modules, if they are not known by name
_begins: Dict[int, int] = {}  # by id of a generator's stub: the offset where the generator begins
STAND_IN = object()  # last constant of code that stands in for a guest's frame further up the host's stack


def register_own(code: CodeType) -> CodeType:
    """Mark a code object made by the machine: its frames are no part of the guest's tracebacks."""
    key = id(code)
    _own_codes[key] = weakref.ref(code, partial(_own_codes.pop, key))  # a dead one is pop's default
    return code


def own_modules_are(modules: Iterable[ModuleType]) -> None:
    """Say which modules are ours, when they are not to be found by name in ``sys.modules`` any more."""
    _own_namespaces.update({id(module.__dict__): module.__dict__ for module in modules})


def register_generator_stub(code: CodeType, begins: int) -> CodeType:
    """The same for a stub whose frame, until it begins, stands for the guest's."""
    _begins[id(code)] = begins
    return register_own(code)


def is_generator_stub(code: CodeType) -> bool:
    """Whether the native frames that run a code object are those of the guest's generators."""
    return id(code) in _begins


def register_copy(code: CodeType, original: CodeType) -> CodeType:
    """The same for what ``code.replace()`` has made of one."""
    if id(original) in _begins:
        _begins[id(code)] = _begins[id(original)]
    return register_own(code)


def is_own(frame: FrameType) -> bool:
    """Whether a host frame is the machine's, the debuggee's or a stub's, rather than native guest code's."""
    if id(frame.f_code) in _own_codes or id(frame.f_globals) in _own_namespaces:
        return True
    if _own_namespaces:
        return False
    name = frame.f_globals.get("__name__")
    # The name alone may be a lie: the frame must be of the very module that was loaded for us.
    return (
        type(name) is str
        and name.startswith(_PACKAGE + ".")
        and frame.f_globals is getattr(sys.modules.get(name), "__dict__", None)
    )


def is_born_in_catching(exception: BaseException, catching: CodeType) -> bool:
    """Whether one that has just been caught was raised by the catching itself, up to 3.11: C code may raise a
    class, which is called only then; and what that raises has no entry of those that C code was called by.
    """
    entry = exception.__traceback__
    return entry is not None and entry.tb_frame.f_code is not catching


def strip(exception: BaseException) -> bool:
    """Take the machine's frames out of an exception's traceback, and out of those chained to it.

    Returns whether nothing is left of its own, that is, whether it was born in the instruction just run.
    """
    newborn = exception.__traceback__ is None or _strip_one(exception)
    seen = 0
    chained = _chained(exception)
    while chained is not None and seen < 100:
        _strip_one(chained)
        chained = _chained(chained)
        seen += 1
    return newborn


def _chained(exception: BaseException) -> Optional[BaseException]:
    context = exception.__context__
    return context if context is not None else exception.__cause__


def is_hidden(entry: TracebackType) -> bool:
    """Whether an entry is none of the guest's.

    A generator's stub stands for the guest's frame when throw() has met it before its start.
    """
    code = entry.tb_frame.f_code
    if (code.co_consts and code.co_consts[-1] is STAND_IN) or is_provisional(entry.tb_frame):
        return True
    return is_own(entry.tb_frame) and entry.tb_lasti >= _begins.get(id(code), -1)


def _strip_one(exception: BaseException) -> bool:
    entry = exception.__traceback__
    while entry is not None and is_hidden(entry):
        entry = entry.tb_next
    if entry is not exception.__traceback__:
        exception.__traceback__ = entry
    newborn = entry is None
    # What is behind an entry of ours was gone through before it was put there: in a recursion through native
    # code each level would go through those of all the levels below.
    while entry is not None and frame_behind(entry.tb_frame) is None:
        following = entry.tb_next
        while following is not None and is_hidden(following):
            following = following.tb_next
        if following is not entry.tb_next:
            entry.tb_next = following
        entry = following
    return newborn


def add_entry(exception: BaseException, frame: Frame, index: int, lasti: int, leaves: bool = True) -> None:
    """Put a traceback entry for an instruction of a guest frame in front, as ``PyTraceBack_Here`` does.

    ``index`` and ``lasti`` are -1 when the frame has not run anything yet.
    """
    program = frame.program
    line = program.lines[index] if index >= 0 else program.code.co_firstlineno or None
    at = max(lasti, 0)
    picture = picture_of_left(frame, at) if leaves else picture_of_running(frame.machine, frame, at)
    line = -1 if line is None else line
    exception.__traceback__ = TracebackType(exception.__traceback__, picture, lasti, line)


def provisional_entry(frame: Frame) -> TracebackType:
    """An entry for the instruction that is running, in an exception that C code may raise there or report.

    It goes when the exception gets its proper one.
    """
    index = frame.pc - 1
    offset = frame.program.instructions[index].offset
    return TracebackType(None, provisional_picture(frame, offset), offset, frame.program.lines[index] or 0)


def settle_entries(exception: BaseException, frame: Frame, is_first_settled: bool) -> None:
    """A frame is left by an exception: the entries it has had before show it as it is now."""
    first = exception.__traceback__
    if first is None:
        return
    if is_first_settled:
        following = _settled(first.tb_next, frame, first.tb_frame)
        if following is not first.tb_next:  # to set it is to go through all that follow, looking for a loop
            first.tb_next = following
    elif frame_behind(first.tb_frame) is frame:
        exception.__traceback__ = _settled(first, frame)


def _settled(
    traceback: Optional[TracebackType], frame: Frame, picture: Optional[FrameType] = None
) -> Optional[TracebackType]:
    """A traceback whose first entries, as far as they are a frame's, show that as it is."""
    made = []
    while traceback is not None and frame_behind(traceback.tb_frame) is frame:
        if picture is None:
            picture = picture_of_left(frame, frame.program.instructions[frame.pc - 1].lasti)
        made.append(TracebackType(None, picture, traceback.tb_lasti, traceback.tb_lineno))
        traceback = traceback.tb_next
    for entry in reversed(made):
        entry.tb_next = traceback
        traceback = entry
    return traceback
