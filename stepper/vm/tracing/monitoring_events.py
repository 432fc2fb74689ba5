"""The events of sys.monitoring by number: the bit each has in a set of events.

On hosts without sys.monitoring they are those of 3.12, so that modules which use them can be read anywhere.
"""

from __future__ import annotations

import sys
from typing import Any, Dict

from ..versions import HOST, PY314, PY315

_NAMES = (
    "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH STOP_ITERATION RAISE"
    " EXCEPTION_HANDLED PY_UNWIND PY_THROW RERAISE C_RETURN C_RAISE"
).split()
MONITORING: Any = getattr(sys, "monitoring", None)
_events: Dict[str, int] = {name: 1 << number for number, name in enumerate(_NAMES)}
if MONITORING is not None:
    _events = {name: value for name, value in vars(MONITORING.events).items() if value}

NUMBERS: Dict[str, int] = {name: value.bit_length() - 1 for name, value in _events.items()}
NAMES: Dict[int, str] = {number: name for name, number in NUMBERS.items()}

PY_START, PY_RESUME, PY_RETURN, PY_YIELD, PY_THROW, PY_UNWIND = (
    NUMBERS[name] for name in ("PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "PY_THROW", "PY_UNWIND")
)
LINE, INSTRUCTION, JUMP = NUMBERS["LINE"], NUMBERS["INSTRUCTION"], NUMBERS["JUMP"]
CALL, C_RETURN, C_RAISE = NUMBERS["CALL"], NUMBERS["C_RETURN"], NUMBERS["C_RAISE"]
RAISED, RERAISED, HANDLED = (NUMBERS[name] for name in ("RAISE", "RERAISE", "EXCEPTION_HANDLED"))
STOP_ITERATION = NUMBERS["STOP_ITERATION"]
BRANCH_TAKEN = NUMBERS["BRANCH" if HOST < PY314 else "BRANCH_RIGHT"]
BRANCH_LEFT = NUMBERS["BRANCH" if HOST < PY314 else "BRANCH_LEFT"]

AT_PLACES = STOP_ITERATION + 1  # those below come from instrumented instructions
UNGROUPED = RERAISED + 1  # those below are set by themselves, and not with CALL
LOCAL = UNGROUPED if HOST >= PY315 else AT_PLACES  # those below can be had for single code objects

# What callbacks are given for an argument that is not there, and what they return to hear no more.
MISSING, DISABLE = getattr(MONITORING, "MISSING", None), getattr(MONITORING, "DISABLE", None)
