"""The check mode: whether each instruction does to the stacks what is declared of it.

Off, it costs nothing: a Checker puts itself in the place of the functions of the programs it is told of;
``on_link.append(Checker())`` makes it those of all that are linked from then on. Before each instruction the
value stack must be as deep as the stack map says, whatever way has led there (a jump, a handler, a call that
has returned, a resumption), and up to 3.10 the block stack must hold the blocks it says. After it the stack
has moved as the picture says for the way it went, and below what it takes nothing was touched.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Dict, List, Optional, Set

from .frame import Frame
from .link import Entry, Instruction, Program, VMError
from .signals import RAISE, RERAISE, Signal
from .stackmap import UNREACHABLE, InconsistentStack, block_stacks, stack_depths
from .versions import HOST, PY310

_EXCEPTIONS = 6  # values that the handler of a block finds on the stack (3.10 and before)


class StackMoved(VMError):
    """An instruction has done something else to a stack than is declared."""


def fail(fault: str) -> None:
    """End the program."""
    raise StackMoved(fault)


class Checker:
    """Checks programs as they run; tells of each fault, and notes which opcodes have run."""

    def __init__(self, tell: Callable[[str], None] = fail) -> None:
        self.tell = tell
        self.executed: Set[str] = set()

    def __call__(self, program: Program) -> None:
        """Check a program, of which no frame is running yet."""
        before = _Before(program)
        program.originals = tuple(
            self._checked(before, instruction, entry)
            for instruction, entry in zip(program.instructions, program.originals)
        )
        program.entries[:] = program.originals

    def _checked(self, before: _Before, instruction: Instruction, entry: Entry) -> Entry:
        handler, operand, after = entry
        if instruction.op is None:
            return entry
        return partial(self._run, before, instruction, _Moves(instruction), handler), operand, after

    def _run(
        self,
        before: _Before,
        instruction: Instruction,
        moves: _Moves,
        handler: Callable[..., Optional[Signal]],
        frame: Frame,
        stack: List[Any],
        operand: Any,
    ) -> Optional[Signal]:
        self.executed.add(instruction.opname)
        fault = before.fault(frame, instruction)
        if fault:
            self._tell(frame, instruction, fault)
        depth = len(stack)
        # By identity: holding on to a value would change when it dies.
        untouched = [id(value) for value in stack[: max(depth - moves.takes, 0)]]
        signal = handler(frame, stack, operand)
        fault = moves.fault(frame, depth, signal)
        if not fault and untouched != [id(value) for value in stack[: len(untouched)]]:
            fault = f"touches more than the {moves.takes} values it takes"
        if fault:
            self._tell(frame, instruction, fault)
        return signal

    def _tell(self, frame: Frame, instruction: Instruction, fault: str) -> None:
        program = frame.program
        self.tell(
            f"{instruction.opname} {instruction.oparg} at offset {instruction.offset} of {program.qualname}, "
            f"{program.filename}: {fault}"
        )


class _Before:
    """What the stacks of a program's frames are before each instruction; found when it first runs."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._depths: List[int] = []
        self._blocks: List[Any] = []

    def fault(self, frame: Frame, instruction: Instruction) -> str:
        """What is not as it should be, or ""."""
        if not self._depths:
            self._find()
        depth = self._depths[instruction.index]
        if depth == UNREACHABLE:
            return ""  # by a jump of the program's own: it has set f_lineno
        if len(frame.stack) != depth:
            return f"begins at depth {len(frame.stack)}, not {depth}"
        if self._blocks:
            expected = self._blocks[instruction.index]
            blocks = tuple((block.setup, block.is_handler) for block in frame.block_stack)
            levels = [block.level + _EXCEPTIONS for block in frame.block_stack]
            if blocks != expected or levels != [self._depths[each.handler] for each in frame.block_stack]:
                return f"begins within blocks {frame.block_stack}, not {expected}"
        return ""

    def _find(self) -> None:
        try:
            self._depths = stack_depths(self._program)
            self._blocks = block_stacks(self._program) if HOST <= PY310 else []
        except InconsistentStack as error:
            raise StackMoved(str(error)) from None


class _Moves:
    """The ways on from an instruction, with what each does to the depth of the stack."""

    def __init__(self, instruction: Instruction) -> None:
        op, oparg = instruction.op, instruction.oparg
        assert op is not None
        jump = op.jump_effect or op.effect
        self.takes = max(op.effect.pops(oparg), jump.pops(oparg) if op.jumps else 0)
        self.leaves = op.leaves
        self.ways: Dict[int, Set[int]] = {}
        if op.falls_through:
            self.ways.setdefault(instruction.index + 1, set()).add(op.effect.delta(oparg))
        if op.jumps:
            self.ways.setdefault(instruction.operand, set()).add(jump.delta(oparg))
        # A call pushes its result, and a generator what is sent to it, later.
        pending = op.effect.delta(oparg) - int(op.falls_through)
        self.waits = (pending, pending + 1)

    def fault(self, frame: Frame, depth: int, signal: Optional[Signal]) -> str:
        """What is not as declared, or ""; ``depth`` was the stack's before."""
        moved = len(frame.stack) - depth
        if signal is RAISE or signal is RERAISE:
            return ""
        if signal is not None:
            return "" if moved in self.waits else f"leaves or calls, having moved the stack by {moved:+}"
        if frame.pc not in self.ways:
            return f"goes on at instruction {frame.pc}, not at {sorted(self.ways)}"
        declared = self.ways[frame.pc]
        return "" if moved in declared else f"moves the stack by {moved:+}, not by {_told(declared)}"


def _told(moves: Set[int]) -> str:
    return " or ".join(f"{move:+}" for move in sorted(moves))
