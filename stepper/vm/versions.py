"""The interpreter we run inside, and the versions whose bytecode the machine knows.

The only reader of sys.version_info.
"""

from __future__ import annotations

import sys
from typing import Tuple

Version = Tuple[int, int]

PY39: Version = (3, 9)
PY310: Version = (3, 10)
PY311: Version = (3, 11)
PY312: Version = (3, 12)
PY313: Version = (3, 13)
PY314: Version = (3, 14)
PY315: Version = (3, 15)

HOST: Version = (sys.version_info[0], sys.version_info[1])

SUPPORTED: Tuple[Version, ...] = (PY39, PY310, PY311, PY312, PY313, PY314, PY315)


class UnsupportedPython(RuntimeError):
    """This interpreter's bytecode is not one the machine knows."""


def require_supported() -> None:
    """Raise UnsupportedPython unless the machine knows this interpreter's instruction set."""
    if sys.implementation.name != "cpython" or HOST not in SUPPORTED:
        known = ", ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
        name = f"{sys.implementation.name} {HOST[0]}.{HOST[1]}"
        raise UnsupportedPython(f"pystep runs the bytecode of CPython {known}; this is {name}")
