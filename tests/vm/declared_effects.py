"""Our stack pictures beside ``dis.stack_effect``, on the interpreter that runs this module.

Prints a line for each difference that is no known fiction of the compiler's, and the number of comparisons.
"""

from __future__ import annotations

import dis
import opcode
from typing import Dict, Iterator, Set, Tuple

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.opcodes import OPS, Op
from stepper.vm.operands import loop_exit, target
from stepper.vm.versions import HOST, PY311, PY312, PY313, PY314, PY315, Version

# Where dis tells what the compiler books to size the stack, and not what the instruction does.
COMPILER_FICTION: Dict[Tuple[str, Version], str] = {
    ("PRECALL", PY311): "the arguments are booked here, but it is CALL that takes them",
    ("CALL", PY311): "the arguments are booked on PRECALL",
    ("RETURN_GENERATOR", PY311): "the None that the first resumption pushes is booked nowhere",
    ("RETURN_GENERATOR", PY312): "the None that the first resumption pushes is booked nowhere",
    ("FOR_ITER", PY312): "on its jump END_FOR follows and takes two items; the machine goes on behind it",
    (
        "FOR_ITER",
        PY313,
    ): "on its jump END_FOR and POP_TOP follow; the machine goes on behind them",
    ("FOR_ITER", PY314): "on its jump END_FOR follows; the machine goes on behind it",
    ("FOR_ITER", PY315): "on its jump END_FOR follows; the machine goes on behind it",
    ("RETURN_VALUE", PY314): "the result is booked for the caller's stack",
    ("RETURN_VALUE", PY315): "the result is booked for the caller's stack",
}

# 3.12 has a list of them; before, all numbers from a limit on.
WITH_OPARG = frozenset(getattr(dis, "hasarg", range(opcode.HAVE_ARGUMENT, 256)))

# Opargs for which an instruction means something; elsewhere these.
USUAL_OPARGS = (0, 1, 2, 3, 4, 5, 8, 17, 255)
OPARGS: Dict[str, Tuple[int, ...]] = {
    "COPY": (1, 2, 3, 17),
    "SWAP": (2, 3, 17),
    "BUILD_SLICE": (2, 3),
    "LIST_APPEND": (1, 2, 3),
    "SET_ADD": (1, 2, 3),
    "MAP_ADD": (1, 2, 3),
    "LIST_EXTEND": (1, 2, 3),
    "SET_UPDATE": (1, 2, 3),
    "DICT_UPDATE": (1, 2, 3),
    "DICT_MERGE": (1, 2, 3),
    "RAISE_VARARGS": (0, 1, 2),
    "RERAISE": (0, 1, 2),
    "CALL_FUNCTION_EX": (0, 1),
    "CONVERT_VALUE": (1, 2, 3),
    "FORMAT_VALUE": tuple(range(8)),
    "MAKE_FUNCTION": tuple(range(16)) if HOST < PY313 else (0,),
    "SET_FUNCTION_ATTRIBUTE": (1, 2, 4, 8),
    "UNPACK_EX": (0, 1, 2, 256, 257, 515),
}


def branches(op: Op) -> Iterator[bool]:
    """Whether the instruction goes on, jumps, or may do both."""
    if op.falls_through or op.operand not in (target, loop_exit):
        yield False
    if op.operand in (target, loop_exit):
        yield True


def compared() -> Iterator[Tuple[str, int, bool, int, int]]:
    """Name, oparg, branch, our effect, theirs."""
    for name, op in sorted(OPS.items()):
        number = opcode.opmap[name]
        takes_oparg = number in WITH_OPARG
        for oparg in OPARGS.get(name, USUAL_OPARGS) if takes_oparg else (0,):
            for jumps in branches(op):
                effect = op.jump_effect if jumps and op.jump_effect is not None else op.effect
                theirs = dis.stack_effect(number, oparg if takes_oparg else None, jump=jumps)
                yield name, oparg, jumps, effect.delta(oparg), theirs


def main() -> None:
    """Print the differences, then how many effects were compared."""
    count = 0
    fictions: Set[Tuple[str, Version]] = set()
    for name, oparg, jumps, ours, theirs in compared():
        count += 1
        if ours == theirs:
            continue
        if (name, HOST) in COMPILER_FICTION:
            fictions.add((name, HOST))
        else:
            print(f"{name} {oparg}{' jumping' if jumps else ''}: declared {ours:+}, dis says {theirs:+}")
    for name, version in COMPILER_FICTION:
        if version == HOST and (name, version) not in fictions:
            print(f"{name}: dis agrees, it is no fiction")
    print(f"{count} compared")


if __name__ == "__main__":
    main()
