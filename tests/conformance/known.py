"""The known differences: ``known/MODULE.txt`` says which tests of a module differ, where, and why.

A line is ``VERSIONS [sometimes] TEST: REASON``. VERSIONS is "3.12", "3.9-3.11" or "3.13-"; TEST is the id
without the module's name, with ``*`` for any text; REASON is a name explained in ``known/reasons.txt``, or a
sentence. A line is as exact as a test: everything it names differs, unless it says ``sometimes``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Collection, Dict, Iterable, List, NamedTuple, Tuple

FOLDER = Path(__file__).with_name("known")
_LINE = re.compile(r"(?P<versions>3\.\S+)\s+(?P<sometimes>sometimes\s+)?(?P<test>.+?):\s+(?P<reason>.+)")
_NEWEST = (3, 99)


class Entry(NamedTuple):
    """One line."""

    versions: str  # as written
    first: Tuple[int, int]
    last: Tuple[int, int]
    sometimes: bool
    test: str
    reason: str

    def holds_for(self, version: Tuple[int, int]) -> bool:
        return self.first <= version <= self.last

    def covers(self, test: str) -> bool:
        return re.fullmatch(".*".join(map(re.escape, self.test.split("*"))), test) is not None


class Verdict(NamedTuple):
    """How the differences that were found and those that are listed agree."""

    unknown: List[str]  # tests that differ and are not listed
    stale: List[str]  # lines that name tests which do not differ, each with which
    listed: List[str]  # tests that differ and are listed


def read(title: str, folder: Path = FOLDER) -> List[Entry]:
    """The entries of one module; ValueError for a line that is none."""
    path = folder / f"{title}.txt"
    return [_parse(path, line) for line in _lines(path)]


def reasons(folder: Path = FOLDER) -> Dict[str, str]:
    """The explained reasons, by name."""
    pairs = (line.split(": ", 1) for line in _lines(folder / "reasons.txt"))
    return {name: text.strip() for name, text in pairs}


def judge(entries: Iterable[Entry], differing: Collection[str], comparable: Collection[str]) -> Verdict:
    """Hold the tests that differ, out of those that could, against the entries of one version."""
    entries = list(entries)
    unknown = [test for test in differing if not any(entry.covers(test) for entry in entries)]
    stale = []
    for entry in entries:
        covered = [test for test in comparable if entry.covers(test)]
        same = [test for test in covered if test not in differing]
        if not covered:
            stale.append(f"{entry.test}: no test of this name passes natively")
        elif same and not entry.sometimes:
            stale.append(f"{entry.test}: does not differ" + (f" in {same[0]}" if "*" in entry.test else ""))
    return Verdict(unknown, stale, [test for test in differing if test not in unknown])


def _lines(path: Path) -> List[str]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _parse(path: Path, line: str) -> Entry:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"{path.name}: not VERSIONS TEST: REASON: {line}")
    first, dash, last = match["versions"].partition("-")
    newest = _version(last) if last else _NEWEST if dash else _version(first)
    return Entry(
        match["versions"], _version(first), newest, bool(match["sometimes"]), match["test"], match["reason"]
    )


def _version(text: str) -> Tuple[int, int]:
    major, minor = text.split(".")
    return int(major), int(minor)
