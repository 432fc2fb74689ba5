"""Breakpoints and watch expressions kept from one run of a script to the next: in the user's state folder,
never in the project.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Dict, Optional, Sequence, Tuple

from platformdirs import user_state_path

from stepper.protocol import Breakpoint

_BLANK = Breakpoint("", "", "", 0, -1, 0)
_KEPT = tuple(name for name in _BLANK._fields if name not in ("places", "hits", "problem"))
_TO_BEGIN_WITH = (_BLANK._replace(where="uncaught", kind="uncaught"),)


class SavedPoints:
    """The breakpoints and watch expressions of one script, known by its absolute path."""

    watches: Tuple[str, ...] = ()  # as they are kept

    def __init__(self, script: str, folder: Optional[Path] = None) -> None:
        self._script = os.path.abspath(script)
        name = hashlib.sha256(os.fsencode(self._script)).hexdigest()[:20]
        self._file = (folder or user_state_path("pystep") / "breakpoints") / f"{name}.json"
        self._last: Optional[Tuple[Breakpoint, ...]] = None

    def load(self) -> Optional[Tuple[Breakpoint, ...]]:
        """Those of the last run; None when there are none, or the file can't be read."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            points = tuple(_point(fields) for fields in found["breakpoints"])
            watches = tuple(found.get("watches", ()))
            if not all(isinstance(text, str) for text in watches):
                raise ValueError("a watch expression is no text")
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._last, self.watches = points, watches
        return points

    def save(self, points: Sequence[Breakpoint]) -> Optional[str]:
        """Keep them for the next run; says why that is impossible, if so."""
        kept = tuple(point._replace(places=(), hits=0, problem="") for point in points)
        if kept == self._last or (self._last is None and kept == _TO_BEGIN_WITH):
            return None
        self._last = kept
        return self._write()

    def save_watches(self, texts: Sequence[str]) -> Optional[str]:
        """The same for the watch expressions."""
        if tuple(texts) == self.watches:
            return None
        self.watches = tuple(texts)
        return self._write()

    def _write(self) -> Optional[str]:
        points = _TO_BEGIN_WITH if self._last is None else self._last
        kept = {
            "script": self._script,
            "breakpoints": [_fields(point) for point in points],
            "watches": self.watches,
        }
        text = json.dumps(kept, indent=1)
        unfinished = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text + "\n", encoding="utf-8")
            unfinished.replace(self._file)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            return f"breakpoints and watches can't be kept in {self._file.parent}: {error.strerror}"
        return None


def _fields(point: Breakpoint) -> Dict[str, Any]:
    """What is not as it is in most of them."""
    return {name: getattr(point, name) for name in _KEPT if getattr(point, name) != getattr(_BLANK, name)}


def _point(fields: Dict[str, Any]) -> Breakpoint:
    """The breakpoint again. ValueError when it is none."""
    point = _BLANK._replace(**{name: fields[name] for name in _KEPT if name in fields})
    if any(type(getattr(point, name)) is not type(getattr(_BLANK, name)) for name in _KEPT):
        raise ValueError("a field is of another type")
    return point
