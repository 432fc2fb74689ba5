"""What only the machine itself can be asked: recursion, unknown opcodes, interrupts, imports in scope."""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType
from typing import Any, Dict, List

import pytest

from stepper.vm import Interpreter, VMError
from stepper.vm.link import Program, link
from stepper.vm.threads import release
from tests.vm.driving import ADD, IS_SUPPORTED, WHY_NOT

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)


def run(source: str, **namespace: Any) -> Dict[str, Any]:
    """Run a program to its end; its namespace."""
    namespace.setdefault("__name__", "guest")
    Interpreter().run_main(compile(source, "<guest>", "exec", dont_inherit=True), namespace)
    return namespace


def test_deep_recursion_does_not_use_the_hosts_stack() -> None:
    done = run(
        "import sys\nsys.setrecursionlimit(50_000)\n"
        "def down(n):\n    return 0 if n == 0 else 1 + down(n - 1)\nresult = down(40_000)\n"
    )
    assert done["result"] == 40_000


def test_host_limit_is_untouched_by_the_guests() -> None:
    before = sys.getrecursionlimit()
    done = run("import sys\nsys.setrecursionlimit(77)\nlimit = sys.getrecursionlimit()\n")
    assert done["limit"] == 77
    assert sys.getrecursionlimit() == before


def test_recursion_error_at_the_guests_own_limit() -> None:
    done = run(
        "depth = 0\ndef down():\n    global depth\n    depth += 1\n    down()\n"
        "try:\n    down()\nexcept RecursionError as error:\n    text = str(error)\n"
    )
    assert done["depth"] == 999
    assert done["text"] == "maximum recursion depth exceeded"


def test_an_unknown_opcode_is_a_loud_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules["stepper.vm.opcodes"].OPS, ADD)  # type: ignore[attr-defined]
    code = compile(
        "try:\n    x = a + b\nexcept BaseException:\n    x = 1\n", "<guest>", "exec", dont_inherit=True
    )
    with pytest.raises(
        VMError, match=rf"opcode {ADD} of CPython 3\.\d+ is not known .* \(offset \d+ of <module>"
    ):
        Interpreter().run_main(code, {"a": 1, "b": 2})


def test_equal_code_objects_are_two_programs() -> None:
    one = compile("x = 1\n", "<guest>", "exec")
    other = compile("x = 1\n", "<guest>", "exec")
    assert one == other
    assert link(one) is link(one) is not link(other)
    assert isinstance(link(one), Program)


def test_a_code_object_that_another_thread_links_meanwhile_is_one_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = compile("x = 1\n", "<guest>", "exec")
    linked: List[Program] = []

    def slow(code: CodeType) -> Program:
        monkeypatch.setattr("stepper.vm.link.Program", Program)
        linked.append(link(code))  # what the other thread does
        return Program(code)

    monkeypatch.setattr("stepper.vm.link.Program", slow)
    monkeypatch.setattr("stepper.vm.link.on_link", [linked.append])
    assert link(code) is linked[0] is linked[1]
    assert len(linked) == 2


def test_an_interrupt_is_raised_at_a_breaker_point() -> None:
    interpreter = Interpreter()
    source = (
        "n = 0\ntry:\n    while True:\n        n += 1\n        if n == 5: interrupt()\n"
        "except KeyboardInterrupt:\n    caught = n\n"
    )
    namespace: Dict[str, Any] = {"interrupt": lambda: interpreter.interrupt(KeyboardInterrupt())}
    interpreter.run_main(compile(source, "<guest>", "exec"), namespace)
    assert namespace["caught"] == 5


def test_modules_in_scope_are_interpreted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "beside_the_script.py").write_text("def f():\n    return 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    linked: List[str] = []
    monkeypatch.setattr("stepper.vm.link.on_link", [lambda program: linked.append(program.filename)])
    folder = str(tmp_path)
    code = compile("import beside_the_script\nx = beside_the_script.f()\n", "<guest>", "exec")
    namespace: Dict[str, Any] = {}
    try:
        Interpreter(scope=lambda filename: filename.startswith(folder)).run_main(code, namespace)
    finally:
        sys.modules.pop("beside_the_script", None)
    assert namespace["x"] == 1
    assert linked == ["<guest>", *[str(tmp_path / "beside_the_script.py")] * 2]


def test_a_guest_function_called_from_native_code_after_the_end() -> None:
    done = run("def double(x):\n    return 2 * x\n")
    try:
        assert list(map(done["double"], [1, 2])) == [2, 4]
    finally:
        release()  # else this thread, and what it starts in other tests, belonged to that guest


def test_types_made_by_the_guest_know_their_module() -> None:
    done = run(
        "import collections, enum\nclass C: pass\nD = type('D', (), {})\n"
        "P = collections.namedtuple('P', 'x')\nE = enum.Enum('E', 'A')\n"
    )
    assert {done[name].__module__ for name in "CDPE"} == {"guest"}
