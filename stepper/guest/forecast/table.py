"""The table of what is foreseen: a function per family of instructions, found by the opcode's name."""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from ...protocol import Forecast, Place, Value
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction, Program
from ...vm.stubs import program_of
from ...vm.versions import HOST, PY311
from ..certain import Outcome
from ..peek import class_attribute
from ..saferepr import show

UNKNOWN = Forecast()
Foresee = Callable[[Frame, List[Any], Instruction], Forecast]
TABLE: Dict[str, Foresee] = {}


def foresees(names: str) -> Callable[[Foresee], Foresee]:
    """Declare what foresees the instructions of these names."""

    def declare(function: Foresee) -> Foresee:
        for name in names.split():
            TABLE[name] = function
        return function

    return declare


def shown(outcome: Optional[Outcome]) -> Forecast:
    """A forecast of what an operator gives."""
    if outcome is None:
        return UNKNOWN
    if outcome.raises:
        return Forecast(raises=outcome.raises)
    return Forecast(result=show(outcome.value))


def known(value: Any, *lookup: Place) -> Forecast:
    """A forecast of a value that is certain, and where it was found."""
    return Forecast(result=show(value), lookup=lookup)


def all_shown(values: Sequence[Any]) -> Tuple[Optional[Value], ...]:
    """What will stand on the stack."""
    return tuple([show(value) for value in values])


# ---- the program's own code ----


def program_behind(function: Any) -> Optional[Program]:
    """The code of the program's own that a function or a bound method runs; None for all else."""
    if type(function) is MethodType:
        function = function.__func__
    return program_of(function.__code__) if type(function) is FunctionType else None


def entered(function: Any) -> str:
    """The name of the function whose frame a call enters; "" where none of the program's is.

    Up to 3.10 the call of a generator's function only makes the generator.
    """
    program = program_behind(function)
    if program is None or (program.is_resumable and HOST < PY311):
        return ""
    return program.qualname


def entered_by(value: Any, *methods: str) -> str:
    """The same for the first of these special methods that the value's class has."""
    for method in methods:
        found = class_attribute(type(value), method)
        if found is not NULL:
            return entered(found)
    return ""
