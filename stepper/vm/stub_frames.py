"""The frame of a guest function that native code has called, made from what its stub hands over."""

from __future__ import annotations

from types import FrameType
from typing import Any, Dict, Mapping, Tuple

from .frame import CO_NEWLOCALS, NULL, Frame, new_frame_class
from .link import Program
from .machine import Machine
from .versions import HOST, PY311


def frame_of_call(
    machine: Machine,
    program: Program,
    values: Tuple[Any, ...],
    globals_: Dict[str, Any],
    builtins: Mapping[str, Any],
    namespace: Any,
) -> Frame:
    """``values`` are the arguments, then the closure's cells; up to 3.10 all cells, for there the host has
    made them, and an argument that is shared with inner functions stands in its cell.
    """
    count = program.argument_slots
    locals_ = [*values[:count], *program.unbound]
    make = new_frame_class(namespace)
    if HOST >= PY311:
        return make(machine, program, locals_, globals_, builtins, namespace, values[count:])
    for argument in program.moved_arguments:
        locals_[argument] = NULL
    locals_[program.code.co_nlocals :] = values[count:]
    free = values[len(values) - len(program.code.co_freevars) :]
    frame = make(machine, program, locals_, globals_, builtins, namespace, free)
    frame.block_stack = []
    frame.taken = None
    return frame


def frame_of_stub(machine: Machine, program: Program, values: Tuple[Any, ...], stub: FrameType) -> Frame:
    """The same from the frame of the stub itself, for one that hands over the values alone."""
    namespace = None if program.code.co_flags & CO_NEWLOCALS else stub.f_locals
    return frame_of_call(machine, program, values, stub.f_globals, stub.f_builtins, namespace)
