"""Foresees conditional jumps and loops."""

from __future__ import annotations

from types import CoroutineType, GeneratorType
from typing import Any, List, Optional

from ...protocol import Forecast
from ...vm.frame import NULL, Frame
from ...vm.link import Instruction
from ...vm.stubs import program_of
from ...vm.versions import HOST, PY315
from .. import certain
from ..descriptions import values_left
from ..peek import class_attribute, is_instance
from ..saferepr import show
from .operators import asked_for_truth
from .table import entered, entered_by, foresees


def _jump(frame: Frame, instruction: Instruction, jumps: Optional[bool]) -> Forecast:
    target = frame.program.instructions[instruction.operand].start
    return Forecast(jumps=jumps, target=target)


_DIRECTIONS = ("POP_JUMP_IF_", "POP_JUMP_FORWARD_IF_", "POP_JUMP_BACKWARD_IF_")


@foresees(" ".join(f"{start}{state}" for start in _DIRECTIONS for state in ("TRUE", "FALSE")))
@foresees("JUMP_IF_TRUE_OR_POP JUMP_IF_FALSE_OR_POP")
def _jump_if(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    truth = certain.truth(stack[-1])
    if truth is None:
        return _jump(frame, instruction, None)._replace(enters=asked_for_truth(stack[-1]))
    return _jump(frame, instruction, truth == ("IF_TRUE" in instruction.opname))


@foresees(" ".join(f"{start}{state}" for start in _DIRECTIONS for state in ("NONE", "NOT_NONE")))
def _jump_if_none(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return _jump(frame, instruction, (stack[-1] is None) != instruction.opname.endswith("NOT_NONE"))


@foresees("JUMP_IF_NOT_EXC_MATCH")
def _jump_if_not_match(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    matches = certain.matches(stack[-2], stack[-1])
    return _jump(frame, instruction, None if matches is None else not matches)


@foresees("FOR_ITER")
def _for_iter(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    foreseen = _jump(frame, instruction, None)
    iterator = stack[-1]
    if HOST >= PY315:
        index, iterator = iterator, stack[-2]
        if index is not NULL:
            if index >= len(iterator):
                return foreseen._replace(jumps=True)
            value = show(iterator[index])
            return foreseen._replace(
                jumps=False, result=value, after=(show(iterator), show(index + 1), value)
            )
    left = values_left(iterator)
    if left < 0:
        return foreseen._replace(enters=_resumed(iterator))
    if left == 0:
        # A dict's iterator says 0 also when the dict has changed its size: then the next step raises.
        is_sequence = not type(iterator).__name__.startswith(("dict", "set"))
        return foreseen._replace(jumps=True if is_sequence else None)
    value = _next_value(iterator, left)
    return foreseen._replace(jumps=False, result=None if value is NULL else show(value))


_PARTS = {  # of what can be resumed: its code, whether it runs, and the frame that it has until it ends
    id(cls): tuple([cls.__dict__[prefix + part].__get__ for part in ("code", "running", "frame")])
    for cls, prefix in ((GeneratorType, "gi_"), (CoroutineType, "cr_"))
}


def _resumed(iterator: Any) -> str:
    """The function of the program's own that is asked for the next value."""
    if id(type(iterator)) not in _PARTS:
        return entered_by(iterator, "__next__")
    code, running, frame = (get(iterator) for get in _PARTS[id(type(iterator))])
    program = program_of(code)
    return program.qualname if program is not None and frame is not None and not running else ""


def _next_value(iterator: Any, left: int) -> Any:
    """The next value of a builtin iterator, read from what it would be pickled as; NULL if not known."""
    name = type(iterator).__name__
    if name.startswith(("dict", "set")):
        if left > 1000:  # these are pickled as the list of all that is left
            return NULL
        return iterator.__reduce__()[1][0][0]
    _, (sequence,), *state = iterator.__reduce__()
    position = state[0] if state and state[0] is not None else 0
    for base in (list, tuple, str, bytes, bytearray, range):
        if is_instance(sequence, base):
            return vars(base)["__getitem__"](sequence, position)
    return NULL


@foresees("SEND")
def _send(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    """A builtin iterator that is sent None gives its next value, or has None as its result."""
    foreseen = _jump(frame, instruction, None)
    receiver, index = (stack[-3], stack[-2]) if HOST >= PY315 else (stack[-2], NULL)
    left = values_left(receiver)
    if index is not NULL or stack[-1] is not None or type(receiver).__name__.startswith(("dict", "set")):
        return foreseen
    if left < 0:
        return foreseen._replace(enters=_resumed(receiver))
    if left == 0:
        return foreseen._replace(jumps=True, result=show(None))
    value = _next_value(receiver, left)
    return foreseen._replace(jumps=False, result=None if value is NULL else show(value))


@foresees("YIELD_FROM")
def _yield_from(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    return Forecast(enters=_resumed(stack[-2]))


@foresees("GET_ITER")
def _get_iter(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    iterable = stack[-1]
    method = class_attribute(type(iterable), "__iter__")
    if method is NULL and class_attribute(type(iterable), "__getitem__") is NULL:
        return Forecast(raises="TypeError")
    if HOST >= PY315 and (type(iterable) is list or type(iterable) is tuple):
        return Forecast(after=(show(iterable), show(0)))
    return Forecast(enters=entered(method))


_ASYNC = {"GET_AITER": "__aiter__", "GET_ANEXT": "__anext__"}


@foresees("GET_AITER GET_ANEXT")
def _get_async(frame: Frame, stack: List[Any], instruction: Instruction) -> Forecast:
    method = class_attribute(type(stack[-1]), _ASYNC[instruction.opname])
    return Forecast(raises="TypeError") if method is NULL else Forecast(enters=entered(method))
