"""The reports as tables, by version and module."""

from __future__ import annotations

from typing import Iterable, List, Optional, Sequence

from tests.conformance.comparing import Report


def _cell(report: Optional[Report]) -> str:
    """How many tests are the same, and of how many where not all are."""
    if report is None:
        return "-"
    if report.unavailable:
        return "none"
    total = len(report.tests)
    same = total - _different(report)
    return str(total) if same == total else f"{same}/{total}"


def _different(report: Report) -> int:
    tests = set(report.tests)
    return sum(name in tests for name in report.differences)


def share(reports: Iterable[Report]) -> str:
    """How much of all is the same, in percent, rounded down: only all is 100."""
    reports = list(reports)
    total = sum(len(report.tests) for report in reports)
    different = sum(map(_different, reports))
    return f"{int(10000 * (total - different) / total) / 100:.2f}" if total else "-"


def rows(reports: Sequence[Report], titles: Sequence[str]) -> List[List[str]]:
    """Heading, a row per module, and the sums."""
    versions = sorted({report.python.version for report in reports})
    by_place = {(report.target.title, report.python.version): report for report in reports}
    result = [["module", *("{}.{}".format(*version) for version in versions)]]
    for title in titles:
        cells = [_cell(by_place.get((title, version))) for version in versions]
        if any(cell != "-" for cell in cells):
            result.append([title, *cells])
    return [*result, *sums(reports)[1:]]


def sums(reports: Sequence[Report]) -> List[List[str]]:
    """Heading with each interpreter's full version, and a row for each number."""
    pythons = sorted({report.python for report in reports})
    of_each = [[report for report in reports if report.python == python] for python in pythons]
    totals = [sum(len(report.tests) for report in own) for own in of_each]
    different = [sum(map(_different, own)) for own in of_each]
    return [
        ["CPython", *(python.full for python in pythons)],
        ["tests", *map(str, totals)],
        ["the same", *(str(total - other) for total, other in zip(totals, different))],
        ["different", *map(str, different)],
        ["the same, %", *map(share, of_each)],
    ]


def text(table: Sequence[Sequence[str]]) -> str:
    """For a terminal."""
    widths = [max(map(len, column)) for column in zip(*table)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))])
        for row in table
    )


def markdown(table: Sequence[Sequence[str]]) -> str:
    """For a page."""
    heading, *body = table
    rule = ["---", *("--:" for _ in heading[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in [heading, rule, *body])
