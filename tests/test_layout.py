"""The shape of the house: sizes, import direction, version checks in one place, nothing private in it."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest

from tests.differential.programs import ROOT
from tests.interpreters import Interpreter, found, supported

SOURCES = sorted((ROOT / "stepper").rglob("*.py"))
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 64

# What each floor may import of ours, by the first names of the module.
ALLOWED: Dict[str, Tuple[str, ...]] = {
    "stepper.vm": ("stepper.vm",),
    "stepper.guest": ("stepper.vm", "stepper.guest", "stepper.protocol", "stepper.questions", "stepper.wire"),
    "stepper.protocol": (),
    "stepper.questions": ("stepper.protocol",),
    "stepper.wire": ("stepper.protocol", "stepper.questions"),
}

# Run with the standard library only: no site-packages, and an import of anything else of ours fails loudly.
_BARE_IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
for name in ("textual", "rich", "pygments", "platformdirs", "tomli"):
    sys.modules[name] = None
for name in sys.argv[2:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), name + "."):
        if not module.name.endswith(("__main__", ".bootstrap")):
            importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.startswith("stepper.")))
"""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The full names of the modules that *path* imports anywhere in its text."""
    package = module_name(path).split(".")[: None if path.name == "__init__.py" else -1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


def tracked_files() -> List[Path]:
    """The files under version control; where there is none, all but hidden and compiled ones."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode == 0 and listing.stdout:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        made = re.compile(r"(^|/)\.|__pycache__|\.egg-info/")
        paths = [path for path in ROOT.rglob("*") if not made.search(path.relative_to(ROOT).as_posix())]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_has_one_reason_to_exist(path: Path) -> None:
    """Neither empty nor so long that nobody reads it to the end."""
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]

    assert 1 <= len(text.splitlines()) <= LONGEST_FILE
    assert long == []


@pytest.mark.parametrize("floor", ALLOWED)
def test_import_direction(floor: str) -> None:
    """A floor imports what is below it and nothing else of ours."""
    wrong: Set[str] = set()
    for path in SOURCES:
        name = module_name(path)
        if name == floor or name.startswith(floor + "."):
            ours = (one for one in imports(path) if one.split(".")[0] in ("stepper", "_pystep"))
            allowed = (*ALLOWED[floor], floor)
            wrong.update(
                f"{name} imports {one}"
                for one in ours
                # bootstrap.py loads the package under a private name
                if not any((one.replace("_pystep", "stepper", 1) + ".").startswith(a + ".") for a in allowed)
            )

    assert wrong == set()


@pytest.mark.parametrize("python", supported(), ids=lambda python: python.name)
def test_machine_and_debuggee_need_the_standard_library_only(python: Interpreter) -> None:
    """Every module of both imports in a bare interpreter of each supported version."""
    floors = ("stepper.vm", "stepper.guest", "stepper.wire")
    command = [python.path, "-I", "-S", "-W", "error", "-c", _BARE_IMPORT, str(ROOT), *floors]
    answer = subprocess.run(command, capture_output=True, text=True)

    assert answer.stderr == ""
    assert "stepper.vm.machine" in answer.stdout.split()
    assert "stepper.session" not in answer.stdout.split()


def test_machine_alone_brings_nothing_of_ours() -> None:
    """The machine is a library: importing it imports neither debuggee nor protocol."""
    python = supported()[-1] if supported() else found()[-1]
    command = [python.path, "-I", "-S", "-c", _BARE_IMPORT, str(ROOT), "stepper.vm"]
    answer = subprocess.run(command, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stderr
    assert [name for name in answer.stdout.split() if not name.startswith("stepper.vm")] == []


def test_versions_are_told_apart_in_one_place() -> None:
    """Of the machine only versions.py asks which Python this is."""
    readers = [
        path.name
        for path in (ROOT / "stepper" / "vm").rglob("*.py")
        if re.search(r"\bversion_info\b|\bhexversion\b|\bpython_version", path.read_text(encoding="utf-8"))
    ]

    assert readers == ["versions.py"]


def test_source_is_python_39() -> None:
    """All of it parses as 3.9, for the program's interpreter may be that old."""
    for path in SOURCES:
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_nothing_private_in_the_tree() -> None:
    """No directories of the machine it was written on, and no notes to self."""
    places = [str(ROOT), str(Path.home()) + "/"]
    # Written so that this file does not match.
    notes = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    hits = []
    for path in tracked_files():
        if path.suffix in (".svg", ".png"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if notes.search(line) or any(place in line for place in places):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")

    assert hits == []
