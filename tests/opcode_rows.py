"""Prints the opcodes of the interpreter that runs this module as rows of a listing would have them, a JSON
line for each opcode and argument: name, argument, operands, results, results of a jump, summary.
"""

from __future__ import annotations

import json

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.opcodes import OPS

ARGUMENTS = (0, 1, 2, 3, 4, 5, 8, 257)


def main() -> None:
    """One line for each opcode and argument, but for arguments that the picture has no meaning for."""
    for name, op in OPS.items():
        for oparg in ARGUMENTS:
            before, after = op.effect.input_names(oparg), op.effect.output_names(oparg)
            jumped = (op.jump_effect or op.effect).output_names(oparg)
            conditional = op.jumps and op.falls_through
            print(json.dumps([name, oparg, before, after, jumped, conditional, op.summary]))


if __name__ == "__main__":
    main()
