"""The code that stands in for the guest's functions is code that CPython can run."""

from __future__ import annotations

import pytest

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.assembler import reassemble
from stepper.vm.assembly import Assembly
from stepper.vm.linetable import Place
from stepper.vm.link import Program
from stepper.vm.versions import HOST, PY311, SUPPORTED
from tests.interpreters import Interpreter
from tests.vm.on_hosts import HOSTS, lines_of, name_of


@pytest.mark.slow
@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_stubs_of_the_standard_library(host: Interpreter) -> None:
    """Stacks of one depth, line tables of the right length, and yields where the guest's yields are."""
    *faults, summary = lines_of(host, "tests.vm.library_stubs")
    assert faults == []
    stubs, places = (int(word) for word in summary.split() if word.isdigit())
    assert stubs > 5000
    assert places > 300


@pytest.mark.skipif(HOST not in SUPPORTED, reason="not an instruction set that the machine knows")
@pytest.mark.parametrize("opname", ["JUMP", "JUMP_IF_FALSE"] + ["SETUP_FINALLY"] * (HOST < PY311))
def test_jumps_reach_their_labels(opname: str) -> None:
    """Also where an argument that grows by a byte moves the label, and would shrink again for that."""
    for filling in [*range(120, 132), *range(248, 260), 70_000]:
        code = Assembly(1, Place(1))
        code.mark("back")
        code.do("NOP")
        code.jump(opname, "on")
        for _ in range(filling):
            code.do("NOP")
        code.mark("on")
        code.jump("JUMP", "back")
        code.do("RETURN_VALUE")
        program = Program(reassemble((lambda: 0).__code__, b"", 2, **code.fields()))
        assert program.instructions[1].operand == program.index_at[code.offset("on")]
        assert program.instructions[-2].operand == 0
