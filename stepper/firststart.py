"""Whether pystep is started for the first time: remembered in the user's state folder, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path


def marker() -> Path:
    """The file whose being there says that the user has been welcomed."""
    return user_state_path("pystep") / "welcomed"


def first_start() -> bool:
    """True once for each user, and never where that can't be remembered."""
    try:
        marker().parent.mkdir(parents=True, exist_ok=True)
        marker().open("x").close()
    except OSError:  # it is there already, or the folder can't be written
        return False
    return True
