"""Where 3.12 and later have line events: Python/instrumentation.c, ``initialize_lines``."""

from __future__ import annotations

from typing import Dict, FrozenSet, Optional, Set, Tuple

from ..link import Program

# They may be jumped over, or what instruments them must not be hidden.
_NEVER = frozenset(("END_ASYNC_FOR", "END_FOR", "END_SEND", "RESUME", "POP_ITER"))
_JUMPS_OVER_ONE = ("FOR_ITER", "SEND")

_known: Dict[int, Tuple[Program, FrozenSet[int]]] = {}


def line_starts(program: Program) -> FrozenSet[int]:
    """Indices of the instructions at which a line event is due, unless the one before had the same line."""
    known = _known.get(id(program))
    if known is None:
        known = _known[id(program)] = program, frozenset(_find(program))
    return known[1]


def _find(program: Program) -> Set[int]:
    starts: Set[int] = set()
    current: Optional[int] = None
    instructions, lines = program.instructions, program.lines
    for instruction in instructions[program.first_traceable :]:
        if instruction.opname not in _NEVER:
            line = lines[instruction.index]
            if line != current and line is not None:
                starts.add(instruction.index)
            current = line
    for instruction in instructions[program.first_traceable :]:
        operation = instruction.op
        if operation is None or not operation.jumps:
            continue
        target = instruction.operand
        if instruction.opname in _JUMPS_OVER_ONE:  # what comes behind END_FOR or END_SEND
            written = program.index_at[instruction.after + 2 * instruction.oparg]
            target = written + 1
        if lines[target] is not None and instructions[target].opname != "POP_ITER":
            starts.add(target)
    for handler in program.handlers:
        if lines[handler.target] is not None and instructions[handler.target].opname != "END_ASYNC_FOR":
            starts.add(handler.target)
    return starts
