"""``python -m tests.conformance``: run them all, print what differs and a table by version and module.

Ends with status 1 when a test differs that is not listed in ``known/``, or a listed one does not differ, or
there was nothing to compare; but not for an interpreter that is installed without its tests.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import List, Sequence, Tuple

from tests.conformance import known, modules, page, running, table
from tests.conformance.comparing import Report, compare
from tests.conformance.modules import Target
from tests.conformance.running import Limits, Selection
from tests.interpreters import Interpreter, supported

LINES = 12  # of a traceback


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="test_generators ...; default: all")
    parser.add_argument("--fast", action="store_true", help="without the modules that take longest")
    parser.add_argument(
        "--python", metavar="VERSIONS", help="3.9,3.12 for instance; default: all that are found"
    )
    parser.add_argument(
        "-k", dest="match", action="append", default=[], metavar="PATTERN", help="tests whose name holds this"
    )
    parser.add_argument("-j", dest="jobs", type=int, default=1, metavar="N", help="modules at the same time")
    parser.add_argument("--test-deadline", type=float, default=600, metavar="SECONDS")
    parser.add_argument(
        "--deadline", type=float, default=3600, metavar="SECONDS", help="of a module, each way"
    )
    parser.add_argument("--full", action="store_true", help="whole tracebacks, of known differences as well")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write a page about it there")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    pythons = [one for one in supported() if not options.python or one.name in options.python.split(",")]
    usable = list(filter(has_tests, pythons))
    if pythons and not usable:
        return 0
    work = chosen(usable, options.modules or (modules.FAST if options.fast else modules.NAMES))
    limits = Limits(options.test_deadline, options.deadline)
    selection = Selection(match=options.match)
    start = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: running.stopping.set())
    reports: List[Report] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = [
            pool.submit(compare, python, target, entries_for(target, python), limits, selection)
            for python, target in work
        ]
        for job in as_completed(jobs):
            if isinstance(job.exception(), running.Stopped):
                continue
            reports.append(job.result())
            print(describe(reports[-1], options.full), flush=True)
    print("\n" + table.text(table.rows(reports, modules.NAMES)))
    print(f"\n{len(reports)} runs of a module, {(time.monotonic() - start) / 60:.0f} minutes")
    if options.markdown:
        options.markdown.write_text(page.page(reports, sys.argv[1:]), encoding="utf-8")
    bad = [report for report in reports if report.verdict.unknown or report.verdict.stale]
    return int(running.stopping.is_set() or bool(bad) or not reports)


def has_tests(python: Interpreter) -> bool:
    """Whether an interpreter was installed with its tests; says if not."""
    try:
        modules.library(python)
    except OSError as error:
        print(error)
        return False
    return True


def chosen(pythons: Sequence[Interpreter], titles: Sequence[str]) -> List[Tuple[Interpreter, Target]]:
    """What is to be run, module by module; says which version lacks a module."""
    result = []
    for title in titles:
        for python in pythons:
            target = modules.find(title, python)
            if target is None:
                print(f"{python.name} has no {title}")
            else:
                result.append((python, target))
    return result


def entries_for(target: Target, python: Interpreter) -> List[known.Entry]:
    return [entry for entry in known.read(target.title) if entry.holds_for(python.version)]


def describe(report: Report, full: bool) -> str:
    """A line about a module, and what there is to say about its tests."""
    where = f"{report.python.name} {report.target.title}"
    if report.unavailable:
        return f"{where}: not compared: {report.unavailable}"
    times = ", ".join(f"{way} {seconds:.1f}s" for way, seconds in report.seconds.items())
    unknown, stale, listed = report.verdict
    lines = [f"{where}: {len(report.tests)} tests, {len(unknown)} differ, {len(listed)} known to; {times}"]
    lines += [
        f"  not compared, for natively it is {outcome.kind}: {name}"
        for name, outcome in report.native.items()
        if not outcome.is_good
    ]
    lines += [f"  not the same natively when run again: {name}" for name in report.flaky]
    lines += [f"  the same when run again: {name}" for name in report.unsteady]
    lines += [f"  STALE: known/{report.target.title}.txt: {line}" for line in stale]
    for name in [*unknown, *(listed if full else ())]:
        native, machine = report.differences[name]
        lines.append(
            f"  {'DIFFERS' if name in unknown else 'known'}: {name}: {native.kind} -> {machine.kind}"
        )
        text = machine.text.rstrip().splitlines()
        lines += [f"      {line}" for line in (text if full else text[-LINES:])]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
