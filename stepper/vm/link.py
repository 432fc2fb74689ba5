"""Code object to Program: decoded once per code object, the form the loop runs.

Decoding folds EXTENDED_ARG and CACHE units into their instruction but keeps the offsets, since ``f_lasti``,
exception tables and breakpoints speak in offsets. Jump targets become instruction indices. Dispatch is by
opcode *name*: the numbers change with every version of CPython.

Programs are kept by identity of their code object, never by value: code objects compare by value, and two
equal ones may still be two functions with breakpoints of their own.
"""

from __future__ import annotations

import opcode
from bisect import bisect_right
from types import CodeType, FunctionType
from typing import Any, Callable, Dict, FrozenSet, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple

from .blocks import find_blocks
from .blocks_39 import Extents, find_extents, shown_blocks
from .exceptiontable import parse_exception_table
from .frame import CO_NEWLOCALS, CO_RESUMABLE, CO_VARARGS, CO_VARKEYWORDS, NULL, Block, TryBlock
from .opcodes import OPS, VARIANTS, Op
from .operands import Site
from .qualnames import learn_qualnames, qualname_of
from .signals import TRAP, Signal
from .versions import HOST, PY310, PY311

_GENEXPR_START = 4  # 3.15: a generator expression gets its iterator before it makes its generator
Entry = Tuple[Callable[..., Optional[Signal]], Any, int]


class VMError(BaseException):
    """A fault of the machine itself, never the guest's.

    Not an Exception, so that guest code does not swallow it.
    """


class Instruction:
    """One decoded instruction; offsets in bytes.

    A plain class: dataclasses would bring ``inspect`` to the guest.
    """

    __slots__ = ("after", "index", "offset", "op", "oparg", "operand", "opname", "start")

    def __init__(
        self,
        index: int,
        offset: int,
        start: int,
        after: int,
        opname: str,
        oparg: int,
        op: Optional[Op],
        operand: Any,
    ) -> None:
        self.index = index
        self.offset = offset  # of the opcode itself: what f_lasti says
        self.start = start  # of its first EXTENDED_ARG, else the same: where jumps go
        self.after = after  # behind its caches
        self.opname = opname
        self.oparg = oparg
        self.op = op  # None: this machine does not know it
        self.operand = operand

    @property
    def lasti(self) -> int:
        """What f_lasti is while it runs; EXTENDED_ARG is an instruction of its own only from 3.11 on."""
        return self.offset if HOST >= PY311 else self.start

    @property
    def last_cache(self) -> int:
        """The offset of its last code unit."""
        return self.after - 2

    def __repr__(self) -> str:
        return f"<{self.opname} {self.oparg} at {self.offset}>"


class Handler(NamedTuple):
    """An entry of the exception table, in instruction indices."""

    start: int
    end: int
    target: int
    depth: int
    lasti: bool


