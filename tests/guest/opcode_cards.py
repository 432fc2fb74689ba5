"""Says what is wrong with the opcodes' records on the interpreter that runs this module, and how many there
are.

The spans of versions are held against the interpreter's own table.
"""

from __future__ import annotations

import opcode

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.guest.opcodehistory import CHANGES, SPANS, span_of
from stepper.guest.opcodes import opcode_records
from stepper.vm.opcodes import OPS
from stepper.vm.versions import HOST


def main() -> None:
    """Print complaints, one a line, and the number of records."""
    records = {record.name: record for record in opcode_records()}
    for name in set(OPS) ^ set(records):
        print(f"{name} has no record")
    for name, record in records.items():
        if not record.versions:
            print(f"{name} has no history")
        if not record.summary or "--" not in record.picture:
            print(f"{name} has no meaning or no picture")
        if bool(record.argument) != (opcode.opmap[name] >= opcode.HAVE_ARGUMENT):
            print(f"{name}: argument {record.argument!r}")
    for name in {*SPANS, *CHANGES, *OPS}:
        first, last = span_of(name)
        exists = opcode.opmap.get(name, 256) < 256
        if exists != (first <= HOST <= last) and not _is_gap(name):
            print(f"{name} is not in {first} to {last}")
    print(len(records))


def _is_gap(name: str) -> bool:
    """3.11 has others, for either direction."""
    return HOST == (3, 11) and name in ("POP_JUMP_IF_FALSE", "POP_JUMP_IF_TRUE")


if __name__ == "__main__":
    main()
