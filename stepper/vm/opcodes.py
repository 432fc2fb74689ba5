"""The registry of instructions: each opcode declared once, by a plain function with its stack picture above
it.

    @op("left, right -- result", operand=binary_operator)
    def BINARY_OP(frame, stack, operate):
        '''Replace two operands with the result of the operator.'''

The function's name is the opcode's; its docstring is one sentence that users see. Whether an opcode exists is
read from the host's ``opcode.opmap``; ``since`` and ``until`` (both inclusive) are only for a name that has
different meanings in different versions. ``OPS`` holds what this host executes, ``DECLARED`` every
declaration for the docs.
"""

from __future__ import annotations

import opcode
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from .effects import Effect, parse
from .operands import OperandKind, loop_exit, nothing, target
from .signals import Signal
from .versions import HOST, PY39, PY315, Version

Handler = Callable[[Any, List[Any], Any], Optional[Signal]]


class Op(NamedTuple):
    """One meaning of one opcode name."""

    name: str
    handler: Handler
    effect: Effect
    jump_effect: Optional[Effect]  # on the branch that jumps, where it differs
    operand: OperandKind
    summary: str
    since: Version
    until: Version
    falls_through: bool  # False: control never goes on to the next instruction
    leaves: bool  # the frame is left: return or yield
    breaker: bool  # CPython checks its eval breaker here
    if_bit: Optional[Tuple[int, Handler]]  # a bit of the oparg, and what is run where that is set

    @property
    def jumps(self) -> bool:
        """Whether the operand is the index of an instruction that control may go to."""
        return self.operand in (target, loop_exit)


# Pseudo opcodes, the compiler's own, come after these.
EXECUTABLE = frozenset(name for name, number in opcode.opmap.items() if number < 256)

OPS: Dict[str, Op] = {}
DECLARED: List[Op] = []

# What stands in opmap but in no compiled code object.
NEVER_EXECUTED = frozenset(
    "CACHE EXTENDED_ARG RESERVED INTERPRETER_EXIT EXIT_INIT_CHECK ENTER_EXECUTOR TRACE_RECORD "
    "BINARY_OP_INPLACE_ADD_UNICODE".split()
)


def op(
    picture: str,
    *,
    jump: Optional[str] = None,
    operand: OperandKind = nothing,
    names: str = "",
    since: Version = PY39,
    until: Version = PY315,
    falls_through: bool = True,
    leaves: bool = False,
    breaker: bool = False,
    if_bit: Optional[Tuple[int, Handler]] = None,
) -> Callable[[Handler], Handler]:
    """Declare the decorated function as the meaning of the opcode it is named for, or of all ``names``.

    ValueError when a name gets a second meaning on this host.
    """

    def declare(handler: Handler) -> Handler:
        for name in names.split() or [handler.__name__]:
            declared = Op(
                name,
                handler,
                parse(picture),
                parse(jump) if jump is not None else None,
                operand,
                " ".join((handler.__doc__ or "").split()),
                since,
                until,
                falls_through,
                leaves,
                breaker,
                if_bit,
            )
            DECLARED.append(declared)
            if name in EXECUTABLE and since <= HOST <= until:
                if name in OPS:
                    raise ValueError(f"{name} has two meanings on {HOST}")
                OPS[name] = declared
        return handler

    return declare


# By opcode and name: what is run instead where an instruction is about that name.
VARIANTS: Dict[Tuple[str, str], Handler] = {}


def variant(opname: str, *names: str) -> Callable[[Handler], Handler]:
    """Declare the decorated function as what an opcode does with some names."""

    def declare(handler: Handler) -> Handler:
        for name in names:
            VARIANTS[opname, name] = handler
        return handler

    return declare


def missing() -> List[str]:
    """Names of the host's executable opcodes that no declaration covers."""
    return sorted(
        name
        for name in EXECUTABLE
        if not name.startswith("INSTRUMENTED_")  # these never stand in co_code
        and name not in OPS
        and name not in NEVER_EXECUTED
    )