class Program:
    """A code object ready to run.

    ``originals`` are the instructions as they are. ``entries`` is what frames fetch from: there are traps
    among them for breakpoints, and what stands for several instructions at once (fused.py). Each entry is
    ``(handler, operand, next index)``.
    """

    def __init__(self, code: CodeType) -> None:
        self.code = code
        self.filename = code.co_filename
        self.qualname = qualname_of(code)
        learn_qualnames(code)
        self.instructions, self.index_at = _decode(code)
        self.originals: Tuple[Entry, ...] = tuple(
            (_handler(ins.op, ins), ins.operand, ins.index + 1)
            if ins.op
            else (_unknown_opcode, ins, ins.index + 1)
            for ins in self.instructions
        )
        self.entries: List[Entry] = list(self.originals)
        self.breakpoints: Set[int] = set()
        self.handlers = [
            Handler(
                self.index_at[e.start], self._index_from(e.end), self.index_at[e.target], e.depth, e.lasti
            )
            for e in parse_exception_table(code)
        ]
        self._name_slots(code)
        # 3.10 starts a generator with what is sent on its stack; RETURN_GENERATOR pushes that from 3.11 on.
        self.start_depth = int(self.instructions[0].opname == "GEN_START")
        self.first_traceable = next(
            (
                ins.index
                for ins in self.instructions
                if ins.opname == "RESUME" and ins.oparg != _GENEXPR_START
            ),
            0,
        )  # before it a frame is incomplete (_co_firsttraceable): tracebacks do not name it
        self.is_resumable = bool(code.co_flags & CO_RESUMABLE)
        self.has_namespace = not code.co_flags & CO_NEWLOCALS
        # With so many arguments a call is nothing but a new frame. -1: never.
        self.plain_count = code.co_argcount
        if code.co_flags & (CO_VARARGS | CO_VARKEYWORDS | CO_RESUMABLE) or code.co_kwonlyargcount:
            self.plain_count = -1
        self.stub: Optional[CodeType] = None
        self.binder: Optional[CodeType] = None
        self.trampolines: Dict[int, FunctionType] = {}  # by the index after the call; nativecalls.py
        self.trampoline_codes: Dict[int, CodeType] = {}  # by line
        self.traceback_codes: Dict[Tuple[int, Optional[Tuple[str, ...]]], CodeType] = {}
        self.block_extents: Optional[Extents] = None  # found when first shown (3.10 and before)
        self.trapped: Optional[List[Entry]] = None  # made when a frame is first gone on in; traps.py
        self.untrapped: Optional[List[Entry]] = None
        self._lines: Optional[List[Optional[int]]] = None
        self._line_starts: Optional[FrozenSet[int]] = None
        self._blocks: Optional[Tuple[Block, ...]] = None
        self._handlers: Dict[int, Optional[Handler]] = {}  # of instructions that were asked for

    def _name_slots(self, code: CodeType) -> None:
        # localsplus (3.11): a cell variable that is also an argument has one slot, the argument's.
        own_cells = tuple(name for name in code.co_cellvars if name not in code.co_varnames)
        if HOST < PY311:  # f_localsplus: each has one, and the argument moves there
            own_cells = code.co_cellvars
        self.slot_names: Tuple[str, ...] = code.co_varnames + own_cells + code.co_freevars
        first_free = len(self.slot_names) - len(code.co_freevars)
        self.first_free = first_free
        first_cell = 0 if HOST >= PY311 else code.co_nlocals
        self.cell_slots = frozenset(
            index
            for index, name in enumerate(self.slot_names)
            if index >= first_free or (index >= first_cell and name in code.co_cellvars)
        )
        self.argument_slots = (
            code.co_argcount
            + code.co_kwonlyargcount
            + bool(code.co_flags & CO_VARARGS)
            + bool(code.co_flags & CO_VARKEYWORDS)
        )
        self.moved_arguments: Dict[int, int] = {  # slot to the cell's slot (3.10 and before)
            slot: code.co_nlocals + code.co_cellvars.index(name)
            for slot, name in enumerate(code.co_varnames[: self.argument_slots if first_cell else 0])
            if name in code.co_cellvars
        }
        self.unbound = [NULL] * (len(self.slot_names) - self.argument_slots)

    def _index_from(self, offset: int) -> int:
        """Index of the first instruction at or after a byte offset."""
        index = self.index_at.get(offset)
        if index is not None:
            return index
        return bisect_right([ins.start for ins in self.instructions], offset - 1)

    def index_of(self, lasti: int) -> int:
        """Index of the instruction that an f_lasti, which may be one of its caches, belongs to."""
        return bisect_right([ins.start for ins in self.instructions], lasti) - 1

    @property
    def lines(self) -> List[Optional[int]]:
        """Line of each instruction."""
        if self._lines is None:
            self._lines = _lines(self.code, self.instructions)
        return self._lines

    @property
    def line_starts(self) -> FrozenSet[int]:
        """Indexes of the instructions that begin another line than the one before, or the same once more."""
        if self._line_starts is None:
            lines = self.lines
            heads = {block.target for block in self.blocks if block.kind == "loop"}
            self._line_starts = frozenset(
                index
                for index, line in enumerate(lines)
                if line is not None and (index == 0 or line != lines[index - 1] or index in heads)
            )
        return self._line_starts

    @property
    def blocks(self) -> Tuple[Block, ...]:
        """All blocks of the code object: what its exception table says, and its loops."""
        if self._blocks is None:
            self._blocks = find_blocks(self)
        return self._blocks

    def blocks_at(self, index: int) -> Tuple[Block, ...]:
        """The blocks an instruction stands in, outermost first."""
        return tuple(block for block in self.blocks if block.start <= index < block.end)

    def shown_blocks(self, block_stack: Sequence[TryBlock], index: int) -> Tuple[Block, ...]:
        """The blocks of a frame that keeps a block stack, and the loops it is in; outermost first."""
        if self.block_extents is None:
            self.block_extents = find_extents(self)
        return shown_blocks(self, block_stack, index)

    @property
    def returns_nothing(self) -> bool:
        """Whether None is all that it can return, as module code does."""
        pushed: Any = NULL  # what the instruction before has pushed, if that is a constant
        for each in self.instructions:
            if each.opname == "RETURN_VALUE" and pushed is not None:
                return False
            if each.opname == "RETURN_CONST" and each.operand is not None:
                return False
            pushed = each.operand if each.opname in ("LOAD_CONST", "LOAD_COMMON_CONSTANT") else NULL
        return True

    def handler_for(self, index: int) -> Optional[Handler]:
        """The exception table's entry for an instruction, or None."""
        if index in self._handlers:
            return self._handlers[index]
        covering = (each for each in self.handlers if each.start <= index < each.end)
        handler = self._handlers[index] = next(covering, None)
        return handler

    def set_breakpoint(self, index: int) -> None:
        """Write a trap in the place of an instruction; it costs nothing until it is reached."""
        if not self.breakpoints:
            self.entries[:] = self.originals  # a run of instructions as one function would not meet it
        self.breakpoints.add(index)
        self.entries[index] = (trap, None, index)

    def clear_breakpoint(self, index: int) -> None:
        """Put the instruction back."""
        self.breakpoints.discard(index)
        self.entries[index] = self.originals[index]

    def single(self, index: int) -> Entry:
        """The entry of one instruction, or of the trap in its place."""
        return self.entries[index] if index in self.breakpoints else self.originals[index]

    def __repr__(self) -> str:
        return f"<program {self.qualname} of {self.filename}, {len(self.instructions)} instructions>"


