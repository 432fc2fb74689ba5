"""Stubs: real functions whose ``__code__`` re-enters the machine.

Everything the guest makes is a genuine CPython object. A guest function's code object is replaced by a short
one of the same name, signature, flags and line that calls an *entry* with the arguments; so C code that calls
the function (a sort key, a type slot, asyncio) comes back to the machine, and ``inspect`` sees what it
should. The machine itself never runs a stub: it recognises it and pushes a frame.
"""

from __future__ import annotations

import sys
from types import CellType, CodeType, FunctionType
from typing import Any, Callable, Dict, List, Optional, Tuple

from .assembler import START, instruction, reassemble
from .generator_stubs import assemble_generator_stub
from .linetable import Place
from .link import Program
from .stub_assembly import StubAssembly, load_arguments
from .stub_frames import frame_of_stub
from .threads import current_machine
from .tracebacks import register_copy, register_generator_stub, register_own
from .versions import HOST, PY311

if HOST >= PY311:
    from .generators import generator_entry
else:
    from .generators_39 import generator_entry

_getframe = sys._getframe
# Of the stub of a class body. To ask a frame for its f_locals has all that it has deleted from the namespace
# while they are unbound (up to 3.12; Objects/frameobject.c, PyFrame_FastToLocalsWithError), and that may be
# anything that __prepare__ has given.
_NO_VARIABLES: Dict[str, Any] = {"co_varnames": (), "co_nlocals": 0, "co_cellvars": ()}
stubs: Dict[int, Tuple[Program, CodeType]] = {}  # by id of the stub; holds it, so that the id stays its own


def program_of(code: CodeType) -> Optional[Program]:
    """The guest Program behind a function's code object, or None for native code.

    Survives ``code.replace()`` (``types.coroutine`` does it): the entry among the constants is the mark.
    """
    known = stubs.get(id(code))
    if known is not None:
        return known[0]
    constants = code.co_consts
    entry = constants[-1] if constants else None
    if type(entry) is not FunctionType:
        return None
    program = entry.__dict__.get("guest_program")
    if type(program) is not Program:
        return None
    stubs[id(code)] = (program, register_copy(code, stub_for(program)))
    return program


def stub_for(program: Program) -> CodeType:
    """The stub of a guest code object; one per code object, so that their identity tells what it should."""
    if program.stub is None:
        if program.is_resumable:
            entry = generator_entry(program)
            code = register_generator_stub(*assemble_generator_stub(program, entry))
        else:
            entry = (_make_body_entry if program.has_namespace else _make_entry)(program)
            code = register_own(_assemble(program, entry))
        entry.__dict__["guest_program"] = program
        program.stub = code
        stubs[id(code)] = (program, code)
    return program.stub


def _assemble(program: Program, entry: Callable[..., Any]) -> CodeType:
    stub = StubAssembly(program, entry, Place(program.code.co_firstlineno))
    stub.add(START)
    stub.call_entry(is_body=program.has_namespace)
    stub.do("RETURN_VALUE")
    stub.fail()
    size = program.argument_slots + len(program.slot_names) + 6
    fields = {**stub.fields(), **(_NO_VARIABLES if program.has_namespace else {})}
    return reassemble(program.code, b"", size, co_consts=stub.constants, **fields)


def _make_entry(program: Program) -> Callable[..., Any]:
    def entry(*values: Any) -> Any:
        machine = current_machine()
        frame = frame_of_stub(machine, program, values, _getframe(1))
        del values
        return machine.run_nested(frame)

    return entry


def _make_body_entry(program: Program) -> Callable[..., Any]:
    """The same for the body of a class."""
    own = program.code.co_cellvars if HOST < PY311 else ()

    def entry(*values: Any) -> Any:
        machine = current_machine()
        values = (*[CellType() for _ in own], *values)
        return machine.run_nested(frame_of_stub(machine, program, values, _getframe(1)))

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


def _assemble_binder(program: Program) -> CodeType:
    """Code that returns the bound arguments in the order of co_varnames."""
    slots = program.argument_slots
    units = START + load_arguments(program)
    units += instruction("BUILD_TUPLE", slots) + instruction("RETURN_VALUE")
    return reassemble(program.code, units, slots + 2)


def make_function(
    program: Program, globals_: Dict[str, Any], defaults: Any = None, closure: Any = None
) -> FunctionType:
    """A guest function: made with the original code, for its name and docstring, then given the stub."""
    function = FunctionType(program.code, globals_, None, defaults, closure)
    function.__code__ = stub_for(program)
    return function
