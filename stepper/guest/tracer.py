"""``--trace``: a line for each instruction, the state before it runs, as text or as JSON.

Each line is written at once, by one call, to a descriptor of its own. So whatever way the program ends, by
``os._exit`` or a crash, the last line is that of its last instruction, and none of its output breaks a line.
"""

from __future__ import annotations

import os
from _thread import get_ident as _get_ident
from json.encoder import encode_basestring_ascii
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from ..protocol import Block, Launch, Row
from ..vm.frame import Frame
from ..vm.link import Program
from ..vm.policy import RUN_ON
from ..vm.stops import Resume, Stop
from .listings import Listings
from .peek import ELLIPSIS, visible
from .saferepr import Budget, text_of
from .snapshot import block_stack
from .sources import Sources
from .undisturbed import Undisturbed

_write, _close, _open_file, _dup = os.write, os.close, os.open, os.dup
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
_LOWEST = 300  # above what programs close in a loop
_TEXT = Budget(chars=40, depth=2, items=6)
_JSON = Budget(chars=160)
_SHOWN_SLOTS = 200
_DEEPEST_INDENT = 12
_ARGUMENT = 40  # characters of an argument in text

_quoted: Any = encode_basestring_ascii


class Line(NamedTuple):
    """What is told of one instruction."""

    n: int  # instructions so far, from 1
    depth: int  # guest frames
    thread: str  # its name
    is_main: bool
    code: str  # qualified name
    file: str
    line: Optional[int]
    offset: int
    opname: str
    arg: Optional[int]
    argrepr: str
    stack: List[str]  # bottom first
    blocks: List[Block]  # outermost first


class Tracer:
    """A controller that steps through all threads of the program. OSError when the trace can't be written."""

    def __init__(self, launch: Launch) -> None:
        self._descriptor = _descriptor(launch.trace_file)
        as_json = launch.trace_format == "json"
        self._format: Callable[[Line], str] = json_line if as_json else text_line
        self._budget = _JSON if as_json else _TEXT
        self._listings = Listings(Sources())
        self._rows: Dict[int, Dict[int, Row]] = {}  # by id of the Program, which lives as long as the process
        self._count = 0
        self._main = _get_ident()  # the program runs on the thread that has made its controller
        self._main_has_ended = False

    def stopped(self, stop: Stop) -> Resume:
        """Tell of the instruction about to run."""
        with Undisturbed():
            if stop.frame is None:
                self._main_has_ended = True
                return Resume("continue")
            if self._descriptor < 0:
                stop.frame.machine.interpreter.elsewhere = RUN_ON
                return Resume("continue")
            if self._main_has_ended and _get_ident() == self._main:  # what it does at exit
                return Resume("continue")
            if not stop.is_unwinding:
                self._count += 1
                self._tell(self._format(self._line(stop.frame, stop.index, stop.thread)) + "\n")
        return Resume("step")

    def attend(self) -> bool:
        """Nobody asks for attention."""
        return False

    def input_wanted(self, prompt: str) -> None:
        """The terminal is the program's own."""

    def input_done(self) -> None:
        """As above."""

    def _line(self, frame: Frame, index: int, thread: str) -> Line:
        program = frame.program
        instruction = program.instructions[index]
        row = self._row(program, instruction.offset)
        return Line(
            self._count,
            frame.machine.depth,
            visible(thread),
            _get_ident() == self._main,
            visible(program.qualname),
            visible(program.filename),
            row.line,
            row.offset,
            row.opname,
            row.arg,
            row.argrepr,
            [text_of(value, self._budget) for value in frame.stack[-_SHOWN_SLOTS:]],
            list(block_stack(frame, index)),
        )

    def _row(self, program: Program, offset: int) -> Row:
        rows = self._rows.get(id(program))
        if rows is None:
            listing = self._listings.listing(self._listings.key(program.code))
            assert listing is not None
            rows = self._rows[id(program)] = {row.offset: row for row in listing.rows}
        return rows[offset]

    def _tell(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        try:
            while data:
                data = data[_write(self._descriptor, data) :]
        except OSError:  # nobody reads it any more, or the program has closed it: it runs on without
            self._descriptor = -1

    def forked(self) -> None:
        """The trace is of the parent only."""
        self._descriptor = -1


def _descriptor(path: str) -> int:
    """A descriptor for the trace, out of the program's way; standard error for ""."""
    low = _open_file(path, _FLAGS, 0o666) if path else _dup(2)
    try:
        import fcntl
    except ImportError:
        return low
    high = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, _LOWEST)
    _close(low)
    return high


# ---- forms ----


def text_line(line: Line) -> str:
    """One line for people: count, source line, function, offset, instruction, stack. A thread that is not the
    main one stands before the function.
    """
    code = line.code if line.is_main else f"{line.thread}: {line.code}"
    name = "  " * min(line.depth - 1, _DEEPEST_INDENT) + code
    number = "" if line.line is None else str(line.line)
    argument = line.argrepr or ("" if line.arg is None else str(line.arg))
    if len(argument) > _ARGUMENT:
        argument = argument[: _ARGUMENT - 1] + ELLIPSIS
    place = f"{line.n:>6} {number:>5} {name:<20} {line.offset:>5}"
    return f"{place} {line.opname:<20} {argument:<20} [{', '.join(line.stack)}]"


def json_line(line: Line) -> str:
    """One object for programs."""
    fields = line._asdict()
    del fields["is_main"]
    fields["blocks"] = [block._asdict() for block in line.blocks]
    return _json(fields)


def _json(value: Any) -> str:
    """JSON without the json module's own functions, which the program may have patched."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return str(_quoted(value))
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_quoted(key)}: {_json(item)}" for key, item in value.items()]) + "}"
    return "[" + ", ".join([_json(item) for item in value]) + "]"
