"""WHERE, as people write it: FUNCTION, FUNCTION@OFFSET, FILE.py:LINE, LINE; found in code that need not have
run.

What names nothing is refused with one sentence that says what comes close.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from types import CodeType
from typing import Callable, Dict, Iterable, Iterator, List, Match, NamedTuple, Optional, Sequence

from ..protocol import Breakpoint
from ..vm.link import Program, link
from ..vm.qualnames import learn_qualnames, qualname_of
from .peek import visible
from .sources import Sources

_AT_OFFSET = re.compile(r"(?:(?P<file>.+\.py):)?(?P<function>[^@]+)@(?P<offset>\d+|0x[0-9a-fA-F]+)")
_AT_LINE = re.compile(r"(?:(?P<file>.+):)?(?P<line>\d+)")
_AT_FUNCTION = re.compile(r"(?:(?P<file>.+\.py):)?(?P<function>[^\W\d][\w.<>]*|<[\w.<>]+)")
_TEXT = 100  # characters kept of a line
_PROLOGUE = frozenset(["RESUME", "MAKE_CELL", "COPY_FREE_VARS", "RETURN_GENERATOR", "GEN_START"])

_realpath, _exists, _join, _isabs = os.path.realpath, os.path.isfile, os.path.join, os.path.isabs
_getcwd, _basename, _dirname = os.getcwd, os.path.basename, os.path.dirname
_close_matches = difflib.get_close_matches


class WhereError(ValueError):
    """A breakpoint that names nothing; the text is one sentence for the user."""


class Unit(NamedTuple):
    """A code object found in a file, with its full qualified name."""

    code: CodeType
    qualname: str

    @property
    def short(self) -> str:
        """The name as people write it: without ``<locals>``."""
        return self.qualname.replace(".<locals>.", ".")


def units(code: CodeType) -> Iterator[Unit]:
    """A code object and all that are nested in it, outermost first."""
    learn_qualnames(code)
    yield Unit(code, qualname_of(code))
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from units(constant)


class Resolver:
    """Finds the place a WHERE names; nothing of the program has to have run."""

    def __init__(
        self, main: CodeType, sources: Sources, is_interpreted: Optional[Callable[[str], bool]] = None
    ) -> None:
        self._main = main
        self._sources = sources
        self._is_interpreted = is_interpreted
        self._compiled: Dict[str, CodeType] = {main.co_filename: main}

    def resolve(self, where: str) -> Breakpoint:
        """The breakpoint a text describes, not installed. WhereError when it names nothing."""
        text = where.strip()
        at_offset = _AT_OFFSET.fullmatch(text)
        if at_offset:
            return self._at_offset(
                where, at_offset["file"], at_offset["function"], int(at_offset["offset"], 0)
            )
        at_line = _AT_LINE.fullmatch(text)
        if at_line:
            return self._at_line(where, at_line["file"], int(at_line["line"]))
        at_function = _AT_FUNCTION.fullmatch(text)
        if at_function:
            return self._at_offset(where, at_function["file"], at_function["function"], 0)
        raise WhereError(
            f"{where!r} is no place for a breakpoint: write FUNCTION, FUNCTION@OFFSET, FILE.py:LINE or LINE"
        )

    def check(self, point: Breakpoint) -> Breakpoint:
        """A breakpoint from a front end, made exact. WhereError when there is no such place."""
        if point.offset < 0:
            found = self._at_line(point.where, point.file, point.line)
            return found._replace(where=f"{self._prefix(found.file)}{found.line}")
        code = self._code_of(point.file, point.file)
        for unit in units(code):
            if unit.qualname == point.qualname and unit.code.co_firstlineno == point.first_line:
                found = self._exact(point.where, unit, point.offset)
                return found._replace(where=f"{self._prefix(found.file)}{unit.short}@{found.offset}")
        raise WhereError(f"no {point.qualname} begins at line {point.first_line} of {_basename(point.file)}")

    def _prefix(self, file: str) -> str:
        """What stands before a place in that file, as short as it can be."""
        if file == self._main.co_filename:
            return ""
        name = _basename(file)
        try:
            return f"{name if same_file(self._find(name), file) else file}:"
        except WhereError:
            return f"{file}:"

    def restore(self, point: Breakpoint) -> Breakpoint:
        """A breakpoint of an earlier run; the source may have changed since: what stood there is looked for.

        WhereError when it is not to be found, or more than once.
        """
        if point.offset < 0:
            return self._line_again(point)
        if _AT_FUNCTION.fullmatch(point.where):
            return self.resolve(point.where)
        code = self._code_again(point, _AT_OFFSET.fullmatch(point.where))
        named = [unit for unit in units(code) if unit.qualname == point.qualname]
        same = [unit for unit in named if unit.code.co_firstlineno == point.first_line] or named
        if len(same) != 1:
            raise WhereError(f"there is {'more than one' if same else 'no'} {point.qualname} any more")
        found = self._exact(point.where, same[0], point.offset)
        if point.text and found.text != point.text:
            raise WhereError(f"the code of {point.qualname} has changed")
        return found

    def _line_again(self, point: Breakpoint) -> Breakpoint:
        """The line with the same text: at the same number, or the only one."""
        code = self._code_again(point, _AT_LINE.fullmatch(point.where))
        file = self._sources.file_of(code)
        if not point.text or self._text_at(file, point.line) == point.text:
            return self._line_of(code, point.where, point.line)
        lines = {number for unit in units(code) for number in lines_with_code(link(unit.code))}
        same = [line for line in sorted(lines) if self._text_at(file, line) == point.text]
        if len(same) != 1:
            raise WhereError(f"line {point.line} of {_basename(file)} has changed")
        name = point.where[: len(point.where) - len(str(point.line))]
        return self._line_of(code, f"{name}{same[0]}", same[0])

    def _code_again(self, point: Breakpoint, where: Optional[Match[str]]) -> CodeType:
        """By what the words say: the program itself may be called by another name now."""
        if where is not None and where["file"] is None:
            return self._main
        file = point.file if where is None else where["file"]
        return self._code_of(self._find(file), file)

    def _text_at(self, file: str, line: int) -> str:
        return visible(self._sources.line(file, line).strip()[:_TEXT])

    # ---- FUNCTION@OFFSET ----

    def _at_offset(self, where: str, file: Optional[str], function: str, offset: int) -> Breakpoint:
        code = self._main if file is None else self._code_of(self._find(file), file)
        named = [unit for unit in units(code) if function in (unit.qualname, unit.short)]
        if not named:
            raise WhereError(_no_function(function, code))
        fitting = [unit for unit in named if offset in link(unit.code).index_at] or named[:1]
        if len(fitting) > 1:
            lines = _listed([str(unit.code.co_firstlineno) for unit in fitting])
            raise WhereError(f"{function!r} names code at lines {lines}: give a line instead")
        return self._exact(where, fitting[0], offset)

    def _exact(self, where: str, unit: Unit, offset: int) -> Breakpoint:
        """The breakpoint at the opcode itself, be the offset that of its first EXTENDED_ARG."""
        program = link(unit.code)
        if offset not in program.index_at:
            raise WhereError(_no_instruction(unit, program, offset))
        instruction = program.instructions[program.index_at[offset]]
        file, line = self._sources.file_of(unit.code), program.lines[instruction.index]
        text = f"{instruction.opname}  {self._text_at(file, line or 0)}".rstrip()
        first = unit.code.co_firstlineno
        return Breakpoint(where, file, unit.qualname, first, instruction.offset, 0, text=text)

    # ---- lines ----

    def _at_line(self, where: str, file: Optional[str], line: int) -> Breakpoint:
        code = self._main if file is None else self._code_of(self._find(file), file)
        return self._line_of(code, where, line)

    def _line_of(self, code: CodeType, where: str, line: int) -> Breakpoint:
        lines = sorted({number for unit in units(code) for number in lines_with_code(link(unit.code))})
        if line not in lines:
            before = [number for number in lines if number < line][-1:]
            after = [number for number in lines if number > line][:1]
            close = _listed([str(number) for number in before + after])
            nearest = f"; the nearest with code: {close}" if close else ""
            raise WhereError(f"line {line} of {_basename(code.co_filename)} holds no code{nearest}")
        file = self._sources.file_of(code)
        return Breakpoint(where, file, "", 0, -1, line, text=self._text_at(file, line))

    # ---- files ----

    def is_in(self, code: CodeType, file: str) -> bool:
        """Whether a code object is from the file of a breakpoint, which may be a text."""
        return self._sources.is_of(code, file) and (
            self._sources.code_of(file) is not None or same_file(code.co_filename, file)
        )

    def _find(self, file: str) -> str:
        """The file as its code objects will name it."""
        if self._sources.code_of(file) is not None:
            return file
        for known in self._compiled:
            if known == file or (not _isabs(file) and _ends_with(known, file)):
                return known
        folders = ["", _getcwd(), _dirname(self._main.co_filename), *sys.path]
        for folder in folders:
            path = _join(folder, file) if isinstance(folder, str) else file
            if _exists(path):
                return _realpath(path)
        raise WhereError(f"there is no file {file}")

    def _code_of(self, path: str, shown: str) -> CodeType:
        made = self._sources.code_of(path)
        if made is not None:
            return made
        for known, code in self._compiled.items():
            if same_file(known, path):
                return code
        if self._is_interpreted is not None and not self._is_interpreted(path):
            raise WhereError(f"{shown} is not interpreted, so nothing can stop in it: see --include")
        text = self._sources.text(path)
        if text is None:
            raise WhereError(f"{shown} can't be read")
        try:
            code = compile(text, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise WhereError(f"{shown} can't be compiled: {error}") from None
        self._compiled[path] = code
        return code


_real_names: Dict[str, str] = {}


def same_file(first: str, second: str) -> bool:
    """Whether two file names, as code objects have them, are one file."""
    if first == second:
        return True
    if first.startswith("<") or second.startswith("<"):
        return False
    return _real_name(first) == _real_name(second)


def _real_name(name: str) -> str:
    if name not in _real_names:
        try:
            _real_names[name] = _realpath(name)
        except Exception:  # the program has taken away what os.path needs
            _real_names[name] = name
    return _real_names[name]


def _ends_with(path: str, file: str) -> bool:
    whole, end = path.replace(os.sep, "/"), file.replace(os.sep, "/")
    while end.startswith("./"):
        end = end[2:]
    return whole == end or whole.endswith("/" + end)


# ---- sentences ----


def _no_function(function: str, code: CodeType) -> str:
    names = list(dict.fromkeys([unit.short for unit in units(code)]))
    close = _close_matches(function, names, 3, 0.5)
    close += [name for name in names if name.rpartition(".")[2] == function and name not in close]
    if not close:
        close = names[:3]
    return f"no function {function!r} in {_basename(code.co_filename)}; close to it: {_listed(close)}"


def _no_instruction(unit: Unit, program: Program, offset: int) -> str:
    for instruction in program.instructions:
        if instruction.start < offset < instruction.after:
            return (
                f"offset {offset} of {unit.short} is inside the instruction "
                f"at {instruction.offset}, {instruction.opname}"
            )
    last = program.instructions[-1]
    return f"{unit.short} has no offset {offset}: its last instruction is at {last.offset}, {last.opname}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


# ---- lines to instructions ----


def lines_with_code(program: Program) -> Iterable[int]:
    """The lines a breakpoint can be on."""
    start = _first_of_body(program)
    return {line for line in program.lines[start:] if line}


class Arrival(NamedTuple):
    """An instruction at which control arrives at a line."""

    at: int  # index of the instruction
    run_start: int  # equal to ``at``, or the first instruction of those that may also just go on to it


def arrivals(program: Program, line: int) -> List[Arrival]:
    """Where control arrives at a line: at the first of its instructions, or by a jump from another line.

    A for loop is the case in point: each round jumps into the middle of the line of the ``for``.
    """
    start = _first_of_body(program)
    lines = _effective_lines(program)
    sources = _jump_sources(program)
    found = []
    run_start = start
    for index in range(start, len(lines)):
        if index > start and lines[index - 1] != lines[index]:
            run_start = index
        if lines[index] != line:
            continue
        before = program.instructions[index - 1].op
        goes_on = index > start and (before is None or before.falls_through)
        comes_from = [lines[source] for source in sources.get(index, ())]
        # The end of a program that ends with a while is on its line, and reached from there only (3.14).
        if index == run_start and (goes_on or set(comes_from) != {line}):
            found.append(Arrival(index, index))
        elif any(source != line for source in comes_from):
            found.append(Arrival(index, run_start if goes_on else index))
    return found


def _first_of_body(program: Program) -> int:
    """Behind what makes a frame ready, which has the line of the ``def``."""
    index, before = 0, ""
    for instruction in program.instructions:
        is_prologue = instruction.opname in _PROLOGUE or (
            instruction.opname == "POP_TOP" and before == "RETURN_GENERATOR"
        )
        if not is_prologue:
            break
        before = instruction.opname
        index += 1
    return index if index < len(program.instructions) else 0


def _effective_lines(program: Program) -> List[Optional[int]]:
    """Instructions without a line belong to the line before."""
    lines: List[Optional[int]] = []
    for line in program.lines:
        lines.append(line if line is not None or not lines else lines[-1])
    return lines


def _jump_sources(program: Program) -> Dict[int, List[int]]:
    sources: Dict[int, List[int]] = {}
    for instruction in program.instructions:
        if instruction.op is not None and instruction.op.jumps:
            sources.setdefault(instruction.operand, []).append(instruction.index)
    return sources
