"""The opcodes of the interpreter that runs this module, and what the registry has for them.

Prints a line for each executable opcode without a meaning, and the number of those with one. That none has
two is checked when they are declared.
"""

from __future__ import annotations

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.opcodes import OPS, missing


def main() -> None:
    """Print the missing ones, then how many there are."""
    for name in missing():
        print(f"{name} is missing")
    for name, op in OPS.items():
        if not op.summary.endswith(".") or "\n" in op.summary:
            print(f"{name} needs one sentence: {op.summary!r}")
    print(f"{len(OPS)} opcodes")


if __name__ == "__main__":
    main()
