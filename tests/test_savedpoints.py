"""Breakpoints kept from one run of a script to the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stepper.protocol import Breakpoint
from stepper.savedpoints import SavedPoints

POINT = Breakpoint(
    "12", "/home/ada/prog.py", "", 0, -1, 12, ((1, 2),), condition="n > 1", every=2, hits=7, text="x = 1"
)
UNCAUGHT = Breakpoint("uncaught", "", "", 0, -1, 0, kind="uncaught")


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """All of it but what belongs to the run; for this script only, wherever it is started from."""
    SavedPoints("prog.py", tmp_path).save([POINT, UNCAUGHT._replace(enabled=False)])

    kept = POINT._replace(places=(), hits=0)
    assert SavedPoints("./prog.py", tmp_path).load() == (kept, UNCAUGHT._replace(enabled=False))
    assert SavedPoints("other.py", tmp_path).load() is None


def test_none_of_them_is_something_to_keep(tmp_path: Path) -> None:
    """What there always is to begin with is not: most scripts leave no file."""
    saved = SavedPoints("prog.py", tmp_path / "new")
    assert saved.save([UNCAUGHT]) is None
    assert not (tmp_path / "new").exists()
    saved.save([POINT])
    saved.save([])
    assert SavedPoints("prog.py", tmp_path / "new").load() == ()


def test_watch_expressions_are_kept_beside_them(tmp_path: Path) -> None:
    saved = SavedPoints("prog.py", tmp_path)
    saved.save_watches(["n > 1", "len(x)"])
    again = SavedPoints("prog.py", tmp_path)
    assert again.load() == (UNCAUGHT,)
    assert again.watches == ("n > 1", "len(x)")

    again.save([POINT])
    again.save_watches([])
    last = SavedPoints("prog.py", tmp_path)
    assert last.load() == (POINT._replace(places=(), hits=0),) and last.watches == ()


def test_hits_alone_write_nothing(tmp_path: Path) -> None:
    """They change at every stop."""
    saved = SavedPoints("prog.py", tmp_path)
    saved.save([POINT])
    (file,) = tmp_path.iterdir()
    file.unlink()
    saved.save([POINT._replace(hits=8)])
    assert not file.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"breakpoints": [3]}',
        '{"breakpoints": [{"line": "12"}]}',
        '{"breakpoints": [{"once": 1}]}',
        '{"breakpoints": [], "watches": [1]}',
        '{"breakpoints": [], "watches": 1}',
    ],
)
def test_a_file_that_is_none_of_ours(tmp_path: Path, text: str) -> None:
    """It counts as none."""
    saved = SavedPoints("prog.py", tmp_path)
    saved.save([POINT])
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text())["script"].endswith("prog.py")
    file.write_text(text)

    assert SavedPoints("prog.py", tmp_path).load() is None


def test_a_folder_that_can_not_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    problem = SavedPoints("prog.py", tmp_path / "file").save([POINT])

    assert problem is not None and problem.startswith("breakpoints and watches can't be kept in")
