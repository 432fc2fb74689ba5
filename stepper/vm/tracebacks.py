"""Tracebacks of the guest's frames only, each as CPython would show it: file, line, columns, locals."""

from __future__ import annotations

import sys
from contextlib import suppress
from types import CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any, Dict, Iterable, Optional, Tuple

from .assembler import instruction, jump_to, only_arguments, pad, since_311
from .frame import CO_GENERATOR, CO_OPTIMIZED, CO_RESUMABLE, Frame
from .link import Program
from .versions import HOST, PY311, PY313

_PACKAGE = __name__.rsplit(".", 2)[0]  # the package that holds vm, under the name it was loaded
_own_codes: Dict[int, CodeType] = {}  # trampolines and the like; held, so that the ids stay theirs
_own_namespaces: Dict[int, Dict[str, Any]] = {}  # of our modules, if they are not known by name
MAX_LOCALS = 2000
# Byte offset behind RETURN_GENERATOR and POP_TOP, with which a generator's code begins from 3.11 on.
_STARTED = 4 if HOST >= PY311 else 0
STAND_IN = object()  # last constant of code that stands in for a guest's frame further up the host's stack


def register_own(code: CodeType) -> CodeType:
    """Mark a code object made by the machine: its frames are no part of the guest's tracebacks."""
    _own_codes[id(code)] = code
    return code


def own_modules_are(modules: Iterable[ModuleType]) -> None:
    """Say which modules are ours, when they are not to be found by name in ``sys.modules`` any more."""
    _own_namespaces.update({id(module.__dict__): module.__dict__ for module in modules})


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


def strip(exception: BaseException) -> bool:
    """Take the machine's frames out of an exception's traceback, and out of those chained to it.

    Returns whether nothing is left of its own, that is, whether it was born in the instruction just run.
    """
    newborn = _strip_one(exception)
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


def _is_hidden(entry: TracebackType) -> bool:
    """Whether an entry is none of the guest's.

    A generator's stub stands for the guest's frame when throw() has met it before its start.
    """
    code = entry.tb_frame.f_code
    if code.co_consts and code.co_consts[-1] is STAND_IN:
        return True
    return is_own(entry.tb_frame) and not (code.co_flags & CO_RESUMABLE and entry.tb_lasti < _STARTED)


def _strip_one(exception: BaseException) -> bool:
    entry = exception.__traceback__
    while entry is not None and _is_hidden(entry):
        entry = entry.tb_next
    if entry is not exception.__traceback__:
        exception.__traceback__ = entry
    newborn = entry is None
    while entry is not None:
        following = entry.tb_next
        while following is not None and _is_hidden(following):
            following = following.tb_next
        if following is not entry.tb_next:
            entry.tb_next = following
        entry = following
    return newborn


def add_entry(exception: BaseException, frame: Frame, index: int) -> None:
    """Put a traceback entry for an instruction of a guest frame in front, as ``PyTraceBack_Here`` does."""
    program = frame.program
    offset = program.instructions[index].offset
    exception.__traceback__ = TracebackType(
        exception.__traceback__,
        _frame_object(frame, offset),
        offset,
        program.lines[index] or 0,
    )


def _frame_object(frame: Frame, offset: int) -> FrameType:
    """A real frame object with the guest frame's code, globals, locals, and f_lasti at a byte offset.

    It is the frame of a generator that is never heard of again: a finished call's frame would keep the
    machine's own frames alive through f_back, and with them the exception.
    """
    program = frame.program
    variables = frame.variables() if program.code.co_flags & CO_OPTIMIZED else {}
    names = tuple(variables)[:MAX_LOCALS]
    code = program.traceback_codes.get((offset, names))
    if code is None:
        code = program.traceback_codes[offset, names] = _traceback_code(program, offset, names)
    values = [variables[name] for name in names]
    generator = FunctionType(code, frame.globals)(*values)
    found: Optional[FrameType] = generator.gi_frame
    assert found is not None
    if HOST < PY311:
        with suppress(UnboundLocalError):
            next(generator)
    return found


def _traceback_code(program: Program, offset: int, names: Tuple[str, ...]) -> CodeType:
    # The line table stays the original's, for the columns; so the code must not be shorter than it covers.
    fields = only_arguments(names)
    if HOST >= PY311:
        # When the generator dies its frame takes the first RESUME for its place (Python/frame.c,
        # take_ownership): with one at the very offset of the failure f_lasti and f_lineno are right.
        at = offset - 2 if HOST >= PY313 and offset > 2 else offset  # from 3.13 on it takes the one behind it
        units = pad(instruction("RETURN_GENERATOR"), at) + instruction("RESUME")
    else:
        # The generator runs, and at the very offset it ends, by an error: LOAD_DEREF of an empty cell.
        units = pad(jump_to(offset) if offset > 8 else b"", offset) + instruction("LOAD_DEREF")
        fields["co_cellvars"] = (".empty",)
    return program.code.replace(
        co_code=pad(units, len(program.code.co_code)),
        co_consts=(None,),
        co_names=(),
        **fields,
        co_flags=3 | CO_GENERATOR,
        co_stacksize=6,
        **since_311(co_exceptiontable=b""),
    )
