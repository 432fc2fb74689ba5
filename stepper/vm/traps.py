"""Entries of a frame's own, with traps in them, for who goes on in one frame.

A frame fetches from its program's entries. One that is gone on in fetches from a list of its own instead:
a trap stands before each instruction to stop at, and each that leaves the frame tells the policy first. A
function may have 20,000 instructions: what does not depend on where to stop is made once a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Collection, List, Optional

from .frame import Frame
from .link import Entry, Program, trap
from .signals import Signal

if TYPE_CHECKING:
    from .machine import Machine


YIELDS = ("YIELD_VALUE", "YIELD_FROM")


def entries_with_traps(program: Program, stops: Collection[int]) -> List[Entry]:
    """What a frame fetches from that is to stop before instructions with these indexes and at breakpoints.

    A list with a trap before every instruction is shared; nothing else may be put into it."""
    if len(stops) == len(program.instructions):
        if program.trapped is None:
            program.trapped = [(trap, None, index) for index in range(len(program.instructions))]
        return program.trapped
    if program.untrapped is None:
        program.untrapped = [
            (leaving, index, index)
            if instruction.op is not None and instruction.op.leaves
            else program.originals[index]
            for index, instruction in enumerate(program.instructions)
        ]
    entries = program.untrapped.copy()
    for index in (*stops, *program.breakpoints):
        entries[index] = (trap, None, index)
    return entries


def untrapped(frame: Frame) -> Entry:
    """The entry of the instruction to come, without a trap; a frame that is armed still tells the policy when
    it is left.
    """
    at = frame.pc
    operation = frame.program.instructions[at].op
    if frame.entries is not frame.program.entries and operation is not None and operation.leaves:
        return leaving, at, at
    return frame.program.originals[at]


def leaving(frame: Frame, stack: List[Any], index: int) -> Optional[Signal]:
    """Stands in the place of an instruction that leaves a frame with traps; tells the policy and runs it."""
    note_return(frame.machine, frame)
    frame.machine.policy.leaving(frame, frame.instruction.opname in YIELDS)
    handler, operand, frame.pc = frame.program.originals[index]
    return handler(frame, stack, operand)


def note_return(machine: Machine, frame: Frame) -> None:
    """If the instruction about to run returns, keep its value for the next stop."""
    instruction = frame.instruction
    if instruction.opname == "RETURN_VALUE":
        machine.note_returned(frame.stack[-1])
    elif instruction.opname == "RETURN_CONST":
        machine.note_returned(instruction.operand)
