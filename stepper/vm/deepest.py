"""The deepest frame that the recursion limit allows, up to 3.11: there C code may not be called any more.

It counts as a level of the recursion, so a comparison in that frame fails, or a call of a builtin function,
before the program calls itself again; and the RecursionError says so.
"""

from __future__ import annotations

import dis
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, List, Optional, Tuple

from .frame import NULL, Frame
from .link import Entry, Instruction
from .machine import Machine
from .recursion import RECURSION_TEXT
from .signals import Signal
from .versions import HOST, PY311

_IN_COMPARISON = RECURSION_TEXT + " in comparison"
_WHILE_CALLING = RECURSION_TEXT + " while calling a Python object"
_VECTORCALLED = (dict, frozenset, list, range, set, tuple, type)  # their own vectorcall does not count
_SMALL = 1 << 30


def enter_deep(machine: Machine, frame: Frame) -> None:
    """A frame is about to be entered that is the deepest or would be too deep: RecursionError."""
    if machine.depth >= machine.recursion_limit:
        raise RecursionError(RECURSION_TEXT)
    program = frame.program
    frame.entries = [_guarded(program.single(each.index), each) for each in program.instructions]


def _guarded(entry: Entry, instruction: Instruction) -> Entry:
    if entry[0] is not (instruction.op and instruction.op.handler):
        return entry  # a trap
    if instruction.opname == "COMPARE_OP":
        return _compare, (entry, instruction), entry[2]
    if instruction.opname.startswith("CALL"):
        return _call, (entry, instruction), entry[2]
    return entry


def _compare(frame: Frame, stack: List[Any], what: Tuple[Entry, Instruction]) -> Optional[Signal]:
    (handler, operand, _), instruction = what
    if HOST < PY311 or not _is_specialised(frame, stack[-2], stack[-1], instruction):
        raise RecursionError(_IN_COMPARISON)
    return handler(frame, stack, operand)


def _is_specialised(frame: Frame, left: Any, right: Any, instruction: Instruction) -> bool:
    """Whether 3.11 compares by itself here (Python/specialize.c): numbers, and text for being equal."""
    if not frame.program.instructions[frame.pc].opname.startswith("POP_JUMP") or type(left) is not type(
        right
    ):
        return False
    if type(left) is int:
        return -_SMALL < left < _SMALL and -_SMALL < right < _SMALL
    return type(left) is float or (type(left) is str and dis.cmp_op[instruction.oparg] in ("==", "!="))


def _call(frame: Frame, stack: List[Any], what: Tuple[Entry, Instruction]) -> Optional[Signal]:
    (handler, operand, _), instruction = what
    if _counts(_callee(stack, instruction)):
        raise RecursionError(_WHILE_CALLING)
    return handler(frame, stack, operand)


def _callee(stack: List[Any], instruction: Instruction) -> Any:
    opname, oparg = instruction.opname, instruction.oparg
    if opname == "CALL_FUNCTION_EX":
        return stack[-2 - (oparg & 1)]
    if opname == "CALL_FUNCTION":
        return stack[-oparg - 1]
    callee = stack[-oparg - 2]  # CALL, CALL_METHOD, CALL_FUNCTION_KW
    return stack[-oparg - 1] if callee is NULL else callee


def _counts(callee: Any) -> bool:
    """Whether a call of native code counts: ``cfunction_enter_call``, ``_PyObject_MakeTpCall``.

    3.11 has specialised forms of most calls of builtin functions and methods, which do not.
    """
    kind = type(callee)
    if kind in (FunctionType, MethodType) or (kind is type and callee in _VECTORCALLED):
        return False
    return HOST < PY311 or kind not in (BuiltinFunctionType, type(list.append))
