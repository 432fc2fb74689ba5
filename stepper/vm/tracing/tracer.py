"""The tracer of this host's version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Type

from ..versions import HOST, PY311

if TYPE_CHECKING:
    from .thread import ThreadTracing

if HOST <= PY311:
    from .events_39 import Tracer as _Tracer
else:
    from .events_312 import Tracer as _Tracer  # type: ignore[assignment]

Tracer: Type[ThreadTracing] = _Tracer
