"""New frames of 3.10 and before: no instruction makes their cells, and they have a block stack."""

from __future__ import annotations

from types import CellType
from typing import Any, Dict, List, Mapping, Sequence

from .frame import NULL, Frame
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
    taken: Any = None,
) -> Frame:
    """A frame with its arguments in place; ``taken`` is what the caller's stack keeps until it is left."""
    locals_ = _slots(program, arguments, closure)
    frame = Frame(machine, program, locals_, globals_, builtins, namespace, closure)
    frame.block_stack = []
    frame.taken = taken
    return frame


def _slots(program: Program, arguments: List[Any], closure: Sequence[CellType]) -> List[Any]:
    """Variables, then own cells, then those of the closure (Objects/frameobject.c, f_localsplus).

    An argument that is shared with inner functions moves into its cell, and leaves its own slot empty.
    """
    slots = arguments + program.unbound
    if program.cell_slots:
        for slot in range(program.code.co_nlocals, program.first_free):
            slots[slot] = CellType()
        for argument, slot in program.moved_arguments.items():
            slots[slot].cell_contents = slots[argument]
            slots[argument] = NULL
        slots[program.first_free :] = closure
    return slots
