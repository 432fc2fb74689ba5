"""The guest: runs the tests of one module and writes down what becomes of each.

``python guest.py MODULE RECORDS SELECTION``, under any CPython, natively or in the machine. RECORDS grows by
a line of JSON when a test starts and another when it is over, so that a crash leaves what was done and tells
where it happened. SELECTION is a JSON file: ``only`` (names or null), ``without`` (names) and ``match``
(glob patterns). Tests are found as regrtest finds them: ``test_main`` where a module of 3.9 or 3.10 has one,
``load_tests``, or the loader of unittest.

This is a program of its own: it imports nothing of ours, and binds what it uses before the tests patch it.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    del sys.path[0]  # our own directory, so that no test can import what is in it

import fnmatch
import importlib
import json
import os
import traceback
import unittest
from time import monotonic

GOOD = ("ok", "skip", "xfail")
LONGEST_TEXT = 6000  # characters kept of a traceback; its end says most

_open, _write, _close, _getpid = os.open, os.write, os.close, os.getpid
_dumps = json.dumps


class Records:
    """The file that says what happened. Children that tests fork write nothing to it."""

    def __init__(self, path):
        self._path = path
        self._process = _getpid()

    def write(self, **record):
        if _getpid() != self._process:
            return
        # Opened anew each time: tests close descriptors and change limits.
        descriptor = _open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            _write(descriptor, _dumps(record).encode() + b"\n")
        finally:
            _close(descriptor)


class Result(unittest.TestResult):
    """Writes a record for each test as it ends. Of several outcomes of one test the first bad one counts."""

    def __init__(self, records):
        super().__init__()
        self._records = records
        self._running = None  # test
        self._outcome = ("none", "")
        self._started = 0.0

    def startTest(self, test):
        super().startTest(test)
        self._running, self._outcome, self._started = test, ("none", ""), monotonic()
        self._records.write(start=name_of(test))

    def stopTest(self, test):
        super().stopTest(test)
        self._running = None
        self._put(test, *self._outcome, seconds=round(monotonic() - self._started, 3))

    def _put(self, test, outcome, text, seconds=0.0):
        self._records.write(
            test=name_of(test), outcome=outcome, text=str(text)[-LONGEST_TEXT:], seconds=seconds
        )

    def _note(self, test, outcome, text=""):
        if test is not self._running:  # a fixture of a class or module, which is never started
            self._put(test, outcome, text)
        elif self._outcome[0] == "none" or (self._outcome[0] in GOOD and outcome not in GOOD):
            self._outcome = (outcome, text)

    def _told(self, error, test):
        try:
            return self._exc_info_to_string(error, test)
        except Exception as problem:
            return f"{error[0]!r}, which can't be shown: {problem!r}"

    def addSuccess(self, test):
        self._note(test, "ok")

    def addFailure(self, test, err):
        self._note(test, "FAIL", self._told(err, test))

    def addError(self, test, err):
        self._note(test, "ERROR", self._told(err, test))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._note(test, "SUBFAIL", f"{subtest}\n{self._told(err, test)}")

    def addSkip(self, test, reason):
        self._note(test.test_case if isinstance(test, unittest.case._SubTest) else test, "skip", reason)

    def addExpectedFailure(self, test, err):
        self._note(test, "xfail", self._told(err, test))

    def addUnexpectedSuccess(self, test):
        self._note(test, "UNEXPECTED SUCCESS")


def name_of(test):
    """Its id; the second of the same id is called ``id#2``."""
    return getattr(test, "_conformance_name", None) or test.id()


class Runner:
    """Runs suites, of which a module may have more than one."""

    def __init__(self, records, only, without, match):
        self._result = Result(records)
        self._only = None if only is None else frozenset(only)
        self._without = frozenset(without)
        self._match = match
        self._seen = {}

    def run(self, suite):
        self._select(suite)
        suite.run(self._result)

    def _select(self, suite):
        kept = []
        for test in suite._tests:
            if isinstance(test, unittest.BaseTestSuite):
                self._select(test)
                kept.append(test)
            elif self._is_wanted(test):
                kept.append(test)
        suite._tests = kept

    def _is_wanted(self, test):
        name = test.id()
        count = self._seen[name] = self._seen.get(name, 0) + 1
        if count > 1:
            name = f"{name}#{count}"
            test._conformance_name = name
        if name in self._without or (self._only is not None and name not in self._only):
            return False
        return not self._match or any(fnmatch.fnmatchcase(name, "*" + one + "*") for one in self._match)


def prepare(support, runner):
    """Settings as ``python -m test`` has them by default, and suites of ``test_main`` run by *runner*."""
    support.use_resources = {} if sys.version_info >= (3, 15) else []
    support.verbose = 0

    def run_doctest(module, verbosity=None, optionflags=0):
        import doctest

        runner.run(doctest.DocTestSuite(module, optionflags=optionflags))
        return 0, 1

    if hasattr(support, "run_doctest"):  # 3.9, 3.10
        support._run_suite = runner.run
        support.run_doctest = run_doctest


def run(name, runner, support):
    """Import the module *name* and run its tests."""
    module = importlib.import_module(name)
    if hasattr(module, "test_main") and hasattr(support, "run_doctest"):
        module.test_main()
    else:
        runner.run(unittest.TestLoader().loadTestsFromModule(module))


def main():
    name, path, selection = sys.argv[1:4]
    sys.argv[1:] = []
    records = Records(path)
    with open(selection, encoding="utf-8") as stream:
        runner = Runner(records, **json.load(stream))
    try:
        from test import support

        prepare(support, runner)
        run(name, runner, support)
    except unittest.SkipTest as reason:
        records.write(test="(module)", outcome="skip", text=str(reason), seconds=0.0)
    except BaseException:
        records.write(
            test="(module)", outcome="ERROR", text=traceback.format_exc()[-LONGEST_TEXT:], seconds=0.0
        )
    else:
        records.write(test="(module)", outcome="ok", text="", seconds=0.0)


if __name__ == "__main__":
    main()
