"""Walks all code objects of the standard library of the interpreter that runs this module:
``python -m tests.stacks.walk [--all] [--part N/M]``. Without ``--all`` only of its top folder.

Found without running anything, by nothing but the declared stack pictures: the depth of the value stack
before each instruction is the same by whatever way it is reached, by jumps and by exceptions; no instruction
takes more than there is, or leaves more than ``co_stacksize``; nothing is left when the frame is. Up to 3.10
the same holds for the blocks on the block stack. And ``dis.stack_effect`` says the same of each instruction
and way on.

Prints a line for each inconsistency, then the numbers.
"""

from __future__ import annotations

import argparse
import dis
import opcode
import sysconfig
import warnings
from collections import Counter
from pathlib import Path
from types import CodeType
from typing import Counter as Counts
from typing import Iterator, List, Set, Tuple

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.link import Instruction, Program
from stepper.vm.stackmap import UNREACHABLE, InconsistentStack, block_stacks, stack_depths
from stepper.vm.versions import HOST, PY310
from tests.vm.declared_effects import COMPILER_FICTION, WITH_OPARG, branches

LIBRARY = Path(sysconfig.get_path("stdlib"))
INSTALLED = ("site-packages", "dist-packages")


def paths(everything: bool) -> List[Path]:
    """The library's own files. A link that leads nowhere is none: some systems keep a file of their own
    there.
    """
    found = LIBRARY.rglob("*.py") if everything else LIBRARY.glob("*.py")
    return sorted(
        path for path in found if path.is_file() and not set(INSTALLED) & set(path.relative_to(LIBRARY).parts)
    )


def modules(files: List[Path], counts: Counts[str]) -> Iterator[CodeType]:
    """The code of each file, but of those that are no Python: the library's tests have some."""
    for path in files:
        try:
            module = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            counts["files that do not compile"] += 1
        else:
            counts["files"] += 1
            yield module


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """A code object and all those inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


class Walk:
    """Checks code objects one after the other."""

    def __init__(self) -> None:
        self.counts: Counts[str] = Counter()
        self._compared: Set[Tuple[str, int]] = set()  # opcodes and opargs that dis has been asked about

    def check(self, code: CodeType) -> Iterator[str]:
        """What is inconsistent about a code object."""
        self.counts["code objects"] += 1
        program = Program(code)
        try:
            depths = stack_depths(program)
            if HOST <= PY310:
                block_stacks(program)
        except InconsistentStack as error:
            yield str(error)
            return
        for depth, instruction in zip(depths, program.instructions):
            if depth == UNREACHABLE:
                self.counts["instructions that no way leads to"] += 1
                continue
            self.counts["instructions"] += 1
            kind = instruction.opname, instruction.oparg
            if kind not in self._compared:
                self._compared.add(kind)
                for difference in differences(instruction):
                    yield f"{difference}, in {program.qualname}, {program.filename}"


def differences(instruction: Instruction) -> Iterator[str]:
    """What ``dis`` says otherwise of an instruction's effect, where it tells what the instruction does."""
    op, opname, oparg = instruction.op, instruction.opname, instruction.oparg
    assert op is not None
    if (opname, HOST) in COMPILER_FICTION:
        return
    number = opcode.opmap[opname]
    for jumps in branches(op):
        effect = op.jump_effect if jumps and op.jump_effect is not None else op.effect
        theirs = dis.stack_effect(number, oparg if number in WITH_OPARG else None, jump=jumps)
        if effect.delta(oparg) != theirs:
            how = " jumping" if jumps else ""
            yield f"{opname} {oparg}{how}: declared {effect.delta(oparg):+}, dis says {theirs:+}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.stacks.walk")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--part", default="1/1")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    warnings.simplefilter("ignore")
    walk = Walk()
    for module in modules(paths(options.all)[part - 1 :: parts], walk.counts):
        for code in code_objects(module):
            for finding in walk.check(code):
                print(finding)
    print(", ".join(f"{count} {name}" for name, count in walk.counts.items()))


if __name__ == "__main__":
    main()
