"""What kind of thing each value stack slot holds, known without looking at it: from the stack pictures alone.

Unwinding pushes an offset as an int, and PUSH_EXC_INFO the exception that was handled before, which may be
None, and a loop of 3.15 its position in a list: from the values alone they look like the program's own."""

from __future__ import annotations

from functools import cache
from typing import Dict, Iterator, List, Optional, Tuple

from ..vm.link import Instruction, Program
from ..vm.opcodes import Op

Kinds = Tuple[str, ...]
OBJECT = "object"
_BY_NAME = {  # what pictures call them
    "previous": "exception",
    "previous type": "exception",
    "previous traceback": "exception",
    "lasti": "lasti",
    "index or NULL": "position",
}
_known: Dict[int, List[Optional[Kinds]]] = {}  # by id of the Program, which lives as long as the process


def kinds_at(program: Program, index: int) -> Kinds:
    """Kinds of the slots before an instruction, bottom first: "object", "exception", "lasti" or
    "position".

    Empty for an instruction that no way leads to.
    """
    kinds = _known.get(id(program))
    if kinds is None:
        kinds = _known[id(program)] = _follow(program)
    return kinds[index] or ()


def _follow(program: Program) -> List[Optional[Kinds]]:
    """Follow all ways through the code; by whatever way one gets there, the slots are of the same kinds."""
    found: List[Optional[Kinds]] = [None] * len(program.instructions)
    waiting: List[Tuple[int, Kinds]] = [(0, (OBJECT,) * program.start_depth)]
    while waiting:
        index, kinds = waiting.pop()
        if index < len(found) and found[index] is None:
            found[index] = kinds
            waiting.extend(_ways_on(program, program.instructions[index], kinds))
    return found


def _ways_on(program: Program, instruction: Instruction, kinds: Kinds) -> Iterator[Tuple[int, Kinds]]:
    op = instruction.op
    if op is None:
        return
    if op.falls_through:
        yield instruction.index + 1, _after(op, instruction.oparg, False, kinds)
    if op.jumps:
        yield instruction.operand, _after(op, instruction.oparg, True, kinds)
    handler = program.handler_for(instruction.index)
    if handler is not None and handler.depth <= len(kinds):
        pushed = ("lasti", OBJECT) if handler.lasti else (OBJECT,)
        yield handler.target, kinds[: handler.depth] + pushed


def _after(op: Op, oparg: int, jumps: bool, kinds: Kinds) -> Kinds:
    """A slot that leaves under the name it came in with is the same thing moved."""
    inputs, outputs = _names(op, oparg, jumps)
    below, taken = kinds[: len(kinds) - len(inputs)], kinds[len(kinds) - len(inputs) :]
    moved = dict(zip(inputs, taken))
    return below + tuple([moved.get(name) or _BY_NAME.get(name, OBJECT) for name in outputs])


@cache
def _names(op: Op, oparg: int, jumps: bool) -> Tuple[Tuple[str, ...], Tuple[str, ...]]:
    effect = op.jump_effect if jumps and op.jump_effect is not None else op.effect
    return effect.input_names(oparg), effect.output_names(oparg)
