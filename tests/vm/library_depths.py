"""The stack maps of the standard library's top folder, on the interpreter that runs this module.

Prints a line for each inconsistency, and the number of code objects.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path
from types import CodeType
from typing import Iterator

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.link import Program
from stepper.vm.stackmap import InconsistentStack, stack_depths

LIBRARY = Path(sysconfig.get_path("stdlib"))


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """A code object and all those inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


def main() -> None:
    """Print the inconsistencies, then how many code objects were walked."""
    count = 0
    for path in sorted(LIBRARY.glob("*.py")):
        if not path.is_file():  # a link that leads nowhere: some systems keep a file of their own there
            continue
        module = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        for code in code_objects(module):
            count += 1
            try:
                stack_depths(Program(code))
            except InconsistentStack as error:
                print(error)
    print(f"{count} code objects")


if __name__ == "__main__":
    main()
