"""The messages between the debuggee and the session: frozen records, plain data, nothing else.

Every record is a ``NamedTuple`` of strings, numbers, ``None``, tuples and other records, so that a snapshot
can be kept, compared, saved and drawn again, and travels as JSON without a conversion on the debuggee's side.
This module runs inside the guest's interpreter as well: the standard library only, and nothing of ours.

Offsets are bytes into ``co_code``, as in ``f_lasti`` and ``dis``. Lines count from 1, columns from 0. Lists
of frames are innermost first, value stacks bottom first, block stacks outermost first.
"""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

PROTOCOL_VERSION = 1


# ---- what a stop shows ----


class Value(NamedTuple):
    """An object as it is shown: made without running guest code, bounded, control characters made visible."""

    text: str
    type: str
    identity: int = 0  # id() of the object, to tell "the same object" from "an equal one"; 0 for NULL


class StackSlot(NamedTuple):
    """One entry of the value stack."""

    value: Value
    # "object", "null", "exception" (saved by PUSH_EXC_INFO), "lasti" (pushed by unwinding), "position" (of a
    # loop in a list or tuple, 3.15)
    kind: str
    role: str  # what the instruction about to run uses it as ("left", "callable", "arg 1"); "" when untouched


class Variable(NamedTuple):
    """One name of a frame."""

    name: str
    scope: str  # "local", "cell", "free", "name" (a class or module namespace), "global"
    value: Optional[Value]  # None: not bound


class Block(NamedTuple):
    """One entry of the block stack: up to 3.10 the interpreter's own, from 3.11 of the exception table.

    ``kept`` is False for what no interpreter keeps and we derive: the enclosing loops.
    """

    kind: str  # "try", "finally", "with", "handler", "cleanup", "loop"
    start: int
    end: int
    target: int  # where control goes: the handler, or the head of the loop
    depth: int  # value stack depth on entry to the handler; -1 for loops
    kept: bool


class FrameHeader(NamedTuple):
    """One line of the frame chain."""

    frame: int  # a number that stays with the frame for its life
    code: int  # key of its Listing
    qualname: str
    file: str
    line: Optional[int]
    offset: int
    kind: str  # "vm", or "native" for a frame that CPython itself runs


class Place(NamedTuple):
    """One place where a name is looked for."""

    # "fast slot", "cell", "namespace", "globals", "builtins"; of attributes "class", "metaclass", "own dict",
    # "module"
    where: str
    detail: str = ""  # the number of the slot; the name of the class
    step: int = 0  # of the method resolution order, from 1
    # What is there: "" nothing, "value"; in a class also "function", "property", "slot", "class method", ...
    holds: str = ""


class Forecast(NamedTuple):
    """What the instruction about to run will do, as far as that can be told without running guest code."""

    result: Optional[Value] = None  # what it will push, when certain
    jumps: Optional[bool] = None  # whether a conditional jump or FOR_ITER will jump; None when not known
    target: Optional[int] = None  # the offset control goes to when it jumps
    callee: str = ""  # for calls: "guest", "native", "class"; "generator", "coroutine", "async generator"
    raises: str = ""  # the exception it will certainly raise, e.g. "UnboundLocalError"
    lookup: Tuple[Place, ...] = ()  # where a name is looked for, in order; in the last of them it is found
    enters: str = ""  # the function of the program's own whose frame is entered first
    # What will stand in place of Row.before, bottom first; None: not known; (): what Row.after says.
    after: Tuple[Optional[Value], ...] = ()


class FrameView(NamedTuple):
    """One frame in full."""

    header: FrameHeader
    stack: Tuple[StackSlot, ...]
    blocks: Tuple[Block, ...]
    variables: Tuple[Variable, ...]  # locals, cells, free variables; the namespace of a module or class
    globals: Tuple[Variable, ...]
    forecast: Optional[Forecast]  # for the innermost frame only


class Reason(NamedTuple):
    """Why the program stopped; a stop carries all that hold."""

    # "start", "step", "line", "breakpoint", "until", "returned", "pause", "end", or a phase of Unwinding
    kind: str
    text: str  # one sentence for people


