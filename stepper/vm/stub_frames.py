"""The frame of a guest function that native code has called, made from what its stub hands over."""

from __future__ import annotations

from types import FrameType
from typing import Any, Dict, Mapping, Tuple

from .frame import NULL, Frame, NamespaceFrame
from .link import Program
from .machine import Machine
from .versions import HOST, PY311, PY313

_new = object.__new__
# Asked once: to compare tuples takes longer than most of what is done below.
_HAS_BLOCKS, _HAS_KEYWORD_NAMES = HOST < PY311, PY311 <= HOST < PY313


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
    plain = len(values) == count
    # What Frame.__init__ does; to call a class that has one takes twice as long.
    frame = _new(Frame if namespace is None else NamespaceFrame)
    frame.machine = machine
    frame.program = program
    frame.entries = program.entries
    frame.pc = 0
    frame.stack = []
    frame.locals = locals_ = [*(values if plain else values[:count]), *program.unbound]
    frame.globals = globals_
    frame.builtins = builtins
    frame.back = None
    frame.is_entry = False
    frame.function = None
    if namespace is not None:
        frame.namespace = namespace
    if not _HAS_BLOCKS:
        frame.closure = () if plain else values[count:]
        if _HAS_KEYWORD_NAMES:
            frame.kwnames = ()
        return frame
    frame.closure = ()
    if not plain:
        for argument in program.moved_arguments:
            locals_[argument] = NULL
        locals_[program.code.co_nlocals :] = values[count:]
        frame.closure = values[len(values) - len(program.code.co_freevars) :]
    frame.block_stack = []
    frame.taken = None
    return frame


def frame_of_stub(machine: Machine, program: Program, values: Tuple[Any, ...], stub: FrameType) -> Frame:
    """The same from the frame of the stub itself, for one that hands over the values alone."""
    namespace = stub.f_locals if program.has_namespace else None
    return frame_of_call(machine, program, values, stub.f_globals, stub.f_builtins, namespace)
