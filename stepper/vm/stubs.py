"""Stubs: real functions whose ``__code__`` re-enters the machine.

Everything the guest makes is a genuine CPython object. A guest function's code object is replaced by a short
one of the same name, signature, flags and line that calls an *entry* with the arguments; so C code that calls
the function (a sort key, a type slot, asyncio) comes back to the machine, and ``inspect`` sees what it
should. The machine itself never runs a stub: it recognises it and pushes a frame.
"""

from __future__ import annotations

import sys
from types import CodeType, FunctionType
from typing import Any, Callable, Dict, List, Optional, Tuple

from .assembler import call_sequence, instruction, jump_if_true, load_cell, reassemble
from .frame import CO_NEWLOCALS, Frame
from .link import Program
from .threads import FAILED, current_machine, take_failure
from .tracebacks import register_own
from .versions import HOST, PY311

_getframe = sys._getframe
_stubs: Dict[int, Tuple[Program, CodeType]] = {}  # by id of the stub; holds it, so that the id stays its own


def program_of(code: CodeType) -> Optional[Program]:
    """The guest Program behind a function's code object, or None for native code.

    Survives ``code.replace()`` (``types.coroutine`` does it): the entry among the constants is the mark.
    """
    known = _stubs.get(id(code))
    if known is not None:
        return known[0]
    constants = code.co_consts
    entry = constants[-1] if constants else None
    if type(entry) is not FunctionType:
        return None
    program = entry.__dict__.get("guest_program")
    if type(program) is not Program:
        return None
    _stubs[id(code)] = (program, register_own(code))
    return program


def stub_for(program: Program) -> CodeType:
    """The stub of a guest code object; one per code object, so that their identity tells what it should."""
    if program.stub is None:
        program.stub = register_own(_assemble(program))
        _stubs[id(program.stub)] = (program, program.stub)
    return program.stub


def _assemble_311(program: Program) -> CodeType:
    code = program.code
    free = len(code.co_freevars)
    units = instruction("COPY_FREE_VARS", free) if free else b""
    # Without RESUME the frame counts as incomplete and sys._getframe skips it. MAKE_CELL is left out:
    # arguments go on as they are and the machine makes the cells.
    units += instruction("RESUME")
    arguments = b"".join(instruction("LOAD_FAST", slot) for slot in range(program.argument_slots))
    cells = b"".join(load_cell(program.first_free + number) for number in range(free))
    count = program.argument_slots + free
    failed, take, entry = (instruction("LOAD_CONST", len(code.co_consts) + number) for number in range(3))
    units += call_sequence(entry, arguments + cells, count)
    units += instruction("COPY", 1) + failed + instruction("IS_OP") + jump_if_true(1)
    units += instruction("RETURN_VALUE")
    # RERAISE, not a raise: the exception goes on into native code without a trace of stub or machine.
    units += call_sequence(take, b"", 0) + instruction("RERAISE")
    # The entry goes last, and nothing first: the first constant must stay the docstring.
    constants = (*code.co_consts, FAILED, take_failure, _make_entry(program))
    return reassemble(code, units, count + 4, co_consts=constants)


def _make_entry(program: Program) -> Callable[..., Any]:
    slots = program.argument_slots
    has_namespace = not program.code.co_flags & CO_NEWLOCALS

    def entry(*values: Any) -> Any:
        host = _getframe(1)
        machine = current_machine()
        frame = Frame(
            machine,
            program,
            [*values[:slots], *program.unbound],
            host.f_globals,
            host.f_builtins,
            host.f_locals if has_namespace else None,
            values[slots:],
        )
        if program.is_resumable:
            frame.function = host.f_code  # types.coroutine may have set flags on it
        del host, values
        return machine.run_nested(frame)

    entry.__dict__["guest_program"] = program
    return entry


def bind(
    program: Program, function: FunctionType, arguments: List[Any], keywords: Dict[str, Any]
) -> List[Any]:
    """Arguments to slots in the order of co_varnames, by CPython's own binding: its rules, its TypeErrors."""
    if program.binder is None:
        program.binder = register_own(_assemble_binder(program))
    binder = FunctionType(
        program.binder, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    if program.code.co_kwonlyargcount:
        binder.__kwdefaults__ = function.__kwdefaults__
    binder.__qualname__ = function.__qualname__
    return list(binder(*arguments, **keywords))


def _assemble_binder_311(program: Program) -> CodeType:
    slots = program.argument_slots
    units = instruction("RESUME")
    units += b"".join(instruction("LOAD_FAST", slot) for slot in range(slots))
    units += instruction("BUILD_TUPLE", slots) + instruction("RETURN_VALUE")
    return reassemble(program.code, units, slots + 2)


if HOST >= PY311:
    _assemble, _assemble_binder = _assemble_311, _assemble_binder_311
else:
    from .stubs_39 import assemble_binder as _assemble_binder
    from .stubs_39 import assemble_stub as _assemble


def make_function(
    program: Program, globals_: Dict[str, Any], defaults: Any = None, closure: Any = None
) -> FunctionType:
    """A guest function: made with the original code, for its name and docstring, then given the stub."""
    function = FunctionType(program.code, globals_, None, defaults, closure)
    function.__code__ = stub_for(program)
    return function