class Unwinding(NamedTuple):
    """How far an exception has come on its way; each phase is a stop before what it names is done.

    "raised": it is raised, or has come out of ``left``; the search for a handler begins. "dropped": up to
    3.10, the block of an except clause is in the way. "found": there is a handler, and the stack will be cut.
    "cut": that is done, what ``pushes`` holds will be pushed. "unwinding": there is none, and the frame will
    be left.
    """

    phase: str
    left: str  # the function it has just come out of; "" when it was raised by this frame's instruction
    has_table: bool  # this CPython searches an exception table; else a block stack
    handler: Optional[Block]  # the table's entry, or the block, that the phase is about
    pushes: Tuple[Value, ...]  # bottom first


class Snapshot(NamedTuple):
    """Everything the panes show at one stop."""

    number: int  # stops made so far, from 1
    reasons: Tuple[Reason, ...]
    thread: str  # the one that has stopped, by its name
    threads: int  # how many run code of the program's own
    frames: Tuple[FrameHeader, ...]
    selected: int  # index into frames of the one in ``view``
    view: Optional[FrameView]  # None when there is no frame left (program end)
    exception: Optional[Value]  # the exception on its way, while raising or unwinding
    returned: Optional[Value]  # what the frame just finished returned
    unwinding: Optional[Unwinding] = None  # while an exception is on its way


# ---- what is sent once ----


class Row(NamedTuple):
    """One instruction as the listing shows it. What depends on the guest's Python version is all in here."""

    offset: int  # of the opcode itself
    start: int  # of its first EXTENDED_ARG, else the same
    opname: str
    arg: Optional[int]
    argrepr: str
    line: Optional[int]
    columns: Optional[Tuple[int, int, int, int]]  # line, end line, column, end column (characters)
    target: Optional[int]  # offset of the jump target
    conditional: bool  # it may jump or not
    units: str  # raw code units in hex, EXTENDED_ARG and caches included
    before: Tuple[str, ...]  # names of the operands it consumes, bottom first
    after: Tuple[str, ...]  # names of what it leaves in their place
    summary: str  # the opcode's one sentence
    breaker: bool  # this CPython checks its eval breaker here
    depth: int  # value stack depth before it, from static analysis; -1 when unreachable
    jumped: Tuple[str, ...]  # names of what it leaves instead of ``after`` when it jumps


class Listing(NamedTuple):
    """One code object."""

    code: int
    qualname: str
    file: str
    first_line: int
    rows: Tuple[Row, ...]
    blocks: Tuple[Block, ...]  # the exception table (3.11+) and the loops, over the whole code
    nested: Tuple[int, ...]  # keys of the code objects among its constants, in order
    stacksize: int
    flags: Tuple[str, ...]
    varnames: Tuple[str, ...]
    cellvars: Tuple[str, ...]
    freevars: Tuple[str, ...]
    names: Tuple[str, ...]


class Opcode(NamedTuple):
    """What there is to say of an opcode of this interpreter, apart from any program."""

    name: str
    number: int
    argument: str  # what its argument means; "" when it takes none
    picture: str  # "left, right -- result"; sizes and conditions are expressions over oparg
    jumped: str  # the picture when it jumps, where that differs
    summary: str
    versions: Tuple[str, ...]  # sentences: in which versions it is, what has changed


class Source(NamedTuple):
    """The text of one file."""

    file: str
    text: str


class Breakpoint(NamedTuple):
    """A breakpoint as it stands: of kind "place" on an ``offset`` or only a ``line``, else on a ``name``."""

    where: str  # the place or event as people write it
    file: str
    qualname: str  # "" when it is on a line
    first_line: int  # of the code object; 0 when it is on a line
    offset: int  # -1 when it is on a line
    line: int  # 0 when it is on an offset
    places: Tuple[Tuple[int, int], ...] = ()  # (code key, offset) pairs where it is installed now
    kind: str = "place"  # "op" (opcodes), "raise", "uncaught" (exceptions), "watch" (variables, attributes)
    name: str = ""  # of opcodes (a pattern), of an exception class, or of what is watched
    enabled: bool = True
    condition: str = ""  # an expression: it stops only where that is true
    ignore: int = 0  # so many hits do not stop
    every: int = 1  # of those that follow, each so many-th does
    once: bool = False  # it is removed when it has stopped
    hits: int = 0  # so far, those that did not stop included
    text: str = ""  # what stands there: the source line, or the instruction
    problem: str = ""  # why the condition could not be told

    @property
    def spec(self) -> str:
        """The whole of it as people write it."""
        words = [self.where]
        words += ["once"] if self.once else []
        words += [f"ignore {self.ignore}"] if self.ignore else []
        words += [f"every {self.every}"] if self.every > 1 else []
        words += [f"if {self.condition}"] if self.condition else []
        return " ".join(words)


