"""The opcodes of this interpreter as records: what a front end tells of one, apart from any program."""

from __future__ import annotations

import opcode
from typing import Any, Callable, Dict, Iterator, Tuple

from ..protocol import Opcode
from ..vm import operands
from ..vm.opcodes import DECLARED, OPS, Op
from ..vm.versions import PY39, PY315
from .opcodehistory import history_of

_ARGUMENTS: Dict[Callable[..., Any], str] = {  # by kind of operand
    operands.constant: "index into co_consts",
    operands.name: "index into co_names",
    operands.slot: "number of a fast slot",
    operands.cell_slot: "number of a cell's slot",
    operands.slot_pair: "two fast slots, four bits each",
    operands.binary_operator: "number of the operator",
    operands.comparison: "which comparison; low bits are hints",
    operands.super_attribute: "index into co_names, times 4; bit 1 for a call, bit 2 for two arguments",
    operands.arguments: "how many arguments",
    operands.self_and_arguments: "how many arguments",
}
_NAMES = "index into co_names"
_BY_NAME = {
    "LOAD_ATTR": f"{_NAMES}, times 2; the low bit asks for a method and its self",
    "LOAD_GLOBAL": f"{_NAMES}, times 2; the low bit asks for a NULL beside the value",
    "LOAD_SMALL_INT": "the number itself",
    "RAISE_VARARGS": "0 again, 1 an exception, 2 with a cause",
    "RESUME": "0 start, 1 after yield, 2 after yield from, 3 after await",
    "MAKE_FUNCTION": "flags: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure",
    "SET_FUNCTION_ATTRIBUTE": "1 defaults, 2 keyword defaults, 4 annotations, 8 closure, 16 annotate",
    "COPY_FREE_VARS": "how many cells",
    "UNPACK_EX": "items before the star; times 256, those after it",
    "IS_OP": "1 turns the answer round",
    "CONTAINS_OP": "1 turns the answer round",
}


def opcode_records() -> Tuple[Opcode, ...]:
    """All opcodes that this interpreter executes."""
    return tuple([_record(op) for _, op in sorted(OPS.items())])


def _record(op: Op) -> Opcode:
    number = opcode.opmap[op.name]
    return Opcode(
        op.name,
        number,
        _argument(op) if number >= opcode.HAVE_ARGUMENT else "",
        op.effect.picture,
        op.jump_effect.picture if op.jump_effect is not None else "",
        op.summary,
        (*history_of(op.name), *_meanings(op.name)),
    )


def _argument(op: Op) -> str:
    if op.name in _BY_NAME and op.operand is not operands.name:
        return _BY_NAME[op.name]
    if op.jumps:
        return "how far to jump"
    if op.name.startswith(("CALL", "PRECALL")):
        return "number of the function" if "INTRINSIC" in op.name else "how many arguments"
    if op.name.startswith(("BUILD_", "UNPACK_")):
        return "how many items"
    return _ARGUMENTS.get(op.operand, "a number")


def _meanings(name: str) -> Iterator[str]:
    """The stack picture in each of the versions, if there is more than one."""
    meanings = {op.since: op for op in DECLARED if op.name == name}
    pictures = {op.effect.picture for op in meanings.values()}
    if len(pictures) < 2:
        return
    for since in sorted(meanings):
        op = meanings[since]
        yield f"Stack {_when(op)}: {op.effect.picture}"


def _when(op: Op) -> str:
    """The versions of a declaration in words."""
    first, last = "{}.{}".format(*op.since), "{}.{}".format(*op.until)
    if op.since == op.until:
        return f"in {first}"
    if op.since == PY39:
        return f"up to {last}"
    if op.until == PY315:
        return f"from {first} on"
    both = op.until[1] - op.since[1] == 1
    return f"in {first} and {last}" if both else f"from {first} to {last}"
