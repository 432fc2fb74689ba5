"""Watch expressions, the console, and completion: over the wire, in real processes."""

from __future__ import annotations

import textwrap
import time
from typing import Any, List, Tuple

import pytest

from stepper.protocol import Stopped
from stepper.questions import Completed, Evaluated, Executed, Inspected
from tests.interpreters import supported
from tests.session.watching import Watched, session

PROGRAM = """
class Box:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f"Box of {self.n}"
    def grow(self):
        self.n += 1
        return self.n
total = 10
def work(n, items):
    cell = 5
    def inner():
        return cell
    box = Box(n)
    value = n + 2 * n
    return value + inner()
print(work(7, [1, 20]), total)
"""


def stopped_in_work(python: Any = None) -> Any:
    """A session; ``to_the_addition`` brings it before an instruction with two operands."""
    source = textwrap.dedent(PROGRAM).lstrip()
    return session(source, breakpoints=["15"], python=None if python is None else python.path)


def to_the_addition(watched: Watched) -> None:
    watched.wait_paused()
    watched.continue_()
    watched.wait_for(Stopped, 2)
    while True:
        assert watched.snapshot is not None and watched.snapshot.view is not None
        if len(watched.snapshot.view.stack) == 3:  # n, 2, n
            return
        count = len(watched.all(Stopped))
        watched.step()
        watched.wait_for(Stopped, count + 1)


def run(watched: Watched, text: str, selected: int = 0) -> Tuple[str, str]:
    count = len(watched.all(Executed))
    stops = len(watched.all(Stopped))
    watched.execute(text, selected)
    answer = watched.wait_for(Executed, count + 1)
    watched.wait_for(Stopped, stops + 1)
    return answer.text, answer.problem


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_console_on_every_python(python: Any) -> None:
    """Values, statements, variables of all kinds assigned, and a slot of the value stack."""
    with stopped_in_work(python) as watched:
        to_the_addition(watched)
        assert run(watched, "n + cell") == ("12", "")
        assert run(watched, "box") == ("Box of 7", "")
        assert run(watched, "box.grow() + _.n") == ("16", "")
        assert run(watched, "[i + n for i in items if i > n]") == ("[27]", "")
        assert run(watched, "sorted(items, key=lambda i: -i * n)") == ("[20, 1]", "")
        assert run(watched, "for i in items: note = i * n") == ("", "")
        assert run(watched, "note") == ("140", "")
        assert run(watched, "STACK") == ("[7, 2, 7]", "")
        assert run(watched, "STACK[-1] = 100") == ("", "")
        assert watched.snapshot is not None and watched.snapshot.view is not None
        assert [slot.value.text for slot in watched.snapshot.view.stack] == ["7", "2", "100"]
        assert run(watched, "cell = 50; total = 11") == ("", "")
        assert run(watched, "total", 1) == ("11", "")
        assert [v.value.text for v in watched.snapshot.view.variables if v.name == "total" and v.value] == [
            "11"
        ]
        watched.run_to_end()
        assert watched.output.split() == [str(7 + 2 * 100 + 50), "11"]


def test_what_goes_wrong_in_the_console_ends_it_alone() -> None:
    """The program goes on as if nothing had been."""
    with stopped_in_work() as watched:
        to_the_addition(watched)
        for text, problem in (
            ("1 / 0", "ZeroDivisionError: division by zero"),
            ("n +", "SyntaxError: invalid syntax"),
            ("nothing", "NameError: name 'nothing' is not defined"),
            ("exit(3)", "SystemExit: 3"),
            ("raise KeyboardInterrupt", "KeyboardInterrupt"),
            ("STACK[9] = 1", "IndexError"),
            ("STACK[:] = []", "TypeError: one entry is replaced at a time"),
            ("del n; n", "NameError"),
        ):
            text, said = run(watched, text)
            assert said.startswith(problem) and not text
        assert run(watched, "n = 7") == ("", "")
        watched.run_to_end()
        assert watched.output.split() == ["26", "10"]


@pytest.mark.parametrize(
    "loop", ["while True: n", "while True: pass", "list(iter(inner, 0))", "import time; time.sleep(60)"]
)
def test_an_endless_line_is_interrupted(loop: str) -> None:
    """In its own code, in a function of the program's and in C code that waits."""
    with stopped_in_work() as watched:
        to_the_addition(watched)
        watched.execute(loop)
        while not watched.all(Executed):  # it may not have begun when the first one comes
            time.sleep(0.2)
            watched.interrupt()
        assert watched.all(Executed)[-1].problem == "KeyboardInterrupt"
        assert run(watched, "n") == ("7", "")


def values(watched: Watched, *texts: str, selected: int = 0) -> List[str]:
    count = len(watched.all(Evaluated))
    watched.evaluate(texts, selected)
    answer = watched.wait_for(Evaluated, count + 1)
    assert [result.text for result in answer.results] == list(texts)
    return [result.problem or (result.value.text if result.value else "") for result in answer.results]


def test_watch_expressions_harm_nothing() -> None:
    """In the selected frame; a copy runs code of the program's, and what is late is not begun again."""
    with stopped_in_work() as watched:
        to_the_addition(watched)
        assert values(watched, "n * 2", "items[1]", "box.n", "box.grow()", "box.grow()") == [
            "14",
            "20",
            "7",
            "8",
            "8",
        ]
        assert values(watched, "repr(box)", "[k + cell for k in items]") == ["'Box of 7'", "[6, 25]"]
        assert values(watched, "total", "n", selected=1) == ["10", "NameError: name 'n' is not defined"]
        assert values(watched, "exit(3)", "__import__('os')._exit(1)", "n + / n") == [
            "SystemExit: 3",
            "it exits",
            "the expression n + / n is none: invalid syntax",
        ]
        for _ in range(3):
            assert values(watched, "list(iter(int, 1))") == ["it takes longer than 0.3 s"]
        watched.run_to_end()
        assert watched.output.split() == ["26", "10"]


@pytest.mark.parametrize(
    ("text", "stem", "names"),
    [
        ("ite", "ite", ["items", "iter"]),
        ("print(tot", "tot", ["total"]),
        ("box.g", "g", ["grow"]),
        ("box.", "", ["grow", "n"]),
        ("box.__rep", "__rep", ["__repr__"]),
        ("whil", "whil", ["while"]),
        ("nothing.x", "x", []),
    ],
)
def test_completion(text: str, stem: str, names: List[str]) -> None:
    with stopped_in_work() as watched:
        to_the_addition(watched)
        watched.complete(text)
        assert watched.wait_for(Completed) == Completed(stem, tuple(names))


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_a_frame_is_inspected_on_every_python(python: Any) -> None:
    """The fields CPython has, each explained, in the version's own terms."""
    with stopped_in_work(python) as watched:
        to_the_addition(watched)
        watched.inspect()
        told = watched.wait_for(Inspected)
        assert told.qualname == "work"
        frame = {item.name: item.text for item in told.frame}
        code = {item.name: item.text for item in told.code if item.name}
        assert frame["f_back"] == "<module>" and frame["value stack"].startswith("3 of ")
        assert frame["f_lineno"] == "15" and "__main__" in frame["f_globals"]
        assert frame["block stack"] == ("empty" if python.version < (3, 11) else "none")
        assert ("exception table" in code) is (python.version >= (3, 11))
        assert code["co_cellvars"] == "('cell',)" and "NEWLOCALS" in code["co_flags"]
        assert code["co_code"].strip().startswith("0: ")
        assert all(item.meaning or not item.name for item in (*told.frame, *told.code))
