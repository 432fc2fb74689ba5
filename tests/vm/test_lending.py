"""What native modules run of the program's own code is interpreted; their own code is not."""

from __future__ import annotations

import importlib
import sys
import textwrap
from pathlib import Path
from typing import Any, Dict

import pytest

from stepper.vm import VM
from stepper.vm.stubs import program_of
from tests.vm.driving import IS_SUPPORTED, WHY_NOT

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason=WHY_NOT)

LIBRARY = """
    made = {}
    def run(path):
        with open(path) as file:
            exec(compile(file.read(), path, "exec"), made)
        exec("def text(): pass", made)
        return made
    """
WAYS = {
    "import": "import own; found = [own.f]",
    "import twice": "import importlib, own; importlib.reload(own); found = [own.f]",
    "runpy.run_path": "import runpy; found = [runpy.run_path(path)['f']]",
    "runpy.run_module": "import runpy; found = [runpy.run_module('own')['f']]",
    "a loader": """
        import importlib.util
        spec = importlib.util.spec_from_file_location("another", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found = [module.f]
        """,
    "an example of doctest": """
        import doctest
        found, names = [], {"found": []}
        doctest.run_docstring_examples('>>> def f(): pass\\n>>> found.append(f)', names)
        found = names["found"]
        """,
    "a prompt": """
        import code
        found = []
        code.InteractiveInterpreter(globals()).runsource("def f(): pass\\n")
        found = [f]
        """,
    "a statement that is timed": """
        import timeit
        found = []
        timeit.timeit("found.append(lambda: 0)", number=1, globals=globals())
        """,
    "any library": "import library; found = [library.run(path)['f']]",
}
NATIVE = {
    "the text of a library": "import library; found = [library.run(path)['text']]",
    "a module out of scope": "import library; found = [library.run]",
    "a class of the standard library's": """
        import dataclasses
        @dataclasses.dataclass
        class C: x: int
        found = [C.__init__]
        """,
}


def outcome(source: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Dict[str, Any]:
    """Run a program with a module of its own beside it, and one that is out of scope."""
    own, elsewhere = folder / "own", folder / "elsewhere"
    own.mkdir()
    elsewhere.mkdir()
    (own / "own.py").write_text("def f(): pass\n")
    (elsewhere / "library.py").write_text(textwrap.dedent(LIBRARY))
    monkeypatch.setattr(sys, "path", [str(own), str(elsewhere), *sys.path])
    for name in ("own", "library"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    code = compile(textwrap.dedent(source), "<guest>", "exec", dont_inherit=True)
    namespace = {"__name__": "guest", "path": str(own / "own.py")}
    with VM(code, namespace, scope=lambda name: name.startswith(str(own))) as vm:
        vm.continue_()
        assert vm.exception is None
    for name in ("own", "library"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return namespace


@pytest.mark.parametrize("way", WAYS)
def test_own_code_is_interpreted(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs it."""
    (function,) = outcome(WAYS[way], tmp_path, monkeypatch)["found"]

    assert program_of(function.__code__) is not None


@pytest.mark.parametrize("way", NATIVE)
def test_other_code_is_not(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries and the texts that they make are as native as ever."""
    (function,) = outcome(NATIVE[way], tmp_path, monkeypatch)["found"]

    assert program_of(function.__code__) is None


def lent_names() -> Dict[str, bool]:
    """Which modules have an exec of their own; that of a guest that another test has left is no concern."""
    names = ("doctest", "runpy", "_frozen_importlib")
    return {name: "exec" in vars(importlib.import_module(name)) for name in names}


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the guest has ended, native modules have their own names only; no guest gets at what was lent."""
    before = lent_names()
    namespace = outcome(
        "import doctest, runpy, library; lent = 'exec' in vars(library); from library import *",
        tmp_path,
        monkeypatch,
    )

    assert namespace["lent"]
    assert "exec" not in namespace
    assert lent_names() == before


@pytest.mark.parametrize("first", [0, 1])
def test_two_programs_at_a_time_leave_nothing_behind(first: int) -> None:
    """In whichever order they end; functions of asyncio are replaced once, not for each."""
    import asyncio.coroutines

    names, before = lent_names(), asyncio.coroutines._format_coroutine  # type: ignore[attr-defined]
    native = getattr(before, "__wrapped__", before)  # a third program may be there as well
    vms = [VM(compile("import asyncio\nx = 1\ny = 2\n", f"p{n}.py", "exec")) for n in range(2)]
    for vm in vms:
        vm.step()
        vm.next()
        vm.next()
    replaced = asyncio.coroutines._format_coroutine  # type: ignore[attr-defined]
    assert replaced.__wrapped__ is native
    vms[first].close()
    vms[1 - first].close()

    assert asyncio.coroutines._format_coroutine is before  # type: ignore[attr-defined]
    assert lent_names() == names
