"""The programs that are run both ways: every example, and the small ones in tests/vm/programs.

The first lines of a program may hold notes for the runner, one a line:

    # python: 3.12            the oldest version that can run it
    # stdin: ann\\n           what stands on its standard input
    # args: one two           its arguments
    # lockstep: no, REASON    its instructions are not compared one by one
    # stacks: no, REASON      its values are not compared, its instructions are
    # stacks: 3.12, REASON    the oldest version on which they are
    # modules: json           which of the library's modules are compared with it
    # without: _json          what these must do without, so that their own functions run
"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "examples", ROOT / "tests" / "vm" / "programs")
NOTES = ("python", "stdin", "args", "lockstep", "stacks", "modules", "without")


class Program(NamedTuple):
    """One guest program and what the runner must know of it."""

    path: Path
    oldest: Tuple[int, int] = (3, 9)
    stdin: bytes = b""
    args: Tuple[str, ...] = ()
    lockstep: bool = True
    # The oldest version on which values are compared; None: on none.
    stacks: Optional[Tuple[int, int]] = (3, 9)
    modules: Tuple[str, ...] = ()
    without: Tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Folder and stem, as tests are called."""
        return f"{self.path.parent.name}/{self.path.stem}"


def read(path: Path) -> Program:
    """The program at *path* with its notes read; an unknown note is an error, not ignored."""
    notes: Dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        name, _, text = line[2:].partition(": ")
        if name not in NOTES:
            raise ValueError(f"{path.name}: unknown note {name!r}")
        notes[name] = text.strip()
    stacks = notes.get("stacks", "3.9,").partition(",")[0]
    return Program(
        path,
        _version(notes.get("python", "3.9")),
        notes.get("stdin", "").encode().decode("unicode_escape").encode(),
        tuple(notes.get("args", "").split()),
        not notes.get("lockstep", "").startswith("no, "),
        None if stacks == "no" else _version(stacks),
        tuple(notes.get("modules", "").split()),
        tuple(notes.get("without", "").split()),
    )


def _version(text: str) -> Tuple[int, int]:
    major, minor = map(int, text.split("."))
    return major, minor


def collect() -> List[Program]:
    """All of them, by name. Modules that only other programs import start with an underscore."""
    paths = (path for folder in FOLDERS for path in sorted(folder.glob("[!_]*.py")))
    return [read(path) for path in paths]
