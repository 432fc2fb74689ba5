"""The block stack of 3.10 and before, as it is shown: each block named for the source statement it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Iterator, List, Sequence, Set, Tuple

from .frame import Block, TryBlock

if TYPE_CHECKING:
    from .link import Program

Statement = Tuple[int, bool]  # index of the instruction that pushes the block; whether its handler runs
Statements = Tuple[Statement, ...]
Extents = Dict[Statement, Tuple[int, int]]

_SETUPS = ("SETUP_FINALLY", "SETUP_WITH", "SETUP_ASYNC_WITH")
_POPS = ("POP_BLOCK", "POP_EXCEPT", "END_ASYNC_FOR")


def shown_blocks(program: Program, block_stack: Sequence[TryBlock], index: int) -> Tuple[Block, ...]:
    """The blocks a frame keeps, with the loops that an instruction stands in between them."""
    shown = [_shown(program, block) for block in block_stack]
    shown += program.blocks_at(index)
    shown.sort(key=lambda block: block.start)
    return tuple(shown)


def _shown(program: Program, block: TryBlock) -> Block:
    start, end = (program.block_extents or {}).get(
        (block.setup, block.is_handler), (block.handler, block.handler + 1)
    )
    kind = "handler" if block.is_handler else _kind(program, block)
    return Block(kind, start, end, block.handler, block.level, True)


def _kind(program: Program, block: TryBlock) -> str:
    if program.instructions[block.setup].opname != "SETUP_FINALLY":
        return "with"
    names = [instruction.opname for instruction in program.instructions[block.handler : block.handler + 4]]
    if names[0] == "END_ASYNC_FOR" or (names[0] == "LOAD_CONST" and names[3:] == ["RERAISE"]):
        return "cleanup"  # what unbinds the name of an except clause
    return "try" if names[0] == "DUP_TOP" or names[:3] == ["POP_TOP"] * 3 else "finally"


def find_extents(program: Program) -> Extents:
    """From where to where each block is on the block stack: first index, and one behind the last."""
    extents: Extents = {}
    for index, stack in block_ways(program):
        for statement in stack:
            start, end = extents.get(statement, (index, index + 1))
            extents[statement] = min(start, index), max(end, index + 1)
    return extents


def block_ways(program: Program) -> Iterator[Tuple[int, Statements]]:
    """Every way that leads to an instruction: its index, and the blocks there, outermost first.

    By whatever way an instruction is reached, the blocks are the same: CPython's compiler guarantees that.
    """
    seen: Set[int] = set()
    waiting: List[Tuple[int, Statements]] = [(0, ())]
    while waiting:
        index, stack = waiting.pop()
        if index >= len(program.instructions):
            continue
        yield index, stack
        if index in seen:
            continue
        seen.add(index)
        instruction = program.instructions[index]
        op, after = instruction.op, stack
        if instruction.opname in _SETUPS:
            waiting.append((instruction.operand, (*stack, (index, True))))
            after = (*stack, (index, False))
        elif instruction.opname in _POPS:
            after = stack[:-1]
        if op is not None and op.jumps and instruction.opname not in _SETUPS:
            waiting.append((instruction.operand, after))
        if op is None or op.falls_through:
            waiting.append((index + 1, after))
