"""Blocks of 3.11 and later, read from the exception table; and loops, read from backward jumps.

CPython keeps no block stack there. What corresponds to it are the table's entries; each is named for the
source statement by what its handler does. An entry that only guards the clean-up of an ``except`` body is
shown as the handler it belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Tuple

from .frame import Block

if TYPE_CHECKING:
    from .link import Program


def find_blocks(program: Program) -> Tuple[Block, ...]:
    """All blocks of a program: table entries with one handler joined to one block, then the loops."""
    return tuple(_table_blocks(program) + _loops(program))


def _table_blocks(program: Program) -> List[Block]:
    spans: Dict[int, Tuple[int, int, int]] = {}
    for entry in program.handlers:
        start, end, _ = spans.get(entry.target, (entry.start, entry.end, 0))
        spans[entry.target] = (min(start, entry.start), max(end, entry.end), entry.depth)
    blocks = []
    for target, (start, end, depth) in spans.items():
        start, end = _enclosing(target, start, end, spans)
        blocks.append(Block(_kind(program, target), start, end, target, depth, True))
    return blocks


def _enclosing(target: int, start: int, end: int, spans: Dict[int, Tuple[int, int, int]]) -> Tuple[int, int]:
    """Stretch a block over those whose handlers it guards: the table is flat, the statements nest."""
    grown = True
    while grown:
        grown = False
        for other, (first, last, _) in spans.items():
            if other != target and start <= other < end and (first < start or last > end):
                start, end, grown = min(start, first), max(end, last), True
    return start, end


def _kind(program: Program, target: int) -> str:
    names = [ins.opname for ins in program.instructions[target : target + 12]]
    if names[:1] != ["PUSH_EXC_INFO"]:
        if names[:1] == ["CLEANUP_THROW"] or names[:1] == ["END_ASYNC_FOR"]:
            return "cleanup"
        if "POP_EXCEPT" in names[:3]:
            return (
                "handler"  # COPY 3, POP_EXCEPT, RERAISE 1: leaves an except, finally or with body that failed
            )
        return "cleanup"
    if names[1:2] == ["WITH_EXCEPT_START"]:
        return "with"
    for name in names[1:]:
        if name in ("CHECK_EXC_MATCH", "CHECK_EG_MATCH"):
            return "try"
        if name in ("RERAISE", "PUSH_EXC_INFO"):
            break
    return "try" if names[1:2] == ["POP_TOP"] else "finally"


def _loops(program: Program) -> List[Block]:
    # The compiler moves handlers behind the rest of the code; from there they jump back without being a loop.
    first_handler = min((entry.target for entry in program.handlers), default=len(program.instructions))
    ends: Dict[int, int] = {}
    for instruction in program.instructions:
        if "BACKWARD" in instruction.opname and "NO_INTERRUPT" not in instruction.opname:
            head = instruction.operand
            if not head < first_handler <= instruction.index:
                ends[head] = max(ends.get(head, 0), instruction.index + 1)
    return [Block("loop", head, end, head, -1, False) for head, end in ends.items()]
