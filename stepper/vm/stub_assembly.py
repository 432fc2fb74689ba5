"""What the stubs of plain functions and those of generator functions are made of: constants, and the call
with the arguments that leads into the machine.
"""

from __future__ import annotations

from typing import Any, Callable, Tuple

from .assembler import call_sequence, instruction, load_cell
from .assembly import Assembly
from .linetable import Place
from .link import Program
from .threads import FAILED, take_failure, taken_apart
from .versions import HOST, PY311

DUP = instruction("COPY", 1) if HOST >= PY311 else instruction("DUP_TOP")
IS = instruction("IS_OP")


class StubAssembly(Assembly):
    """A stub in the making. It calls ``entry``; FAILED from that means that an exception is to be raised."""

    def __init__(
        self, program: Program, entry: Callable[..., Any], place: Place, constants: Tuple[Any, ...] = ()
    ) -> None:
        super().__init__(program.code.co_firstlineno, place)
        self.program = program
        self.entry = entry
        # The first may be the docstring, and the last is what shows whose stub this is.
        self.constants = (*program.code.co_consts, FAILED, take_failure, taken_apart, *constants, entry)

    def load(self, constant: Any) -> bytes:
        """Push a constant."""
        index = len(self.program.code.co_consts)
        while self.constants[index] is not constant:
            index += 1
        return instruction("LOAD_CONST", index)

    def call_entry(self, first: bytes = b"", count: int = 0, is_body: bool = False) -> None:
        """Call it with the arguments, then the cells; ``first`` may load some more before them.

        Up to 3.10 a frame has its own cells from the start, but that of a body, whose stub has no variables;
        from 3.11 on the machine makes them.
        """
        program = self.program
        if HOST >= PY311 and program.code.co_freevars:
            self.do("COPY_FREE_VARS", len(program.code.co_freevars))
        own = HOST < PY311 and not is_body
        cells = range(program.code.co_nlocals if own else program.first_free, len(program.slot_names))
        # LOAD_CLOSURE counts from the first cell, but variables too from 3.11 on.
        shift = cells.start if HOST < PY311 or is_body else 0
        arguments = first + load_arguments(program) + b"".join(load_cell(cell - shift) for cell in cells)
        count += program.argument_slots + len(cells)
        self.add(call_sequence(self.load(self.entry), arguments, count))
        self.add(DUP + self.load(FAILED) + IS)
        self.jump("JUMP_IF_TRUE", "failed")

    def fail(self) -> None:
        """Where it goes when the entry has given FAILED.

        RERAISE, not a raise: the exception goes on into native code without a trace of stub or machine.
        """
        self.mark("failed")
        self.do("POP_TOP")
        self.add(call_sequence(self.load(take_failure), b"", 0))
        self.reraise()

    def reraise(self) -> None:
        """Let the exception on top go on. Up to 3.10 RERAISE takes it apart: type, exception, traceback."""
        if HOST < PY311:
            self.add(self.load(taken_apart) + instruction("ROT_TWO") + instruction("CALL_FUNCTION", 1))
            self.do("UNPACK_SEQUENCE", 3)
        self.do("RERAISE")


def load_arguments(program: Program) -> bytes:
    """Push the arguments. Up to 3.10 one that inner functions share stands in its cell from the start."""
    moved, variables = program.moved_arguments, program.code.co_nlocals
    return b"".join(
        instruction("LOAD_DEREF", moved[slot] - variables)
        if slot in moved
        else instruction("LOAD_FAST", slot)
        for slot in range(program.argument_slots)
    )
