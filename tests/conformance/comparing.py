"""Runs one module both ways and says which of its tests differ.

Compared are the tests that pass, are skipped or fail as expected natively. A test that differs and is not
known to is run once more, natively and in the machine, with no others than such: under load, or after what
other tests left behind, a test may fail that is right.
"""

from __future__ import annotations

import time
from typing import Callable, Dict, List, NamedTuple, Sequence

from tests.conformance import known, running
from tests.conformance.modules import Target
from tests.conformance.running import Limits, Outcome, Outcomes, Selection
from tests.interpreters import Interpreter

Way = Callable[[Interpreter, Target], List[str]]  # to run the guest


class Difference(NamedTuple):
    """One test that does not go the same way."""

    native: Outcome
    machine: Outcome


class Report(NamedTuple):
    """What came of one module under one interpreter. Tests go by their short names."""

    python: Interpreter
    target: Target
    native: Outcomes
    differences: Dict[str, Difference]
    verdict: known.Verdict
    unsteady: List[str]  # differed, but not when run again
    flaky: List[str]  # natively not the same twice
    seconds: Dict[str, float]  # by way

    @property
    def tests(self) -> List[str]:
        """What can be compared; importing the module and ending the process are no tests."""
        apart = (running.MODULE, running.EXIT)
        return [name for name, outcome in self.native.items() if outcome.is_good and name not in apart]

    @property
    def unavailable(self) -> str:
        """Why there is nothing to compare, or ""."""
        module = self.native.get(running.MODULE)
        if module is None or module.is_good:
            return "" if self.tests else "no test was selected"
        return module.text.strip().rpartition("\n")[2]


def differing(native: Outcomes, machine: Outcomes) -> Dict[str, Difference]:
    """The tests that are good natively and not the same in the machine, and those it alone has."""
    missing = Outcome("not run")
    result = {}
    for name, outcome in native.items():
        other = machine.get(name, missing)
        if outcome.is_good and other.kind != outcome.kind:
            result[name] = Difference(outcome, other)
    for name, other in machine.items():
        if name not in native and not other.is_good:
            result[name] = Difference(missing, other)
    return result


def compare(
    python: Interpreter,
    target: Target,
    entries: Sequence[known.Entry],
    limits: Limits,
    selection: Selection = running.EVERYTHING,
    ways: Sequence[Way] = (running.native, running.interpreted),
) -> Report:
    """Run *target* both ways and hold the differences against *entries*, those for this version."""
    seconds: Dict[str, float] = {}

    def both(selected: Selection) -> List[Outcomes]:
        found = []
        for way in ways:
            start = time.monotonic()
            outcomes = running.run(way(python, target), target, limits, selected)
            seconds.setdefault(way.__name__, time.monotonic() - start)
            found.append(outcomes)
        return found

    native, machine = both(selection)
    differences = differing(native, machine)
    again = [
        name
        for name in differences
        if name not in (running.MODULE, running.EXIT)
        and not any(entry.covers(target.short(name)) for entry in entries)
    ]
    unsteady: List[str] = []
    flaky: List[str] = []
    if again and native.get(running.MODULE, Outcome("")).is_good:
        native_again, machine_again = both(Selection(only=again))
        for name in again:
            first, second = native.get(name), native_again.get(name)
            if second is not None and first is not None and second.kind != first.kind:
                flaky.append(target.short(name))
                del differences[name]
            elif name not in differing(native_again, machine_again):
                unsteady.append(target.short(name))
                del differences[name]
    short = {target.short(name): difference for name, difference in differences.items()}
    comparable = [target.short(name) for name, outcome in native.items() if outcome.is_good]
    if selection.match:  # a line about a test that was not asked for is not stale
        entries = [entry for entry in entries if any(map(entry.covers, comparable))]
    return Report(
        python,
        target,
        {target.short(name): outcome for name, outcome in native.items()},
        short,
        known.judge(entries, short, comparable),
        unsteady,
        flaky,
        seconds,
    )
