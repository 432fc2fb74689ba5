"""``python -m tests.stacks``: no code object of any Python's standard library has an inconsistent stack.

Walks the whole library of every interpreter found, compiled by itself, and prints what is inconsistent and a
table. Ends with status 1 when there is something, or nothing was walked. What is checked stands in walk.py.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Counter as Counts
from typing import List, NamedTuple, Sequence

from tests.interpreters import Interpreter, supported

ROOT = Path(__file__).resolve().parents[2]


class Part(NamedTuple):
    """What a part of an interpreter's library has given."""

    python: Interpreter
    findings: List[str]
    counts: Counts[str]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stacks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--python", metavar="VERSIONS", help="3.9,3.12 for instance; default: all that are found"
    )
    parser.add_argument("--top", action="store_true", help="only the library's top folder")
    parser.add_argument(
        "-j", dest="jobs", type=int, default=1, metavar="N", help="processes at the same time"
    )
    return parser.parse_args()


def main() -> int:
    options = arguments()
    pythons = [one for one in supported() if not options.python or one.name in options.python.split(",")]
    everything = () if options.top else ("--all",)
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = [
            pool.submit(walk, python, *everything, "--part", f"{part}/{options.jobs}")
            for python in pythons
            for part in range(1, options.jobs + 1)
        ]
        parts = [job.result() for job in jobs]
    findings = [f"{part.python.name} {finding}" for part in parts for finding in part.findings]
    print("\n".join([*findings, *table(pythons, parts)]))
    return int(bool(findings) or not parts)


def walk(python: Interpreter, *options: str) -> Part:
    """Walk a part of an interpreter's library; the walk itself must succeed."""
    command = [python.path, "-W", "ignore", "-m", "tests.stacks.walk", *options]
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    *findings, summary = answer.stdout.splitlines()
    counts: Counts[str] = Counter()
    for item in filter(None, summary.split(", ")):
        count, _, name = item.partition(" ")
        counts[name] = int(count)
    return Part(python, findings, counts)


def table(pythons: Sequence[Interpreter], parts: Sequence[Part]) -> List[str]:
    """A row for each number, a column for each interpreter."""
    sums = [sum((part.counts for part in parts if part.python == python), Counter()) for python in pythons]
    names = list(dict.fromkeys(name for each in sums for name in each))
    rows = [["CPython", *(python.full for python in pythons)]]
    rows += [[name, *(f"{each[name]:,}" for each in sums)] for name in names]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return [
        "  ".join(
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths))
        )
        for row in rows
    ]


if __name__ == "__main__":
    sys.exit(main())
