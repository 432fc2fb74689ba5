"""Which files are interpreted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from stepper.guest.private import DIRECTORY
from stepper.guest.scope import predicate


def test_the_program_and_what_is_beside_and_below_it(tmp_path: Path) -> None:
    """By default the user's own files, and nothing else."""
    script = str(tmp_path / "main.py")
    holds = predicate("user", (), str(tmp_path), script)

    assert holds(script)
    assert holds(str(tmp_path / "beside.py"))
    assert holds(str(tmp_path / "package" / "inner.py"))
    assert holds("<string>")
    assert not holds(str(tmp_path.parent / "above.py"))
    assert not holds(str(tmp_path) + "-other/x.py")
    assert not holds(json.__file__)
    assert not holds("<frozen importlib._bootstrap>")


def test_installed_modules_below_the_program_are_not_its_own(tmp_path: Path) -> None:
    """A virtual environment in the program's directory."""
    holds = predicate("user", (), str(tmp_path), str(tmp_path / "main.py"))

    assert not holds(str(tmp_path / ".venv" / "lib" / "python3.11" / "site-packages" / "x.py"))


def test_a_link_to_the_program_s_directory(tmp_path: Path) -> None:
    """The same files by another path are the program's all the same."""
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    holds = predicate("user", (), str(tmp_path / "link"), str(tmp_path / "link" / "main.py"))

    assert holds(str(real / "beside.py"))


def test_own_modules_of_a_library_that_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-m unittest`` and ``-m doctest`` are about the modules in the current directory."""
    monkeypatch.chdir(tmp_path)
    for file in (json.__file__, os.__file__):
        holds = predicate("user", (), os.path.dirname(file), file)

        assert holds(file)
        assert holds(str(tmp_path / "test_own.py"))
        assert not holds(json.decoder.__file__)


def test_all_is_everything_but_the_frozen_modules(tmp_path: Path) -> None:
    """A pystep that the program runs is a program as any other."""
    holds = predicate("all", (), str(tmp_path), str(tmp_path / "main.py"))

    assert holds(json.__file__)
    assert not holds("<frozen importlib._bootstrap>")
    assert holds(os.path.join(DIRECTORY, "vm", "machine.py"))


def test_patterns(tmp_path: Path) -> None:
    """A file, a directory, a module, a glob; also of our own package, which may be studied like any other."""
    script = str(tmp_path / "main.py")
    cases = [
        ("json", json.__file__, True),
        ("json", json.decoder.__file__, True),
        ("json.decoder", json.decoder.__file__, True),
        ("json.decoder", json.__file__, False),
        ("json/*.py", json.decoder.__file__, True),
        ("*/json/dec*.py", json.decoder.__file__, True),
        (json.decoder.__file__, json.decoder.__file__, True),
        (os.path.dirname(json.__file__) + "/", json.__file__, True),
        ("son", json.__file__, False),
        ("stepper.vm", os.path.join(DIRECTORY, "vm", "machine.py"), True),
    ]
    for pattern, file, expected in cases:
        assert predicate("user", (pattern,), str(tmp_path), script)(file) is expected, pattern
