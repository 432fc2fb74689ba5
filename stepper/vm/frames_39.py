"""New frames of 3.10 and before: no instruction makes their cells, and they have a block stack."""

from __future__ import annotations

from types import CellType
from typing import Any, Dict, List, Mapping, Sequence

from .frame import NULL, Frame, new_frame_class
from .link import Program
from .machine import Machine


def new_frame(
    machine: Machine,
    program: Program,
    arguments: List[Any],
    globals_: Dict[str, Any],
    builtins: Mapping[str, Any],
    namespace: Any,
    closure: Sequence[CellType],
) -> Frame:
    """A frame with its arguments in place."""
    locals_ = slots(program, arguments, closure)
    frame = new_frame_class(namespace)(machine, program, locals_, globals_, builtins, namespace, closure)
    frame.block_stack = []
    frame.taken = None
    return frame


def slots(program: Program, arguments: List[Any], closure: Sequence[CellType]) -> List[Any]:
    """Variables, then own cells, then those of the closure (Objects/frameobject.c, f_localsplus).

    An argument that is shared with inner functions moves into its cell, and leaves its own slot empty.
    """
    made = arguments + program.unbound
    if program.cell_slots:
        for slot in range(program.code.co_nlocals, program.first_free):
            made[slot] = CellType()
        for argument, slot in program.moved_arguments.items():
            made[slot].cell_contents = made[argument]
            made[argument] = NULL
        made[program.first_free :] = closure
    return made
