"""The stubs of the standard library's top folder, on the interpreter that runs this module.

CPython crashes on code whose stack or line table is wrong. Prints a line for each that is, and the number of
stubs, and of places in them where a generator is suspended.
"""

from __future__ import annotations

from collections import Counter
from types import CodeType
from typing import Iterator, Tuple

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.generator_stubs import suspensions
from stepper.vm.link import Program
from stepper.vm.stackmap import InconsistentStack, stack_depths
from stepper.vm.stubs import stub_for
from stepper.vm.versions import HOST, PY310, PY311
from tests.stacks.walk import code_objects, modules, paths

YIELDS = ("YIELD_VALUE", "YIELD_FROM")


def faults(code: CodeType) -> Iterator[str]:
    """What is wrong with the stub of a code object."""
    program, stub = Program(code), Program(stub_for(Program(code)))
    try:
        stack_depths(stub)
    except InconsistentStack as error:
        yield f"stack: {error}"
    if covered(stub.code) != len(stub.code.co_code):
        yield f"{code}: the line table covers {covered(stub.code)} of {len(stub.code.co_code)} bytes"
    if program.is_resumable:
        expected = sorted(place(program, index - 1) for index in suspensions(program))
        found = sorted(place(stub, each.index) for each in stub.instructions if each.opname in YIELDS)
        if found != expected:
            yield f"{code}: suspended at {found}, not {expected}"


def covered(code: CodeType) -> int:
    """How many bytes the line table says something of; 3.9's does not say where it ends."""
    if HOST < PY310:
        return max(len(code.co_code), sum(code.co_lnotab[::2]))
    return max(end for _, end, _ in code.co_lines())


def place(program: Program, index: int) -> Tuple[int, ...]:
    """Line, and from 3.11 on columns, of an instruction."""
    if HOST < PY311:
        return (program.lines[index] or program.code.co_firstlineno,)
    positions = list(program.code.co_positions())[program.instructions[index].offset // 2]
    return tuple(-1 if number is None else number for number in positions)


def main() -> None:
    """Print what is wrong, then the numbers."""
    stubs = places = 0
    for module in modules(paths(everything=False), Counter()):
        for code in code_objects(module):
            stubs += 1
            places += len(suspensions(Program(code)))
            for fault in faults(code):
                print(fault)
    print(f"{stubs} stubs, {places} places")


if __name__ == "__main__":
    main()
