"""The comparison itself: it finds a difference, a list that is out of date, a crash and an endless loop.

The second way here is mostly ``python -O``: a real difference that is quick to make and has nothing to do
with the machine.
"""

from __future__ import annotations

import os
import textwrap
import time
from pathlib import Path
from typing import Dict, List, Sequence

import pytest

from tests.conformance import __main__ as command
from tests.conformance import known, modules, page, running, table
from tests.conformance.comparing import Report, compare
from tests.conformance.modules import Target
from tests.conformance.running import EVERYTHING, Limits, Selection
from tests.interpreters import Interpreter, supported

pytestmark = pytest.mark.skipif(not supported(), reason="needs a CPython whose bytecode the machine knows")

LIMITS = Limits(test=2.0, module=30.0)
TESTS = """
    import os, signal, time, unittest

    class T(unittest.TestCase):
        def test_same(self):
            pass

        @unittest.skip("on both sides")
        def test_skipped(self):
            self.fail()

        @unittest.expectedFailure
        def test_expected(self):
            self.fail()

        def test_assert(self):
            with self.assertRaises(AssertionError):
                assert False

        def test_subtests(self):
            for number in range(3):
                with self.subTest(number=number):
                    self.assertTrue(number != 1 or __debug__)

        def test_wrong_anywhere(self):
            self.fail()
    """


def optimized(python: Interpreter, target: Target) -> List[str]:
    first, *rest = running.native(python, target)
    return [first, "-O", *rest]


@pytest.fixture
def python() -> Interpreter:
    return supported()[-1]


def target_of(folder: Path, text: str) -> Target:
    """A module of tests of our own."""
    (folder / "sample.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return Target("sample", "sample", ("sample.",), (str(folder),), str(folder))


def report_of(
    folder: Path,
    python: Interpreter,
    text: str,
    entries: Sequence[str] = (),
    selection: Selection = EVERYTHING,
) -> Report:
    """Natively against ``-O``, with *entries* as the file of known differences."""
    (folder / "sample.txt").write_text("\n".join(entries), encoding="utf-8")
    lines = known.read("sample", folder)
    return compare(
        python, target_of(folder, text), lines, LIMITS, selection, ways=(running.native, optimized)
    )


def kinds(report: Report) -> Dict[str, str]:
    return {name: difference.machine.kind for name, difference in report.differences.items()}


def test_a_difference_is_found(tmp_path: Path, python: Interpreter) -> None:
    """Those that pass natively are compared, with their subtests; what fails natively is not."""
    report = report_of(tmp_path, python, TESTS)

    assert kinds(report) == {"T.test_assert": "FAIL", "T.test_subtests": "SUBFAIL"}
    assert report.verdict.unknown == ["T.test_assert", "T.test_subtests"]
    assert "AssertionError not raised" in report.differences["T.test_assert"].machine.text
    assert sorted(report.tests) == [
        "T.test_assert", "T.test_expected", "T.test_same", "T.test_skipped", "T.test_subtests",
    ]  # fmt: skip
    assert table.rows([report], ["sample"])[1:] == [
        ["sample", "3/5"], ["tests", "5"], ["the same", "3"], ["different", "2"], ["the same, %", "60.00"],
    ]  # fmt: skip
    assert f"| CPython | {python.full} |\n| --- | --: |\n| tests | 5 |\n" in page.page([report], [])


def test_listed_differences_are_not_unknown(tmp_path: Path, python: Interpreter) -> None:
    report = report_of(tmp_path, python, TESTS, ["3.9- T.test_assert: asserts", "3.9- T.*sub*: so it is"])

    assert report.verdict == known.Verdict([], [], ["T.test_assert", "T.test_subtests"])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("3.9- T.test_same: it passes", "T.test_same: does not differ"),
        ("3.9- T.*: some pass", "T.*: does not differ in T.test_expected"),
        ("3.9- T.test_gone: renamed", "T.test_gone: no test of this name passes natively"),
        ("3.9- sometimes T.test_gone: renamed", "T.test_gone: no test of this name passes natively"),
    ],
)
def test_a_line_that_says_too_much_is_stale(
    tmp_path: Path, python: Interpreter, line: str, complaint: str
) -> None:
    assert report_of(tmp_path, python, TESTS, [line]).verdict.stale == [complaint]


