"""What the instruction about to run will do, as far as that is certain without running the program's code."""

from __future__ import annotations

from ...protocol import Forecast
from ...vm.frame import Frame
from . import (  # noqa: F401  (importing a family fills the table of forecasts)
    attributes,
    calls,
    containers,
    exceptions,
    jumps,
    names,
    operators,
    patterns,
    strings,
)
from .table import TABLE, UNKNOWN


def forecast(frame: Frame) -> Forecast:
    """The forecast for the next instruction of a frame that is about to run it.

    Importing the families has filled the table; an instruction that is not in it is not foreseen.
    """
    foresee = TABLE.get(frame.instruction.opname)
    if foresee is None:
        return UNKNOWN
    try:
        return foresee(frame, frame.stack, frame.instruction)
    except Exception:  # a namespace has changed under our hands, or code that no compiler makes
        return UNKNOWN
