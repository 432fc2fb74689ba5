"""Instructions with events of their own, from 3.12 on: the INSTRUMENTED_ opcodes (Python/bytecodes.c)."""

from __future__ import annotations

from types import CoroutineType, FunctionType, GeneratorType, MethodType
from typing import Any, Callable, Dict, List, Optional, Tuple

from ..frame import NULL, Frame
from ..link import Instruction
from ..signals import SWITCH, Signal
from ..versions import HOST, PY312, PY313, PY314, PY315
from ..views import trace_of
from .linestarts import line_starts
from .monitoring_events import (
    BRANCH_LEFT,
    BRANCH_TAKEN,
    C_RAISE,
    C_RETURN,
    CALL,
    INSTRUCTION,
    JUMP,
    LINE,
    MISSING,
    PY_RETURN,
    PY_YIELD,
    STOP_ITERATION,
)
from .thread import Wrapped, next_item, resume_at, run_wrapped

Wrapper = Callable[[Frame, List[Any], Wrapped], Optional[Signal]]


def _returns(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    event = PY_YIELD if _running(frame).opname == "YIELD_VALUE" else PY_RETURN
    value = _running(frame).operand if _running(frame).opname == "RETURN_CONST" else stack[-1]
    index = frame.pc
    if event == PY_YIELD and HOST == PY313:  # the frame is suspended by then
        trace_of(frame).at = frame.program.instructions[index].offset
    error = frame.machine.tracer.fire(frame, event, index - 1, value)
    trace_of(frame).at = None
    if error is not None:
        raise error
    jumped = frame.pc
    if jumped != index and HOST >= PY314:  # nothing is yielded then
        frame.pc = jumped - 1
        return None
    if jumped != index:  # 3.12 has yet to learn that a suspended frame goes on behind where it is
        resume_at(frame, index, jumped - (HOST > PY312))
    return run_wrapped(frame, stack, entry)


def _running(frame: Frame) -> Instruction:
    return frame.program.instructions[frame.pc - 1]


def _jumps(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """JUMP_FORWARD, JUMP_BACKWARD; the conditional jumps; from 3.14 on only when they are taken."""
    instruction = _running(frame)
    signal = run_wrapped(frame, stack, entry)
    event = WRAPPERS[instruction.opname][0]
    if HOST >= PY314 and event == BRANCH_TAKEN and frame.pc == instruction.index + 1:
        return signal
    _fire_jump(frame, event, instruction.index, instruction.index, frame.pc)
    return signal


def _fire_jump(frame: Frame, event: int, index: int, source: int, target: int) -> None:
    """Tell of a jump from one instruction to another, from 3.13 on while the frame is still at the first."""
    tracer = frame.machine.tracer
    if tracer is None:
        frame.pc = target
        return
    here = target if HOST == PY312 else index
    frame.pc = here + 1
    offset = frame.program.instructions[target].start
    error = tracer.fire_jump(frame, event, index, source, offset)
    if error is not None:
        frame.pc = target + 1
        raise error
    frame.pc = target if frame.pc == here + 1 else frame.pc - 1


def _iterates(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """FOR_ITER: it is given an iterator over what the iterator itself has given, or has not."""
    tracer, instruction = frame.machine.tracer, _running(frame)
    at = len(stack) - (2 if HOST >= PY315 else 1)
    if HOST >= PY315 and stack[-1] is not NULL:  # the index into a list or a tuple
        signal = run_wrapped(frame, stack, entry)
    else:
        iterator = stack[at]
        stack[at] = iter(next_item(tracer, frame, iterator))
        signal = run_wrapped(frame, stack, entry)
        if len(stack) > at:
            stack[at] = iterator
    if HOST < PY314 or frame.pc == instruction.index + 1:
        _fire_jump(frame, BRANCH_LEFT, instruction.index, instruction.index, frame.pc)
    return signal


def _goes_on(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """NOT_TAKEN, POP_ITER, END_ASYNC_FOR (3.14): they tell of the branch of the instruction before them."""
    instruction = _running(frame)
    index, event = instruction.index, WRAPPERS[instruction.opname][0]
    source = trace_of(frame).prior
    codes = frame.machine.tracer.monitors.of(frame.code)
    if codes.tools(INSTRUCTION, index) or (index in line_starts(frame.program) and codes.tools(LINE, index)):
        source = index  # such an event comes first, and moves the frame here
    if instruction.opname == "END_ASYNC_FOR":  # its operand leads to the instruction that awaited
        source = frame.program.index_at[instruction.after - 2 * instruction.oparg]
    _fire_jump(frame, event, index, source, index + 1)
    return run_wrapped(frame, stack, entry)


def _ends_delegation(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """END_SEND: what a generator has returned is told of as a StopIteration."""
    receiver, value = stack[-3 if HOST >= PY315 else -2], stack[-1]
    if type(receiver) is GeneratorType or type(receiver) is CoroutineType:
        stop = StopIteration(*value) if isinstance(value, tuple) else StopIteration(value)
        error = frame.machine.tracer.fire(frame, STOP_ITERATION, frame.pc - 1, stop)
        if error is not None:
            raise error
    return run_wrapped(frame, stack, entry)


def _calls(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """CALL, CALL_KW, CALL_FUNCTION_EX."""
    tracer, index = frame.machine.tracer, frame.pc - 1
    instruction = _running(frame)
    if instruction.opname == "CALL_FUNCTION_EX" and not _unpacks(stack, instruction):
        return run_wrapped(frame, stack, entry)  # which raises
    function, first = _callee(stack, instruction)
    is_method = type(function) is MethodType and instruction.opname != "CALL_FUNCTION_EX"
    if is_method and HOST >= PY314:  # it is taken apart before
        function, first = function.__func__, function.__self__
    error = tracer.fire(frame, CALL, index, function, first)
    if error is not None:
        raise error
    if is_method and HOST < PY314:
        function, first = function.__func__, function.__self__
    is_python = type(function) is FunctionType or type(function) is MethodType
    return run_wrapped(frame, stack, entry) if is_python else _call_c(frame, stack, entry, function, first)


def _call_c(frame: Frame, stack: List[Any], entry: Wrapped, function: Any, first: Any) -> Optional[Signal]:
    index = frame.pc - 1
    try:
        signal = run_wrapped(frame, stack, entry)
    except BaseException:
        tracer = frame.machine.tracer
        error = None if tracer is None else tracer.fire(frame, C_RAISE, index, function, first)
        if error is not None:
            raise error from None
        raise
    tracer = frame.machine.tracer
    if signal is SWITCH:
        trace_of(frame).c_call = function, first
    elif tracer is not None:
        error = tracer.fire(frame, C_RETURN, index, function, first)
        if error is not None:
            raise error
    return signal


def _unpacks(stack: List[Any], instruction: Instruction) -> bool:
    """Make a tuple of the positional arguments, before the call is told of; False when they can't be one."""
    at = -2 if HOST >= PY314 or instruction.oparg & 1 else -1
    kind = type(stack[at])
    if kind is not tuple:
        if not hasattr(kind, "__iter__") and not hasattr(kind, "__getitem__"):
            return False
        stack[at] = tuple(stack[at])
    return True


def _callee(stack: List[Any], instruction: Instruction) -> Tuple[Any, Any]:
    """What is about to be called, and its first argument or MISSING."""
    count = instruction.oparg
    if instruction.opname == "CALL_FUNCTION_EX":
        above = 1 if HOST >= PY314 or count & 1 else 0
        positional = stack[-1 - above]
        function = stack[-2 - above if HOST == PY312 else -3 - above]
        return function, positional[0] if positional else None if HOST == PY312 else MISSING
    base = len(stack) - count - 2 - (instruction.opname == "CALL_KW")
    low, high = stack[base], stack[base + 1]
    if HOST == PY312:
        function, owner = (high, NULL) if low is NULL else (low, high)
    else:
        function, owner = low, high
    if owner is not NULL:
        return function, owner
    return function, stack[base + 2] if count else MISSING


def _loads_from_super(frame: Frame, stack: List[Any], entry: Wrapped) -> Optional[Signal]:
    """LOAD_SUPER_ATTR calls super()."""
    tracer, index = frame.machine.tracer, frame.pc - 1
    called, class_, instance = stack[-3:]
    first = class_ if _running(frame).oparg & 2 else MISSING
    error = tracer.fire(frame, CALL, index, called, first)
    if error is None and called is super:
        try:
            super(class_, instance)
        except TypeError:
            error = tracer.fire(frame, C_RAISE, index, called, first)
        else:
            error = tracer.fire(frame, C_RETURN, index, called, first)
    if error is not None:
        raise error
    return run_wrapped(frame, stack, entry)


WRAPPERS: Dict[str, Tuple[int, Wrapper]] = {
    "RETURN_VALUE": (PY_RETURN, _returns),
    "RETURN_CONST": (PY_RETURN, _returns),
    "YIELD_VALUE": (PY_YIELD, _returns),
    "JUMP_FORWARD": (JUMP, _jumps),
    "JUMP_BACKWARD": (JUMP, _jumps),
    "POP_JUMP_IF_TRUE": (BRANCH_TAKEN, _jumps),
    "POP_JUMP_IF_FALSE": (BRANCH_TAKEN, _jumps),
    "POP_JUMP_IF_NONE": (BRANCH_TAKEN, _jumps),
    "POP_JUMP_IF_NOT_NONE": (BRANCH_TAKEN, _jumps),
    "FOR_ITER": (BRANCH_LEFT, _iterates),
    "END_SEND": (STOP_ITERATION, _ends_delegation),
    "CALL": (CALL, _calls),
    "CALL_KW": (CALL, _calls),
    "CALL_FUNCTION_EX": (CALL, _calls),
    "LOAD_SUPER_ATTR": (CALL, _loads_from_super),
}
if HOST >= PY314:
    WRAPPERS["NOT_TAKEN"] = BRANCH_LEFT, _goes_on
    WRAPPERS["POP_ITER"] = BRANCH_TAKEN, _goes_on
    WRAPPERS["END_ASYNC_FOR"] = BRANCH_TAKEN, _goes_on