def test_lines_hold_for_their_versions(tmp_path: Path) -> None:
    (tmp_path / "sample.txt").write_text("# why\n3.9-3.11 a b: x\n3.12 sometimes c: y\n\n3.13- d: z\n")
    entries = known.read("sample", tmp_path)

    assert [entry.test for entry in entries] == ["a b", "c", "d"]
    assert [[entry.holds_for((3, minor)) for minor in (9, 11, 12, 13, 15)] for entry in entries] == [
        [True, True, False, False, False],
        [False, False, True, False, False],
        [False, False, False, True, True],
    ]
    (tmp_path / "sample.txt").write_text("3.9 without a reason\n")
    with pytest.raises(ValueError, match="without a reason"):
        known.read("sample", tmp_path)


def test_a_line_about_tests_that_were_not_asked_for_is_not_stale(tmp_path: Path, python: Interpreter) -> None:
    report = report_of(tmp_path, python, TESTS, ["3.9- T.test_assert: -O"], Selection(match=["same"]))

    assert report.tests == ["T.test_same"]
    assert report.verdict == known.Verdict([], [], [])


def test_a_crash_and_a_hang_cost_one_test_each(tmp_path: Path, python: Interpreter) -> None:
    text = """
        import os, time, unittest
        class T(unittest.TestCase):
            def test_1(self): pass
            def test_2(self): __debug__ or os.abort()
            def test_3(self): pass
            def test_4(self): __debug__ or time.sleep(99)
            def test_5(self): pass
        """
    report = report_of(tmp_path, python, text)

    assert kinds(report) == {"T.test_2": "crash", "T.test_4": "timeout"}
    assert "SIGABRT" in report.differences["T.test_2"].machine.text


def test_how_the_process_ends_counts(tmp_path: Path, python: Interpreter) -> None:
    text = """
        import atexit, os, unittest
        class T(unittest.TestCase):
            def test(self): __debug__ or atexit.register(os._exit, 3)
        """
    report = report_of(tmp_path, python, text)

    assert kinds(report) == {running.EXIT: "crash"}
    assert "ended with status 3" in report.differences[running.EXIT].machine.text


def test_a_module_that_can_not_be_imported(tmp_path: Path, python: Interpreter) -> None:
    report = report_of(tmp_path, python, TESTS + "\n    __debug__ or 1 / 0\n")

    assert kinds(report)[running.MODULE] == "ERROR"
    assert kinds(report)["T.test_same"] == "not run"
    assert report_of(tmp_path, python, "import nothing").unavailable.startswith("ModuleNotFoundError")
    assert report_of(tmp_path, python, "1 / 0").unavailable == "ZeroDivisionError: division by zero"


def test_what_differs_once_is_told_apart(tmp_path: Path, python: Interpreter) -> None:
    """A test that is right when it runs without the others is no difference; nor is one that is not the same
    natively.
    """
    text = f"""
        import os, unittest
        COUNT = {str(tmp_path)!r} + "/count"
        class T(unittest.TestCase):
            def test_1_before(self):
                global left_behind
                left_behind = True
            def test_2_after(self): self.assertTrue(__debug__ or "left_behind" not in globals())
            def test_3_flaky(self):
                if __debug__:
                    self.assertFalse(os.path.exists(COUNT))
                    open(COUNT, "w").close()
                else:
                    self.fail()
        """
    report = report_of(tmp_path, python, text)

    assert report.unsteady == ["T.test_2_after"]
    assert report.flaky == ["T.test_3_flaky"]
    assert report.differences == {}


