"""A program finds itself where ``python`` would put it: as a script, as a module, as a text."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List

import pytest

from tests.differential import runner
from tests.differential.programs import Program
from tests.interpreters import Interpreter, supported

TELL = """\
import os, sys
print(__name__, __package__, __doc__, sorted(k for k in globals() if k not in ("os", "sys")))
print(globals().get("__file__"), sys.argv, sys.path, os.getcwd(), __spec__ and __spec__.name)
print(sys.modules["__main__"].__dict__ is globals(), __builtins__, sys.flags)
print("stepper" in sys.modules, sorted(os.environ), __loader__ is not None)
print(sys.stdin.isatty(), sys.stdout.fileno(), sys.stdout.line_buffering, sys.getrecursionlimit())
x: int = 1
def f():
    return sys._getframe().f_code.co_filename
print(f(), f.__module__, open(__file__).readline() if "__file__" in globals() else "")
"""

# What stands on the command line, after "python" natively and after "pystep --run" in the machine.
WAYS: Dict[str, List[str]] = {
    "script": ["tell.py", "one", "--two", "-m"],
    "script in a directory": ["package/tell.py"],
    "module": ["-m", "tell", "one", "-c"],
    "module in a package": ["-m", "package.tell"],
    "package": ["-m", "package", "one"],
    "text": ["-c", TELL, "one", "--run"],
}


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
@pytest.mark.parametrize("way", WAYS)
def test_same_surroundings(way: str, python: Interpreter, tmp_path: Path) -> None:
    """Names, paths, arguments, flags and modules are those of ``python``."""
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    for place in ("tell.py", "package/tell.py", "package/__main__.py"):
        (tmp_path / place).write_text(TELL)
    program = Program(tmp_path / "tell.py")
    front = runner.interpreted(python, program)[: -len([str(program.path)])]

    expected, got = runner.run_both([python.path, *WAYS[way]], [*front, *WAYS[way]], program)

    assert expected.status == 0, expected.stderr.decode()
    different = runner.differences(expected, got)
    assert not different, "\n".join(different.values())
