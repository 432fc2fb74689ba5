"""Blocks read from the exception table and from jumps nest as the source's statements do."""

from __future__ import annotations

from typing import Tuple

import pytest

import stepper.vm.ops  # noqa: F401  # fills the registry
from stepper.vm.link import Program
from stepper.vm.versions import HOST, PY311, PY315
from tests.interpreters import Interpreter
from tests.vm.driving import IS_SUPPORTED
from tests.vm.on_hosts import HOSTS, lines_of, name_of

read_from_table = pytest.mark.skipif(
    not IS_SUPPORTED or HOST < PY311, reason="no exception table: frames keep their blocks"
)

NESTED = """\
for i in x:
    try:
        a
        try:
            b
        except E1 as e:
            c
            while y:
                d
        finally:
            f
    except E2:
        with m:
            g
h
"""


def kinds(source: str, name: str) -> Tuple[str, ...]:
    """The kinds of the blocks around the first instruction that loads a name, outermost first."""
    program = Program(compile(source, "<test>", "exec"))
    index = next(
        ins.index for ins in program.instructions if ins.opname == "LOAD_NAME" and ins.operand == name
    )
    return tuple(block.kind for block in program.blocks_at(index))


@read_from_table
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", ()),
        ("a", ("loop", "try")),
        ("b", ("loop", "try", "finally", "try")),
        ("c", ("loop", "try", "finally", "handler", "cleanup")),
        ("d", ("loop", "try", "finally", "handler", "cleanup", "loop")),
        ("f", ("loop", "try")),
        ("g", ("loop", "handler", "with")),
        ("h", ()),
    ],
)
def test_nesting(name: str, expected: Tuple[str, ...]) -> None:
    assert kinds(NESTED, name) == expected


@read_from_table
def test_a_block_names_its_handler_and_its_depth() -> None:
    program = Program(compile("for i in x:\n    try: a\n    finally: b\n", "<test>", "exec"))
    inside = next(ins.index for ins in program.instructions if ins.operand == "a")
    loop, guard = program.blocks_at(inside)
    assert (loop.kept, loop.depth, program.instructions[loop.target].opname) == (False, -1, "FOR_ITER")
    # The iterator stays on the stack, from 3.15 on with an index beside it.
    assert (guard.kept, guard.depth) == (True, 1 if HOST < PY315 else 2)
    assert program.instructions[guard.target].opname == "PUSH_EXC_INFO"


@read_from_table
def test_a_handler_that_jumps_back_is_no_loop() -> None:
    source = "def f():\n    try: a()\n    except E: pass\n    b()\n"
    program = Program(compile(source, "<test>", "exec").co_consts[0])
    assert {block.kind for block in program.blocks} == {"try", "handler"}


LIVE = """\
a loop try
b loop try finally try
c loop try finally handler cleanup
d loop try finally handler cleanup loop
f loop try handler
g loop handler with
a loop try
b loop try finally try
f loop try
h
"""


@pytest.mark.parametrize("host", HOSTS, ids=name_of)
def test_a_running_frame_is_in_the_same_blocks_on_every_host(host: Interpreter) -> None:
    """Whether they stand on a block stack or in a table."""
    assert lines_of(host, "tests.vm.live_blocks") == LIVE.splitlines()
