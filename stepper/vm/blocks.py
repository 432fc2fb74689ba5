"""Blocks of 3.11 and later, read from the exception table; and loops, read from backward jumps.

CPython keeps no block stack there. What corresponds to it are the table's entries; each is named for the
source statement by what its handler does. An entry that only guards the clean-up of an ``except`` body is
shown as the handler it belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Iterator, List, Set, Tuple

from .frame import Block

if TYPE_CHECKING:
    from .link import Instruction, Program


def find_blocks(program: Program) -> Tuple[Block, ...]:
    """All blocks of a program, what begins first before what it encloses.

    A statement's instructions need not be in one piece: then it has several blocks with the same target.
    """
    covers = [(head, -1, "loop", False, cover) for head, cover in _loops(program)]
    depths = {entry.target: entry.depth for entry in program.handlers}
    for handler, cover in _guarded(program).items():
        covers.append((handler, depths[handler], _kind(program, handler), True, cover))
    covers.sort(key=lambda found: (min(found[4]), -len(found[4])))
    return tuple(
        Block(kind, start, end, target, depth, kept)
        for target, depth, kind, kept, cover in covers
        for start, end in _ranges(cover)
    )


def _ranges(indices: Set[int]) -> Iterator[Tuple[int, int]]:
    """The runs of a set of indices: first, and one behind the last."""
    start = end = -1
    for index in sorted(indices):
        if index != end:
            if end >= 0:
                yield start, end
            start = index
        end = index + 1
    if end >= 0:
        yield start, end


def _guarded(program: Program) -> Dict[int, Set[int]]:
    """For each handler, the instructions of the statement it is for.

    The table is flat: an entry names only the innermost handler. So a statement takes in those whose
    handlers it guards, but for a handler's own clean-up, which does not reach back over its statement.
    """
    covers: Dict[int, Set[int]] = {}
    for entry in program.handlers:
        covers.setdefault(entry.target, set()).update(range(entry.start, entry.end))
    cleans_up = {handler: _kind(program, handler) in ("handler", "cleanup") for handler in covers}
    grown = True
    while grown:
        grown = False
        for handler, cover in covers.items():
            for other, inner in covers.items():
                if other == handler or other not in cover or inner <= cover:
                    continue
                if not cleans_up[handler] or min(inner) >= min(cover):
                    cover |= inner
                    grown = True
    return covers


def _kind(program: Program, handler: int) -> str:
    names = [ins.opname for ins in program.instructions[handler : handler + 12]]
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


def _loops(program: Program) -> List[Tuple[int, Set[int]]]:
    """Head and instructions of each loop, with the handlers of the statements in it."""
    normal = _reached(program, 0)
    ends: Dict[int, int] = {}
    for instruction in program.instructions:
        if _jumps_back(instruction):
            head = instruction.operand
            # A handler jumps back to where its try statement ends; that is no loop.
            if instruction.index in normal or head not in normal:
                ends[head] = max(ends.get(head, 0), instruction.index + 1)
    return [(head, _with_handlers(program, head, end, normal)) for head, end in ends.items()]


def _jumps_back(instruction: Instruction) -> bool:
    operation = instruction.op
    return (
        operation is not None
        and operation.jumps
        and instruction.operand <= instruction.index
        and "NO_INTERRUPT" not in instruction.opname  # yield from and await go round by themselves
    )


def _reached(program: Program, start: int) -> Set[int]:
    """Indices of the instructions that can run from one on without an exception being raised."""
    reached: Set[int] = set()
    todo = [start]
    while todo:
        index = todo.pop()
        if index in reached:
            continue
        reached.add(index)
        instruction = program.instructions[index]
        operation = instruction.op
        if operation is not None and operation.jumps:
            todo.append(instruction.operand)
        if operation is not None and operation.falls_through and index + 1 < len(program.instructions):
            todo.append(index + 1)
    return reached


def _with_handlers(program: Program, start: int, end: int, normal: Set[int]) -> Set[int]:
    """A loop's instructions and those that handle its exceptions, which may stand behind the loop."""
    cover = set(range(start, end))
    starts: Dict[int, int] = {}  # of the statement a handler is for: the loop may be inside the statement
    for entry in program.handlers:
        starts.setdefault(entry.target, entry.start)
    grown = True
    while grown:
        grown = False
        for handler, begin in starts.items():
            if begin in cover and handler not in cover:
                cover |= _reached(program, handler) - normal
                grown = True
    return cover
