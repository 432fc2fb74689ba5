"""Runs one module both ways and says which of its tests differ.

Compared are the tests that pass, are skipped or fail as expected natively. What is not as the lists say is
run again, natively and in the machine, with no others than such: under load, or after what others left
behind, a test may fail that is right, or go well that is not.
"""

from __future__ import annotations

import time
from typing import Callable, Dict, List, NamedTuple, Sequence

from tests.conformance import known, running
from tests.conformance.modules import Target
from tests.conformance.running import Limits, Outcome, Outcomes, Selection
from tests.interpreters import Interpreter

ATTEMPTS = 3  # after so many a test is taken to be what it has been each time
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


class _Findings:
    """What has been found out about the tests of one module, by their full names."""

    def __init__(self, target: Target, entries: Sequence[known.Entry]) -> None:
        self._target = target
        self._entries = entries
        self.native: Outcomes = {}
        self.differences: Dict[str, Difference] = {}
        self.unsteady: List[str] = []
        self.flaky: List[str] = []

    def start(self, native: Outcomes, machine: Outcomes) -> None:
        """Take in the first run."""
        self.native, self.differences = native, differing(native, machine)

    def doubtful(self) -> List[str]:
        """The tests that differ and are not listed, and those that are listed and do not."""
        if not self.native.get(running.MODULE, Outcome("")).is_good:
            return []
        unlisted = [name for name in self.differences if not self._is_listed(name)]
        others = [name for name in self.native if name not in self.differences]
        return unlisted + [name for name in others if self._is_listed(name, always=True)]

    def _is_listed(self, name: str, always: bool = False) -> bool:
        short = self._target.short(name)
        return any(entry.covers(short) and not (always and entry.sometimes) for entry in self._entries)

    def learn(self, names: Sequence[str], native: Outcomes, machine: Outcomes) -> None:
        """Take in another run of tests that were doubtful."""
        now = differing(native, machine)
        for name in names:
            first, second = self.native.get(name), native.get(name)
            if name not in self.differences:
                if second is not None and second.is_good:
                    self.native[name] = second
                if name in now:
                    self.differences[name] = now[name]
            elif first is not None and second is not None and first.kind != second.kind:
                self.flaky.append(name)
                del self.differences[name]
            elif name not in now:
                self.unsteady.append(name)
                del self.differences[name]

    def report(self, python: Interpreter, is_partial: bool, seconds: Dict[str, float]) -> Report:
        """All of it, by short names, and the verdict on the lists."""
        short = self._target.short
        differences = {short(name): difference for name, difference in self.differences.items()}
        native = {short(name): outcome for name, outcome in self.native.items()}
        comparable = [name for name, outcome in native.items() if outcome.is_good]
        entries = self._entries
        if is_partial:  # a line about a test that was not asked for is not stale
            entries = [entry for entry in entries if any(map(entry.covers, comparable))]
        verdict = known.judge(entries, differences, comparable)
        unsteady, flaky = (list(map(short, names)) for names in (self.unsteady, self.flaky))
        return Report(python, self._target, native, differences, verdict, unsteady, flaky, seconds)


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

    findings = _Findings(target, entries)
    findings.start(*both(selection))
    for _ in range(ATTEMPTS - 1):
        again = findings.doubtful()
        if not again:
            break
        of_all = {running.MODULE, running.EXIT}.intersection(again)  # no test alone makes these
        findings.learn(again, *both(selection if of_all else Selection(only=again)))
    return findings.report(python, bool(selection.match), seconds)
