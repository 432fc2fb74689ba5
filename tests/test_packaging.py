"""What is in the packages: everything the program needs to run, themes and style sheet included."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.differential.programs import ROOT

pytest.importorskip("hatchling", reason="hatchling builds the packages; it comes with the dev extra")


def build(target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder, as an installer would put it there."""
    wheel = build("wheel", tmp_path_factory.mktemp("wheel"))
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_wheel_holds_the_whole_package(unpacked: Path) -> None:
    """Every source and data file of the package, and nothing from beside it but themes and lessons."""
    there = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    tree = (
        path for path in (ROOT / "stepper").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    wanted = {str(path.relative_to(ROOT)) for path in tree}
    themes = {f"stepper/themes/{path.name}" for path in (ROOT / "themes").glob("*.toml")}
    lessons = {f"stepper/lessons/files/{path.name}" for path in (ROOT / "lessons").glob("*.md")}

    assert themes and lessons
    assert wanted | themes | lessons == {name for name in there if ".dist-info/" not in name}


def test_wheel_has_the_command(unpacked: Path) -> None:
    """The command of the README is declared and what it names exists."""
    (entry_points,) = unpacked.glob("*.dist-info/entry_points.txt")
    command = (
        "import sys; sys.path.insert(0, sys.argv[1]); from stepper.cli import main; assert callable(main)"
    )
    answer = subprocess.run([sys.executable, "-c", command, str(unpacked)], capture_output=True, text=True)

    assert "pystep = stepper.cli:main" in entry_points.read_text()
    assert answer.returncode == 0, answer.stderr


def test_themes_are_found_in_the_wheel(unpacked: Path) -> None:
    """The shipped themes are read from inside the package where there is no checkout around it."""
    command = (
        "import sys; sys.path.insert(0, sys.argv[1]); from stepper import themes; print(themes.__file__);"
        "print(*(themes.find(name).theme.name for name in ('pystep-dark', 'pystep-light')));"
        "print(themes.directories()[0])"
    )
    run = [sys.executable, "-c", command, str(unpacked)]
    answer = subprocess.run(run, capture_output=True, text=True, cwd=unpacked)

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == [
        str(unpacked / "stepper" / "themes.py"),
        "pystep-dark pystep-light",
        str(unpacked / "stepper" / "themes"),
    ]


def test_source_package_holds_what_its_tests_need(tmp_path: Path) -> None:
    """Themes, examples, tests and the scripts are in it."""
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    for wanted in (
        "themes/pystep-dark.toml",
        "examples/factorial.py",
        "tests/conftest.py",
        "check",
        ".ci/run",
    ):
        assert wanted in names