def test_a_listed_test_that_goes_well_once_is_not_stale(tmp_path: Path, python: Interpreter) -> None:
    """Nor is one that natively goes wrong once."""
    text = f"""
        import os, unittest
        COUNT = {str(tmp_path)!r} + "/count"
        class T(unittest.TestCase):
            def test_1_before(self):
                global left_behind
                left_behind = True
            def test_2_after(self): self.assertTrue(__debug__ or "left_behind" in globals())
            def test_3_flaky(self):
                self.assertTrue(__debug__ and os.path.exists(COUNT))
            def test_4_at_the_end(self):
                open(COUNT, "w").close()
        """
    report = report_of(tmp_path, python, text, ["3.9- T.test_2*: -O", "3.9- T.test_3*: -O"])

    assert report.verdict == known.Verdict([], [], ["T.test_2_after", "T.test_3_flaky"])


def test_how_a_process_ends_is_tried_again(tmp_path: Path, python: Interpreter) -> None:
    text = f"""
        import atexit, os, unittest
        COUNT = {str(tmp_path)!r} + "/count"
        class T(unittest.TestCase):
            def test(self):
                if not __debug__ and not os.path.exists(COUNT):
                    open(COUNT, "w").close()
                    atexit.register(os._exit, 3)
        """
    report = report_of(tmp_path, python, text)

    assert report.unsteady == [running.EXIT]
    assert report.verdict.unknown == []


def test_nothing_outlives_a_module(tmp_path: Path, python: Interpreter) -> None:
    text = """
        import os, subprocess, sys, unittest
        class T(unittest.TestCase):
            def test(self):
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
                with open(os.path.join(os.path.dirname(__file__), "child"), "w") as file:
                    file.write(str(child.pid))
        """
    report_of(tmp_path, python, text)
    child = int((tmp_path / "child").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):  # it is reaped by another, in its own time
            os.kill(child, 0)
            time.sleep(0.1)


def test_the_machine_runs_the_guest(tmp_path: Path, python: Interpreter) -> None:
    """The real second way: the collector knows of a frame of the machine's that runs a test."""
    text = """
        import gc, unittest
        class T(unittest.TestCase):
            def test_same(self):
                self.assertEqual(sum(x for x in range(5)), 10)
            def test_frame(self):
                code = T.test_frame.__code__
                frames = [one for one in gc.get_objects() if type(one).__name__ == "Frame"]
                self.assertNotIn(code, [getattr(frame, "code", None) for frame in frames])
        """
    report = compare(python, target_of(tmp_path, text), [], Limits(60, 60))

    assert sorted(report.tests) == ["T.test_frame", "T.test_same"]
    assert kinds(report) == {"T.test_frame": "FAIL"}
    assert "DIFFERS: T.test_frame: ok -> FAIL" in command.describe(report, full=False)


@pytest.mark.parametrize("title", modules.NAMES)
def test_lists_can_be_read(title: str) -> None:
    """Each name of a reason is explained, and each explanation is used."""
    for entry in known.read(title):
        assert " " in entry.reason or entry.reason in known.reasons(), entry


def test_lists_name_modules() -> None:
    used = {entry.reason for title in modules.NAMES for entry in known.read(title)}
    files = {path.stem for path in known.FOLDER.glob("*.txt")}

    assert files - {"reasons"} <= set(modules.NAMES)
    assert set(known.reasons()) <= used


def test_an_interpreter_without_tests_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Debian installs it; that is no failure."""
    (without,) = [python._replace(full="3.0.0", path="/bin/false") for python in supported()[:1]]
    monkeypatch.setattr(command, "supported", lambda: [without])
    monkeypatch.setattr("sys.argv", ["conformance", "test_list"])

    assert command.main() == 0
    assert "CPython 3.0.0 is installed without its tests" in capsys.readouterr().out


def test_nothing_to_compare_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["conformance", "test_no_such_module"])
    monkeypatch.setattr("signal.signal", lambda *_: None)  # pytest keeps its own

    assert command.main() == 1


def test_fast_leaves_out_what_is_there() -> None:
    assert set(modules.SLOW) < set(modules.NAMES)