# ---- session to debuggee: imperative ----


class Launch(NamedTuple):
    """What to run and how; the first message, or the argument of a debuggee that has no wire."""

    kind: str  # "script", "module", "code"
    target: str  # path, module name or source text
    args: Tuple[str, ...]
    front: str  # "wire" (be driven), "run", "trace", "dis"
    breakpoints: Tuple[str, ...] = ()  # in words
    scope: str = "user"  # or "all"
    include: Tuple[str, ...] = ()
    trace_format: str = "text"  # or "json"
    trace_file: str = ""  # "" is stderr
    saved: Optional[Tuple[Breakpoint, ...]] = None  # of an earlier run; None: there was none


class Resume(NamedTuple):
    """Go on. ``frame`` names the selected frame for "next", "finish", "line" and "until"."""

    how: str  # "step", "next", "finish", "line", "until", "continue"
    frame: int = 0
    offset: int = -1


class Pause(NamedTuple):
    """Stop at the next instruction."""


class Sample(NamedTuple):
    """Tell how fast the running program is and where; Progress follows, once it comes to an instruction."""


class SelectFrame(NamedTuple):
    """Send the snapshot again with another frame in full."""

    index: int  # type: ignore[assignment]  # it hides tuple.index, which nobody calls on a message


class SendListing(NamedTuple):
    """Send one listing, and what is nested in it is known by key."""

    code: int


class AddBreakpoint(NamedTuple):
    """Set a breakpoint; it is answered by BreakpointsChanged or RequestRefused.

    One of kind "place" without a file is in words: they are its ``where``.
    """

    point: Breakpoint


class ChangeBreakpoint(NamedTuple):
    """Put a breakpoint in the place of another, with the same answers; it may be in words as well."""

    old: Breakpoint
    new: Breakpoint


class RemoveBreakpoint(NamedTuple):
    """Remove a breakpoint by its position in the last BreakpointsChanged."""

    point: Breakpoint


class Quit(NamedTuple):
    """End the debuggee now."""


# ---- debuggee to session: past tense ----


class Ready(NamedTuple):
    """The debuggee has compiled the program; nothing has run yet."""

    version: int  # PROTOCOL_VERSION
    python: str  # "3.13.0"
    pid: int


class Refused(NamedTuple):
    """The program can't be started; the text is one clear message for the user."""

    text: str


class RequestRefused(NamedTuple):
    """A request was impossible; the session lives."""

    text: str


class Stopped(NamedTuple):
    """The program has stopped."""

    snapshot: Snapshot


class Resumed(NamedTuple):
    """The program is running again."""


class OpcodesSent(NamedTuple):
    """The opcodes of the program's interpreter; before the first Listed."""

    opcodes: Tuple[Opcode, ...]


class Progress(NamedTuple):
    """A sample of the running program; it counts none where the program traces itself."""

    instructions: int
    microseconds: int  # that they took
    place: str  # "fib, line 3"


class Listed(NamedTuple):
    """A listing the front end has not seen; always before the first Stopped that names it."""

    listing: Listing


class SourceSent(NamedTuple):
    """A source the front end has not seen; always before the first Listed that names its file."""

    source: Source


class BreakpointsChanged(NamedTuple):
    """All breakpoints as they stand."""

    points: Tuple[Breakpoint, ...]


class InputWanted(NamedTuple):
    """The program is about to wait for a line on its standard input."""

    prompt: str
    place: str = ""  # function and line that want it; "" where no code of the program's has asked


class InputDone(NamedTuple):
    """The program has got its line."""


class Ended(NamedTuple):
    """The program's own code has come to its end; the process is about to leave with ``status``."""

    status: int
    text: str  # "finished", "SystemExit: 3", "ValueError: no"


class Crashed(NamedTuple):
    """A fault of ours: the VM's or the debuggee's. The text is the whole report."""

    text: str
