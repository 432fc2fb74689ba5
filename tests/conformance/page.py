"""``docs/conformance.md``: what a run has shown, and the known differences with their reasons."""

from __future__ import annotations

import datetime
import shlex
from pathlib import Path
from typing import Iterator, Sequence

from tests.conformance import known, modules, table
from tests.conformance.comparing import Report

_HEAD = """\
# CPython's own tests, run in the machine

Modules of CPython's test suite that look at the language, the built-in types and the interpreter are run
twice by each version: natively, and as a guest of `pystep --run`, with the tests themselves interpreted. A
test is the same if it passes, is skipped or fails as expected both times. What does not do so natively is
not counted.

Written on {date} by

    {command}

which ends with status 1 if a test differs that is not listed below, or if a listed one does not."""


def page(reports: Sequence[Report], arguments: Sequence[str]) -> str:
    """The whole page."""
    command = shlex.join(["python", "-m", "tests.conformance", *arguments])
    parts = [
        _HEAD.format(command=command, date=datetime.date.today().isoformat()),
        table.markdown(table.sums(reports)),
        "## By module",
        table.markdown(table.rows(reports, modules.NAMES)),
        known_differences(),
    ]
    return "\n\n".join(parts) + "\n"


def known_differences(folder: Path = known.FOLDER) -> str:
    """The last part of the page, which is made of the files in ``known/`` alone."""
    return "\n".join(["## Known differences", *_listed(folder)])


def _listed(folder: Path) -> Iterator[str]:
    reasons = known.reasons(folder)
    for title in sorted(modules.NAMES):
        entries = known.read(title, folder)
        if entries:
            yield f"\n### {title}\n"
        for entry in entries:
            often = ", sometimes" if entry.sometimes else ""
            yield f"- `{entry.test}` ({entry.versions}{often}): {reasons.get(entry.reason, entry.reason)}"