def trap(frame: Any, stack: List[Any], _: None) -> Signal:
    """Stands where execution shall stop. The entry's next index is its own, so that pc stays."""
    return TRAP


def _unknown_opcode(frame: Any, stack: List[Any], instruction: Instruction) -> None:
    raise VMError(
        f"opcode {instruction.opname} of CPython {HOST[0]}.{HOST[1]} is not known to this machine "
        f"(offset {instruction.offset} of {frame.program.qualname}, {frame.program.filename})"
    )


def _handler(op: Op, instruction: Instruction) -> Callable[..., Optional[Signal]]:
    """The function of an instruction; some are about a name that makes a difference, or have a bit set."""
    operand = instruction.operand
    name = operand[0] if type(operand) is tuple and operand else operand
    handler = VARIANTS.get((instruction.opname, name)) if type(name) is str else None
    if handler is not None:
        return handler
    if op.if_bit is not None and instruction.oparg & op.if_bit[0]:
        return op.if_bit[1]
    return op.handler


_programs: Dict[int, Program] = {}
on_link: List[Callable[[Program], None]] = []  # called with each new Program, before anything of it runs


def link(code: CodeType) -> Program:
    """The Program of a code object, made when first asked for."""
    program = _programs.get(id(code))
    if program is None:
        made = Program(code)  # holds the code object, so the id stays its own
        program = _programs.setdefault(id(code), made)  # another thread may have been faster
        if program is made:
            _announce(program)
    return program


def link_once(code: CodeType) -> Program:
    """A Program for code that is run once, which is not kept: a program may evaluate texts for ever."""
    program = Program(code)
    _announce(program)
    return program


def _announce(program: Program) -> None:
    for announce in on_link:
        announce(program)


def is_linked(code: CodeType) -> bool:
    """Whether the machine has a Program for a code object."""
    return id(code) in _programs


def forget_namespaces() -> None:
    """Let go of the guest's namespaces, for the end of the process.

    Stubs are reached through constants of code objects, which the garbage collector does not follow, so what
    a Program refers to would outlive the guest's last collection.
    """
    for program in _programs.values():
        program.trampolines.clear()


def _cache_units(opname: str) -> int:
    caches = getattr(opcode, "_inline_cache_entries", None)
    if caches is None:
        return 0
    if hasattr(caches, "items"):  # 3.13: by name; 3.11 and 3.12: by number
        return int(caches.get(opname, 0))
    return int(caches[opcode.opmap[opname]])


CACHE_UNITS = {name: _cache_units(name) for name, number in opcode.opmap.items() if number < 256}


def _decode(code: CodeType) -> Tuple[Tuple[Instruction, ...], Dict[int, int]]:
    index_at: Dict[int, int] = {}
    raw: List[Tuple[int, int, int, str, int]] = []
    units = code.co_code
    offset = start = extended = 0
    while offset < len(units):
        opname = opcode.opname[units[offset]]
        oparg = units[offset + 1] | extended
        if opname == "EXTENDED_ARG":
            extended = oparg << 8
            offset += 2
            continue
        after = offset + 2 + 2 * CACHE_UNITS.get(opname, 0)
        index_at[start] = index_at[offset] = len(raw)
        raw.append((offset, start, after, opname, oparg))
        offset = start = after
        extended = 0
    instructions = []
    for index, (offset, start, after, opname, oparg) in enumerate(raw):
        declared = OPS.get(opname)
        site = Site(code, opname, oparg, after, index_at)
        operand = declared.operand(site) if declared else None
        instructions.append(Instruction(index, offset, start, after, opname, oparg, declared, operand))
    return tuple(instructions), index_at


def _lines(code: CodeType, instructions: Tuple[Instruction, ...]) -> List[Optional[int]]:
    spans = code.co_lines() if HOST >= PY310 else _line_spans(code)
    _, end, line = next(spans, (0, 0, None))
    lines: List[Optional[int]] = []
    for instruction in instructions:
        while instruction.offset >= end:
            _, end, line = next(spans)
        lines.append(line)
    return lines


def _line_spans(code: CodeType) -> Iterator[Tuple[int, int, int]]:
    """Start, end and line of each run of bytes, from the line table of 3.9 (Objects/lnotab_notes.txt)."""
    start = end = 0
    line = code.co_firstlineno
    table = code.co_lnotab
    for step, change in zip(table[::2], table[1::2]):
        end += step
        if step:
            yield start, end, line
            start = end
        line += change if change < 128 else change - 256
    yield start, len(code.co_code), line
