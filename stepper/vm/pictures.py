"""Frame objects in tracebacks: real ones, since TracebackType takes no others; each pictures a guest frame.

A frame that an exception has left changes no more: its picture has its variables for good. One that has
caught it goes on. Its picture is empty, so that it keeps nothing alive, and is filled while native code runs
that may look at it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from .assembler import instruction, jump_to, only_arguments, pad, since_311
from .frame import CO_GENERATOR, CO_NEWLOCALS, CO_OPTIMIZED, Frame
from .link import Program
from .versions import HOST, PY311, PY312, PY313

if TYPE_CHECKING:
    from .machine import Machine

MAX_LOCALS = 2000
_PATIENCE = 20  # so many calls of native code a picture is kept for the frame's next exception
_PROVISIONAL = object()
_PICTURED = object()
_NONE: Dict[str, Any] = {}
_Names = Optional[Tuple[str, ...]]
_eval, _getrefcount = eval, sys.getrefcount


class EmptyPicture:
    """The picture of a frame that goes on after an exception; ``machine.empty_pictures`` holds them."""

    __slots__ = ("frame", "idle", "is_filled", "picture")

    def __init__(self, frame: Frame, picture: FrameType) -> None:
        self.frame = frame
        self.picture = picture
        self.is_filled = False
        self.idle = 0  # calls of native code since it was last seen in use

    def is_in_use(self) -> bool:
        """Whether a traceback still holds it."""
        return _getrefcount(self.picture) > 2  # our own reference and the call's

    def fill(self) -> None:
        """Show the variables."""
        self.is_filled = True
        variables = self.picture.f_locals
        for name, value in self.frame.variables().items():
            variables[name] = value

    def empty(self) -> None:
        """Let go of them."""
        self.is_filled = False
        variables = self.picture.f_locals
        if HOST <= PY312:
            variables.clear()
            return
        for name in list(variables):
            try:
                del variables[name]
            except TypeError:  # 3.13.0 can't do that yet
                variables[name] = None


def picture_of_running(machine: Machine, frame: Frame, offset: int) -> FrameType:
    """The picture of a frame that may handle the exception which it gets a traceback entry for."""
    if frame.namespace is not None:
        return picture_of_left(frame, offset)
    for known in machine.empty_pictures:
        if known.frame is frame:
            return known.picture
    picture = _picture(frame, offset, None, {})
    machine.empty_pictures.append(EmptyPicture(frame, picture))
    return picture


def picture_of_left(frame: Frame, offset: int) -> FrameType:
    """The picture of a frame that an exception leaves."""
    variables = frame.variables() if frame.namespace is None else {}
    return _picture(frame, offset, tuple(variables)[:MAX_LOCALS], variables)


def provisional_picture(frame: Frame, offset: int) -> FrameType:
    """A picture for the time until the exception is known to be raised in a frame."""
    picture = picture_of_left(frame, offset)
    picture.f_trace = _PROVISIONAL  # type: ignore[assignment]
    return picture


def is_provisional(picture: FrameType) -> bool:
    """Whether a frame object is such a picture."""
    return picture.f_trace is _PROVISIONAL


def frame_behind(picture: FrameType) -> Optional[Frame]:
    """The guest frame that a frame object is the picture of; None for native code's."""
    frame: object = picture.f_trace
    return frame if isinstance(frame, Frame) else None


def code_pictured(code: CodeType) -> CodeType:
    """In the place of what code that of a picture stands; all other code is itself."""
    constants = code.co_consts
    if len(constants) == 3 and constants[1] is _PICTURED:
        original: CodeType = constants[2]
        return original
    return code


def fill_pictures(machine: Machine) -> List[EmptyPicture]:
    """Before native code runs: show the variables of running frames. Returns what to empty again."""
    filled = []
    for known in machine.empty_pictures[:]:
        if not known.is_in_use():
            known.idle += 1
            if known.idle > _PATIENCE:
                machine.empty_pictures.remove(known)
        elif not known.is_filled:
            known.idle = 0
            known.fill()
            filled.append(known)
    return filled


def settle_picture(machine: Machine, frame: Frame, is_left: bool = True) -> None:
    """A frame is left: its picture shall show it as it is now. That of a waiting generator stays empty."""
    for known in machine.empty_pictures:
        if known.frame is frame:
            machine.empty_pictures.remove(known)
            if is_left and known.is_in_use():
                known.fill()
            break


def _picture(frame: Frame, offset: int, names: _Names, variables: Dict[str, Any]) -> FrameType:
    """A frame object with a guest frame's code, globals, variables, and f_lasti at a byte offset.

    It is the frame of a generator that is never heard of again: a finished call's frame would keep the
    machine's own frames alive through f_back, and with them the exception. The guest frame itself hides in
    f_trace, of which nobody makes use here.
    """
    program = frame.program
    code = program.traceback_codes.get((offset, names))
    if code is None:
        code = program.traceback_codes[offset, names] = _code(program, offset, names)
    if frame.namespace is None or frame.namespace is frame.globals:
        function = FunctionType(code, frame.globals)
        function.__kwdefaults__ = variables
        generator = function(*list(variables.values())[: code.co_argcount])
        # The frame keeps the function, also when it is cleared. Setting None would be audited, as deleting.
        function.__kwdefaults__ = _NONE
    else:
        generator = _eval(code, frame.globals, frame.namespace)  # a class body's: f_locals is its namespace
    found: Optional[FrameType] = generator.gi_frame
    assert found is not None
    if HOST < PY311:
        with suppress(UnboundLocalError):
            next(generator)
    found.f_trace = frame  # type: ignore[assignment]
    return found


def _code(program: Program, offset: int, names: _Names) -> CodeType:
    """The code of a picture; ``names`` are the variables that have values, None: it shall have none at all.

    A name that the code does not have can be put into f_locals and taken out again.
    """
    fields = only_arguments(names or ())
    # Who asks the code for the function's arguments (pytest does) finds no more, if they all have values.
    arguments = program.code.co_varnames[: program.code.co_argcount]
    fields["co_argcount"] = len(arguments) if (names or ())[: len(arguments)] == arguments else 0
    fields["co_kwonlyargcount"] = fields["co_nlocals"] - fields["co_argcount"]
    if names is not None and program.code.co_flags & CO_OPTIMIZED:  # else f_locals is the namespace itself
        rest = [name for name in program.slot_names if name not in names]
        fields["co_varnames"] = (*names, *rest)[:MAX_LOCALS]
        fields["co_nlocals"] = len(fields["co_varnames"])
    # The line table stays the original's, for the columns; so the code must not be shorter than it covers.
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
        co_consts=(None, _PICTURED, program.code),
        co_names=(),
        **fields,
        co_flags=program.code.co_flags & (CO_OPTIMIZED | CO_NEWLOCALS) | CO_GENERATOR,
        co_stacksize=6,
        **since_311(co_exceptiontable=b""),
    )
