"""exec and eval are stepped into: their code has frames of the machine, without growing the host's stack."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stepper.vm import VM
from stepper.vm.stubs import program_of
from tests.vm.driving import IS_SUPPORTED, WHY_NOT, function, into, machine, opname, step_until

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)


def test_a_text_is_stepped_into() -> None:
    """Its frame is called by the one that calls exec, and gives None there."""
    with machine("def outer():\n    x = 3\n    return exec('y = x')\nz = outer()") as vm:
        stop = step_until(
            vm, lambda stop: stop.frame is not None and stop.frame.code.co_filename == "<string>"
        )

        assert stop.frame is not None and stop.frame.back is not None
        assert stop.frame.back.code.co_name == "outer"
        assert stop.frame.namespace["x"] == 3
        assert not stop.frame.is_entry
        stop = vm.finish()
        assert function(stop) == "outer"
        assert stop.frame is not None and stop.frame.stack[-1] is None


def test_next_goes_over_it() -> None:
    """What is evaluated is a call as any other."""
    with machine("x = eval('1 + 1')\n") as vm:
        stop = step_until(vm, lambda stop: opname(stop).startswith("CALL"))
        stop = vm.next()

        assert opname(stop) == "STORE_NAME"
        assert stop.frame is not None and stop.frame.stack == [2]


def test_functions_of_a_text_are_interpreted() -> None:
    """So are lambdas, classes and generators, also when C code calls them."""
    with machine("exec('def inner(v): return -v')\nx = sorted([1, 2], key=inner)") as vm:
        stop = into(vm, "inner")
        assert stop.frame is not None and stop.frame.is_entry
        vm.continue_()
        assert vm.namespace["x"] == [2, 1]


def test_code_of_an_interpreted_function_is_interpreted() -> None:
    """exec() finds the original behind the stub."""
    with machine("def f():\n    global seen\n    seen = 1\nexec(f.__code__)") as vm:
        stop = into(vm, "f")
        assert stop.frame is not None and not program_of(stop.frame.code)
        vm.continue_()
        assert vm.namespace["seen"] == 1


def test_code_of_a_file_out_of_scope_runs_natively(tmp_path: Path) -> None:
    """As its functions do: what is interpreted goes by the file that the code names."""
    path = tmp_path / "module.py"
    path.write_text("")
    source = f"exec(compile('def f(): return 1', {str(path)!r}, 'exec'))\nx = f()"
    for scope, interpreted in ((lambda name: False, False), (lambda name: True, True)):
        code = compile(source, "<guest>", "exec", dont_inherit=True)
        with VM(code, scope=scope) as vm:
            vm.continue_()
            assert vm.exception is None
            assert (program_of(vm.namespace["f"].__code__) is not None) is interpreted


def test_a_name_that_is_no_file_is_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program compiles under a name of its own is its own."""
    monkeypatch.chdir(tmp_path)
    with machine("exec(compile('def f(): return 1', 'template 3', 'exec'))\nx = f()") as vm:
        vm.continue_()
        assert program_of(vm.namespace["f"].__code__) is not None


def test_the_host_does_not_recurse() -> None:
    """Many texts deep the host's stack is as it was."""
    source = """
    import sys
    def deep(n):
        return eval("deep(n - 1)") if n else 1
    x = deep(400)
    """
    with machine(source) as vm:
        limit = sys.getrecursionlimit()
        stop = step_until(
            vm, lambda stop: stop.frame is not None and stop.frame.machine.depth > 790, step=lambda: vm.step()
        )
        assert stop.frame is not None
        guest = next(frame for thread, frame in sys._current_frames().items() if thread == vm._thread.ident)  # type: ignore[union-attr]
        depth = 0
        while guest is not None:
            depth, guest = depth + 1, guest.f_back  # type: ignore[assignment]
        assert depth < 60
        vm.continue_()
        assert vm.namespace["x"] == 1
        assert sys.getrecursionlimit() >= limit
