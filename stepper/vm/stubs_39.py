"""The code of stubs and binders on 3.10 and before.

There the flags of a function's code make a call give a generator, and its body starts with the first
resumption. So the stub of a generator function holds the generator's loop as well, behind the call that makes
its driver.
"""

from __future__ import annotations

import sys
from types import CodeType
from typing import Any, Callable

from .assembler import call_sequence, instruction, reassemble, relocate
from .frame import CO_ASYNC_GENERATOR, CO_NEWLOCALS, Frame
from .frames_39 import new_frame
from .generators import ASYNC_STUB, STUB, Driver
from .link import Program
from .threads import FAILED, current_machine, take_failure_apart
from .versions import HOST, PY310

_getframe = sys._getframe
_START = instruction("GEN_START") if HOST == PY310 else b""


def assemble_stub(program: Program) -> CodeType:
    """The code that goes into a guest function in place of its own."""
    return _generator_stub(program) if program.is_resumable else _plain_stub(program)


def assemble_binder(program: Program) -> CodeType:
    """Code that returns the bound arguments in the order of co_varnames."""
    units = _arguments(program) + instruction("BUILD_TUPLE", program.argument_slots)
    return reassemble(program.code, units + instruction("RETURN_VALUE"), program.argument_slots + 2)


def _plain_stub(program: Program) -> CodeType:
    constants = (*program.code.co_consts, FAILED, take_failure_apart, _make_entry(program))
    failed, take, entry = (instruction("LOAD_CONST", len(constants) - back) for back in (3, 2, 1))
    units = _call_entry(program, entry)
    units += instruction("DUP_TOP") + failed + instruction("IS_OP", 1)
    failing = call_sequence(take, b"", 0) + instruction("UNPACK_SEQUENCE", 3) + instruction("RERAISE")
    returning = instruction("RETURN_VALUE")
    length = len(units)
    while True:  # the jump is absolute: its own length depends on where it goes
        jump = instruction("POP_JUMP_IF_TRUE", _jump_oparg(length))
        if length == len(units) + len(jump) + len(failing):
            break
        length = len(units) + len(jump) + len(failing)
    count = program.argument_slots + len(program.code.co_freevars)
    return reassemble(program.code, units + jump + failing + returning, count + 5, co_consts=constants)


def _jump_oparg(offset: int) -> int:
    return offset // 2 if HOST == PY310 else offset


def _generator_stub(program: Program) -> CodeType:
    code = program.code
    template = ASYNC_STUB if code.co_flags & CO_ASYNC_GENERATOR else STUB
    constants = (*code.co_consts, *template.co_consts, _make_driver(program))
    driver_slot = code.co_nlocals
    units = _START + _call_entry(program, instruction("LOAD_CONST", len(constants) - 1))
    units += instruction("STORE_FAST", driver_slot)
    shifts = {"LOAD_CONST": len(code.co_consts), "LOAD_FAST": driver_slot, "STORE_FAST": driver_slot}
    shifts["DELETE_FAST"] = driver_slot
    return reassemble(
        code,
        units + relocate(template, len(units), shifts),
        template.co_stacksize + program.argument_slots + len(code.co_freevars) + 2,
        co_consts=constants,
        co_names=template.co_names,
        co_varnames=code.co_varnames + template.co_varnames,
        co_nlocals=code.co_nlocals + template.co_nlocals,
    )


def _arguments(program: Program) -> bytes:
    """Push the arguments. One that is shared with inner functions stands in its cell from the start."""
    moved = program.moved_arguments
    return b"".join(
        instruction("LOAD_DEREF", moved[slot] - program.code.co_nlocals)
        if slot in moved
        else instruction("LOAD_FAST", slot)
        for slot in range(program.argument_slots)
    )


def _call_entry(program: Program, entry: bytes) -> bytes:
    code = program.code
    own, free = len(code.co_cellvars), len(code.co_freevars)
    cells = b"".join(instruction("LOAD_CLOSURE", own + number) for number in range(free))
    return call_sequence(entry, _arguments(program) + cells, program.argument_slots + free)


def _make_entry(program: Program) -> Callable[..., Any]:
    slots = program.argument_slots
    has_namespace = not program.code.co_flags & CO_NEWLOCALS

    def entry(*values: Any) -> Any:
        host = _getframe(1)
        machine = current_machine()
        frame = new_frame(
            machine,
            program,
            list(values[:slots]),
            host.f_globals,
            host.f_builtins,
            host.f_locals if has_namespace else None,
            values[slots:],
        )
        del host, values
        return machine.run_nested(frame)

    entry.__dict__["guest_program"] = program
    return entry


def _make_driver(program: Program) -> Callable[..., Driver]:
    """What a generator's stub calls first: makes the frame that its driver runs."""
    slots = program.argument_slots

    def entry(*values: Any) -> Driver:
        host = _getframe(1)
        frame: Frame = new_frame(
            current_machine(),
            program,
            list(values[:slots]),
            host.f_globals,
            host.f_builtins,
            None,
            values[slots:],
        )
        return Driver(frame, host.f_code.co_flags)

    entry.__dict__["guest_program"] = program
    return entry
