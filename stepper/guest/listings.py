"""Programs as listings: what depends on the interpreter's version is worked out here, for any front end.

A listing is made once per code object, when it is first shown. Front ends know code objects by small numbers.
"""

from __future__ import annotations
import __future__

import dis
import opcode
from types import CodeType
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from ..protocol import Block, Listing, Row
from ..vm import frame as frames
from ..vm.link import Instruction, Program, link
from ..vm.operands import Site, target_offset
from ..vm.stackmap import UNREACHABLE, InconsistentStack, stack_depths
from .peek import visible
from .saferepr import Budget, text_of
from .sources import Sources

_get_instructions = dis.get_instructions
_JUMPS = frozenset([opcode.opname[number] for number in (*opcode.hasjrel, *opcode.hasjabs)])
_CONSTANT = Budget(chars=200)
_Positions = Tuple[Optional[int], Optional[int], Optional[int], Optional[int]]


class Listings:
    """The keys of code objects, and their listings. A code object is kept, so that its id stays its own."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._keys: Dict[int, int] = {}  # id of the code object
        self._codes: List[CodeType] = []
        self._made: Dict[int, Listing] = {}

    def key(self, code: CodeType) -> int:
        """The number by which front ends know a code object; from 1."""
        key = self._keys.get(id(code))
        if key is None:
            self._codes.append(code)
            key = self._keys[id(code)] = len(self._codes)
        return key

    def program(self, key: int) -> Optional[Program]:
        """The Program of a code object that has been given a key."""
        return link(self._codes[key - 1]) if 0 < key <= len(self._codes) else None

    def file(self, program: Program) -> str:
        """The name of its source."""
        return self._sources.file_of(program.code)

    def listing(self, key: int) -> Optional[Listing]:
        """The listing of a code object that has been given a key."""
        made = self._made.get(key)
        if made is None:
            program = self.program(key)
            if program is None:
                return None
            made = self._made[key] = self._listing(key, program)
        return made

    def tree(self, key: int) -> Iterator[Listing]:
        """The listing of a code object and those of all that are nested in it."""
        listing = self.listing(key)
        if listing is not None:
            yield listing
            for nested in listing.nested:
                yield from self.tree(nested)

    def _listing(self, key: int, program: Program) -> Listing:
        code = program.code
        return Listing(
            key,
            program.qualname,
            self.file(program),
            code.co_firstlineno,
            tuple(self._rows(program)),
            tuple([block_record(program, block) for block in program.blocks]),
            tuple([self.key(constant) for constant in code.co_consts if type(constant) is CodeType]),
            code.co_stacksize,
            tuple(flag_names(code.co_flags)),
            code.co_varnames,
            code.co_cellvars,
            code.co_freevars,
            code.co_names,
        )

    def _rows(self, program: Program) -> Iterator[Row]:
        code, instructions = program.code, program.instructions
        texts, depths, positions = _arguments(code), _depths(program), _positions(code)
        file = self.file(program)
        for index, instruction in enumerate(instructions):
            op, oparg = instruction.op, instruction.oparg
            target = _target(program, instruction)
            text = texts.get(instruction.offset, "") if target is None else f"to {target}"
            yield Row(
                instruction.offset,
                instruction.start,
                instruction.opname,
                oparg if opcode.opmap[instruction.opname] >= opcode.HAVE_ARGUMENT else None,
                text,
                program.lines[index],
                self._sources.columns(file, positions[instruction.offset // 2]) if positions else None,
                target,
                target is not None and op is not None and op.falls_through,
                code.co_code[instruction.start : instruction.after].hex(" ", 2),
                op.effect.input_names(oparg) if op is not None else (),
                op.effect.output_names(oparg) if op is not None else (),
                op.summary if op is not None else "",
                op is not None and op.breaker,
                depths[index],
                (op.jump_effect or op.effect).output_names(oparg) if op is not None else (),
            )


def block_record(program: Program, block: frames.Block) -> Block:
    """A block in byte offsets; the end is behind its last instruction."""
    instructions = program.instructions
    end = instructions[block.end].start if block.end < len(instructions) else instructions[-1].after
    start, target = instructions[block.start].start, instructions[block.target].start
    return Block(block.kind, start, end, target, block.depth, block.kept)


def _target(program: Program, instruction: Instruction) -> Optional[int]:
    """The written target of a jump: where FOR_ITER really goes, forecasts tell."""
    if instruction.opname not in _JUMPS:
        return None
    site = Site(program.code, instruction.opname, instruction.oparg, instruction.after, program.index_at)
    return target_offset(site)


def _depths(program: Program) -> Sequence[int]:
    try:
        return stack_depths(program)
    except InconsistentStack:  # a code object that no compiler has made: it can still be shown
        return [UNREACHABLE] * len(program.instructions)


def _positions(code: CodeType) -> Sequence[_Positions]:
    """A position per code unit; empty up to 3.10."""
    return list(code.co_positions()) if hasattr(code, "co_positions") else ()


# ---- the text of arguments ----


class _Constant:
    """Stands for a constant where dis calls ``repr``: a constant may be any object."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __repr__(self) -> str:
        return text_of(self._value, _CONSTANT)


class _Disguise:
    """A code object whose constants are shown our way; dis takes whatever has a ``co_code``."""

    def __init__(self, code: CodeType) -> None:
        self._code = code
        self.co_consts = tuple([_Constant(constant) for constant in code.co_consts])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._code, name)


def _arguments(code: CodeType) -> Dict[int, str]:
    """What dis says about each argument, by offset."""
    disguise: Any = _Disguise(code)
    texts: Dict[int, str] = {}
    try:
        for shown in _get_instructions(disguise):
            texts[shown.offset] = visible(shown.argrepr)
            if shown.opname == "KW_NAMES" and shown.arg is not None:  # 3.11 has no text for it
                texts[shown.offset] = repr(disguise.co_consts[shown.arg])
    except Exception:  # the program has patched dis, or made a code object that dis can't read
        pass
    return texts


# ---- flags ----


def _flag_names() -> Dict[int, str]:
    names = dict(dis.COMPILER_FLAG_NAMES)
    for feature in __future__.all_feature_names:
        names.setdefault(getattr(__future__, feature).compiler_flag, feature.upper())
    return names


_FLAG_NAMES = _flag_names()


def flag_names(flags: int) -> Iterator[str]:
    """The bits of co_flags by name."""
    for bit in range(flags.bit_length()):
        if flags >> bit & 1:
            yield _FLAG_NAMES.get(1 << bit, hex(1 << bit))
