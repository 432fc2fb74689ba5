"""Writes docs/opcodes.md from the declarations of the instructions: python -m docs.make_opcodes [--check]

With --check nothing is written; the exit status is 1 when the page is not what the declarations say.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Iterator

from stepper.vm import ops  # noqa: F401  # declares the instructions
from stepper.vm.opcodes import DECLARED, Op
from stepper.vm.versions import PY39, PY315

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "opcodes.md"

HEADER = """\
# Instructions

Made from the declarations in `stepper/vm/ops/` by `docs/make_opcodes.py`; not to be edited.

A picture shows the top of the value stack before and after, its top at the right: `left, right -- result`
takes two values and leaves one. `item[oparg]` is as many items as the instruction's argument says, and
`x if oparg & 1` an item that is there only then. Where an instruction that jumps leaves something else than
one that does not, both pictures stand. Whether a name exists in a version of CPython is read from that
version itself; the column "versions" is filled where one name means different things in different versions.
"""


def family(op: Op) -> str:
    """The module of an instruction, as a heading."""
    words = op.handler.__module__.rpartition(".")[2].rstrip("_").split("_")
    if words[-1].isdigit():
        words[-1] = f"(from {words[-1][0]}.{words[-1][1:]})"
    return " ".join(words).capitalize()


def versions(op: Op) -> str:
    """From when until when this is what the name means; "" for ever."""
    since = "" if op.since == PY39 else "{}.{}".format(*op.since)
    until = "" if op.until == PY315 else "{}.{}".format(*op.until)
    if since == until:
        return since
    return (
        f"{since or 'before'} to {until}"
        if since and until
        else (f"from {since}" if since else f"to {until}")
    )


def row(op: Op) -> str:
    """One instruction as a table row."""
    pictures = [f"`{op.effect.picture}`"]
    if op.jump_effect is not None:
        pictures.append(f"jumping: `{op.jump_effect.picture}`")
    return f"| {op.name} | {versions(op)} | {'<br>'.join(pictures)} | {' '.join(op.summary.split())} |"


def lines() -> Iterator[str]:
    """The page."""
    yield HEADER
    for heading, declared in groupby(
        sorted(DECLARED, key=lambda op: (family(op), op.name, op.since)), family
    ):
        yield f"## {heading}\n"
        yield "| name | versions | stack | what it does |"
        yield "| --- | --- | --- | --- |"
        yield from map(row, declared)
        yield ""


def main() -> int:
    """Write the page, or compare it."""
    text = "\n".join(lines())
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
