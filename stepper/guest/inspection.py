"""All that a frame and its code object hold, field by field, each with what it is for."""

from __future__ import annotations

from typing import Any, Iterator, List

from ..questions import Inspected, Item
from ..vm.exceptiontable import parse_exception_table
from ..vm.frame import Frame
from ..vm.versions import HOST, PY311
from .listings import flag_names
from .peek import is_instance
from .saferepr import Budget, show, text_of

_LONG = Budget(chars=2000, items=500)
_HEX = 16  # bytes in a row
_MOST_ROWS = 2000


def inspected(frame: Frame, at: int) -> Inspected:
    """The fields of a frame that stands at an instruction, and those of its code object."""
    return Inspected(frame.program.qualname, tuple(_frame(frame, at)), tuple(_code(frame)))


def _frame(frame: Frame, at: int) -> Iterator[Item]:
    program, code = frame.program, frame.program.code
    yield Item("f_back", _caller(frame), "The frame that called this one and goes on when it returns.")
    yield Item("f_code", show(code).text, "The code object being run; many frames may share one.")
    yield Item(
        "f_lasti",
        str(program.instructions[at].offset),
        "The offset of the instruction the frame is at: about to run, or making a call.",
    )
    yield Item(
        "f_lineno", str(program.lines[at]), "The source line, looked up in the line table by the offset."
    )
    if frame.namespace is None:
        held = f"{len(frame.variables())} bound, in fast slots and cells"
    else:
        held = f"{_count(frame.namespace)} names in a namespace"
    yield Item("f_locals", held, "The local variables; a function keeps them in numbered slots.")
    module = dict.get(frame.globals, "__name__")
    yield Item(
        "f_globals",
        f"{_count(frame.globals)} names of module {text_of(module)}",
        "The namespace of the module: where global names are looked for first.",
    )
    yield Item(
        "f_builtins",
        f"{_count(frame.builtins)} names",
        "Where a name is looked for that globals do not have.",
    )
    yield Item(
        "value stack",
        f"{len(frame.stack)} of {code.co_stacksize}",
        "How deep it is now, and how deep the compiler has found that it can get.",
    )
    yield _blocks(frame)
    if program.is_resumable:
        yield Item(
            "suspended by",
            "yield",
            "The frame of a generator or coroutine lives on when it is left by a yield.",
        )


def _count(namespace: Any) -> str:
    return str(dict.__len__(namespace)) if is_instance(namespace, dict) else "some"


def _caller(frame: Frame) -> str:
    if frame.back is None:
        return "None: nothing called it"
    name = frame.back.program.qualname
    return f"native code, called by {name}" if frame.is_entry else name


def _blocks(frame: Frame) -> Item:
    if HOST >= PY311:
        return Item(
            "block stack",
            "none",
            "Up to 3.10 a frame keeps one; since 3.11 the exception table of the code object says the same.",
        )
    kinds = ["except handler" if block.is_handler else "try, finally or with" for block in frame.block_stack]
    return Item(
        "block stack", ", ".join(kinds) or "empty", "The blocks that are open: where an exception is sent to."
    )


# ---- the code object ----


def _code(frame: Frame) -> Iterator[Item]:
    code = frame.program.code
    for name, meaning in _FIELDS:
        value = getattr(code, name, None)
        if value is not None:
            yield Item(name, text_of(value, _LONG), meaning)
    yield Item(
        "co_flags",
        f"{code.co_flags:#x}  {' '.join(flag_names(code.co_flags))}".rstrip(),
        "What kind of code it is: a function with fast locals, a generator, one with *args.",
    )
    constants = [f"{index}: {text_of(value)}" for index, value in enumerate(code.co_consts)]
    yield from _rows("co_consts", constants, "The constants: LOAD_CONST pushes one by its number.")
    yield from _rows("line table", list(_lines(frame)), "Which offsets belong to which source line.")
    if HOST >= PY311:
        entries = [
            f"{entry.start} to {entry.end} → {entry.target}, depth {entry.depth}" + ", lasti" * entry.lasti
            for entry in parse_exception_table(code)
        ]
        yield from _rows(
            "exception table", entries, "Where an exception raised between two offsets is sent to."
        )
    units = code.co_code
    dump = [f"{start:>4}: {units[start : start + _HEX].hex(' ', 2)}" for start in range(0, len(units), _HEX)]
    yield from _rows(
        "co_code", dump, "The raw code units: two bytes each, opcode and argument; caches in between."
    )


def _lines(frame: Frame) -> Iterator[str]:
    program = frame.program
    start, line = 0, program.lines[0]
    for instruction, now in zip(program.instructions, program.lines):
        if now != line:
            yield f"{start} to {instruction.start} → line {line}"
            start, line = instruction.start, now
    yield f"{start} to {program.instructions[-1].after} → line {line}"


def _rows(name: str, rows: List[str], meaning: str) -> Iterator[Item]:
    """A field of many rows: the first has the name and the meaning."""
    for index, row in enumerate(rows[:_MOST_ROWS] or ["empty"]):
        yield Item("" if index else name, row, "" if index else meaning)


_FIELDS = (
    ("co_name", "The name in the def or class statement."),
    ("co_qualname", "The same with what it is nested in (since 3.11)."),
    ("co_filename", "The file it was compiled from."),
    ("co_firstlineno", "The line it begins at."),
    ("co_argcount", "Positional parameters, those with defaults included."),
    ("co_posonlyargcount", "Of these, the ones that can't be passed by name."),
    ("co_kwonlyargcount", "Parameters that can only be passed by name."),
    ("co_nlocals", "Local variables, parameters included."),
    ("co_varnames", "Their names, by slot number: LOAD_FAST 0 is the first."),
    ("co_cellvars", "Variables that inner functions use: they live in cells."),
    ("co_freevars", "Variables of outer functions that this one uses, through their cells."),
    ("co_names", "Names of globals, builtins, attributes and modules that instructions refer to by number."),
    ("co_stacksize", "How deep the value stack can get."),
)
