"""f_lasti of a frame that has failed: what its traceback entry, and its handler, are told.

It is the instruction's own offset, but for the versions that have gone on a bit by then.
"""

from __future__ import annotations

from types import CoroutineType, FunctionType, GeneratorType, MethodType
from typing import TYPE_CHECKING, Any

from .frame import Frame
from .link import Program
from .tracebacks import is_hidden
from .versions import HOST, PY311, PY312, PY313

if TYPE_CHECKING:
    from .machine import Machine

_MAY_PASS_CACHES = PY311 <= HOST <= PY312  # asked once: to compare tuples takes its time


def lasti_of(frame: Frame) -> int:
    """The f_lasti of a frame that runs; -1 before its first instruction."""
    return frame.program.instructions[frame.pc - 1].lasti if frame.pc else -1


def lasti_of_failure(machine: Machine, frame: Frame, exception: BaseException) -> int:
    """The f_lasti of a frame in which an exception turns up: that of the instruction that has just run.

    From 3.13 on a generator that throw() resumes stands at its RESUME by then. 3.12 sends to generators and
    coroutines as it calls functions (Python/bytecodes.c, SEND).
    """
    index = frame.pc - 1
    if index < 0:
        return -1  # a trace function has failed before the first one
    instruction = frame.program.instructions[index]
    if exception is machine.thrown and HOST >= PY313:
        return frame.instruction.lasti
    if not _MAY_PASS_CACHES or exception.__traceback__ is None:
        return instruction.lasti
    if HOST == PY312 and instruction.opname == "SEND":
        enters = type(frame.stack[-1]) in (GeneratorType, CoroutineType)
    else:
        enters = _enters_functions(frame.program, index) and _has_entered_native_function(exception)
    return instruction.last_cache if enters else instruction.lasti


def lasti_of_caller(frame: Frame, called: Frame) -> int:
    """The f_lasti of a frame while another that it has called runs."""
    instruction = frame.program.instructions[frame.pc - 1]
    enters = called.function is not None and _enters_functions(frame.program, frame.pc - 1)
    return instruction.last_cache if enters else instruction.lasti


def _enters_functions(program: Program, index: int) -> bool:
    """Whether an instruction goes on behind its caches before it enters a function's frame (Python/ceval.c).

    In 3.11 and 3.12 CALL does, but for the call with which a ``with`` ends: that is of a method, which is not
    taken apart there, and so goes through C.
    """
    instruction = program.instructions[index]
    if not _MAY_PASS_CACHES or instruction.opname != "CALL":
        return False
    before = [each for each in program.instructions[max(index - 4, 0) : index] if each.opname != "PRECALL"]
    return instruction.oparg != 2 or any(each.opname != "LOAD_CONST" for each in before[-3:])


def _has_entered_native_function(exception: BaseException) -> bool:
    """Whether an exception that comes out of a native call was in the body of the very function called, one
    in Python. To be asked while the machine's own frames are still in its traceback.
    """
    callee: Any = None
    entry = exception.__traceback__
    while entry is not None and is_hidden(entry):
        if entry.tb_frame.f_code.co_varnames[:1] == ("callee",):  # a trampoline
            callee = entry.tb_frame.f_locals["callee"]
        entry = entry.tb_next
    if type(callee) is MethodType:
        callee = callee.__func__
    return entry is not None and type(callee) is FunctionType and entry.tb_frame.f_code is callee.__code__
