"""Every instruction has one stack depth, whatever way leads to it; code where it has two is found out."""

from __future__ import annotations

from types import CodeType
from typing import List

import pytest

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.link import Program
from stepper.vm.stackmap import UNREACHABLE, InconsistentStack, stack_depths
from stepper.vm.versions import HOST, PY39, PY310, PY311, PY314, PY315, SUPPORTED

on_known_host = pytest.mark.skipif(
    HOST not in SUPPORTED, reason="not an instruction set that the machine knows"
)


def program_of(source: str) -> Program:
    return Program(compile(source, "<test>", "exec", dont_inherit=True))


def depths_at(program: Program, opname: str) -> List[int]:
    depths = zip(program.instructions, stack_depths(program))
    return [depth for instruction, depth in depths if instruction.opname == opname]


@on_known_host
def test_depths_of_an_expression() -> None:
    program = program_of("a = b[c]")
    assert stack_depths(program)[0] == 0
    assert depths_at(program, "BINARY_SUBSCR" if HOST < PY314 else "BINARY_OP") == [2]
    assert depths_at(program, "STORE_NAME") == [1]


@on_known_host
def test_handlers_start_with_the_exception_on_the_stack() -> None:
    in_loop = program_of("for x in y:\n try: f()\n except OSError: pass\n")
    # The loop's iterator and the exception; then the clean-up: iterator, former exception, offset, exception.
    beside = 1 if HOST >= PY315 else 0  # an index or NULL, beside every iterator
    if HOST >= PY311:
        assert depths_at(in_loop, "PUSH_EXC_INFO") == [2 + beside]
        assert depths_at(in_loop, "CHECK_EXC_MATCH") == [4 + beside]
    else:  # the iterator, the former exception and the new one, three values each; to match, two more
        assert depths_at(in_loop, "JUMP_IF_NOT_EXC_MATCH") == [9]


@on_known_host
def test_instructions_no_way_leads_to_are_marked() -> None:
    # The machine's FOR_ITER has done what END_FOR is there for; 3.11 has no such instruction.
    loop = program_of("for x in y: pass")
    assert all(depth == UNREACHABLE for depth in depths_at(loop, "END_FOR"))
    after_return = program_of("for x in y:\n a\nb")
    assert UNREACHABLE not in depths_at(after_return, "LOAD_NAME")


def with_units(program: Program, units: bytes) -> CodeType:
    return program.code.replace(co_code=units)


@on_known_host
def test_a_stack_size_that_is_too_small_is_found() -> None:
    code = program_of("a = b[c]").code
    with pytest.raises(InconsistentStack, match="depth 2 of 1"):
        stack_depths(Program(code.replace(co_stacksize=1)))


@on_known_host
def test_a_jump_to_where_the_stack_is_deeper_is_found() -> None:
    program = program_of("a = b if c else d")
    jump = next(ins for ins in program.instructions if ins.opname.endswith("_IF_FALSE"))
    store = next(ins for ins in program.instructions if ins.opname == "STORE_NAME")
    units = bytearray(program.code.co_code)
    units[jump.offset + 1] = {PY39: store.start, PY310: store.start // 2}.get(
        HOST, (store.start - jump.after) // 2
    )
    with pytest.raises(InconsistentStack, match="STORE_NAME"):
        stack_depths(Program(with_units(program, bytes(units))))


@on_known_host
def test_taking_from_an_empty_stack_is_found() -> None:
    program = program_of("a")
    load = next(ins for ins in program.instructions if ins.opname == "LOAD_NAME")
    pop = next(ins for ins in program.instructions if ins.opname == "POP_TOP")
    units = bytearray(program.code.co_code)
    units[load.offset : load.offset + 2] = units[pop.offset : pop.offset + 2]
    with pytest.raises(InconsistentStack, match=r"POP_TOP .* depth 0, takes 1"):
        stack_depths(Program(with_units(program, bytes(units))))
