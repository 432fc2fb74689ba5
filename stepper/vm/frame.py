"""Frames: what CPython keeps in ``_PyInterpreterFrame``, as an ordinary object on the heap."""

from __future__ import annotations

from itertools import count
from types import CellType, CodeType
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Type

from .versions import HOST, PY311, PY313

if TYPE_CHECKING:
    from .link import Instruction, Program
    from .machine import Machine

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 0x1, 0x2, 0x4, 0x8
CO_NESTED, CO_GENERATOR, CO_COROUTINE = 0x10, 0x20, 0x80
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 0x100, 0x200
CO_RESUMABLE = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


class _Null:
    """The type of NULL: an empty slot of the value stack or the locals, which is no Python object."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"


NULL: Any = _Null()


class Block(NamedTuple):
    """One entry of the block stack, as it is shown. Indices are instruction indices."""

    kind: str  # "try", "finally", "with", "handler", "cleanup", "loop"
    start: int
    end: int
    target: int
    depth: int  # value stack depth on entry to the handler; -1 for loops
    kept: bool  # False: no interpreter keeps it, it is derived (loops)


class TryBlock(NamedTuple):
    """An entry of the block stack of 3.10 and before (``PyTryBlock``, Include/cpython/frameobject.h)."""

    is_handler: bool  # EXCEPT_HANDLER, else SETUP_FINALLY
    setup: int  # index of the instruction that has pushed the statement's block
    handler: int  # index of the handler's first instruction
    level: int  # the value stack is cut to this depth
    failed: int = -1  # of EXCEPT_HANDLER: index of the instruction that has failed (b_handler, 3.10)


class HandledException:
    """The exception being handled: CPython's ``_PyErr_StackItem``. Each running generator pushes one of its
    own; ``previous`` is the next below that holds an exception.
    """

    __slots__ = ("previous", "traceback", "value")

    def __init__(self, previous: Optional[HandledException] = None) -> None:
        self.value: Optional[BaseException] = None
        self.traceback: Any = None  # the one it had when it was caught (3.10 and before keep it apart)
        self.previous = previous

    def top(self) -> Optional[BaseException]:
        """The innermost exception being handled, or None (``_PyErr_GetTopmostException``)."""
        item: Optional[HandledException] = self
        while item is not None:
            if item.value is not None:
                return item.value
            item = item.previous
        return None

    def innermost(self) -> Optional[HandledException]:
        """The innermost item that holds an exception."""
        item: Optional[HandledException] = self
        while item is not None:
            if item.value is not None:
                return item
            item = item.previous
        return None


_serials = count(1)


class _Rare:
    """An attribute that few frames ever have; None until then.

    Not in a ``__dict__``: from 3.13 on that takes room for its values in each frame, up to 180 bytes.
    """

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name

    def __get__(self, frame: Any, owner: Any) -> Any:
        try:
            return frame.rest.get(self.name)
        except AttributeError:
            return None

    def __set__(self, frame: Any, value: Any) -> None:
        try:
            frame.rest[self.name] = value
        except AttributeError:
            frame.rest = {self.name: value}


# A frame must be small: a recursion holds many, and a native one takes some hundred bytes from 3.11 on.
_SLOTS: Tuple[str, ...] = (
    "__weakref__",
    "back",
    "builtins",
    "closure",
    "entries",
    "function",
    "globals",
    "is_entry",
    "locals",
    "machine",
    "pc",
    "program",
    "rest",
    "stack",
)
if HOST < PY311:
    _SLOTS += ("block_stack", "taken")
elif HOST < PY313:
    _SLOTS += ("kwnames",)


class Frame:
    """An activation of a code object.

    ``pc`` is the index of the next instruction; while an instruction runs, the running one is the one before.
    It is kept here and not in the loop because an instruction may re-enter the machine (a sort key, a guest
    ``__add__``). ``locals`` is CPython's localsplus: arguments and variables, then cells, then free
    variables; an unbound slot holds NULL. ``entries`` is what the loop fetches from: the program's own, or a
    copy with traps in it.
    """

    __slots__ = _SLOTS

    namespace: Any = None  # f_locals of a module or class body; None in a function, see NamespaceFrame
    is_restored: Any = _Rare()  # see returned.py
    locals_dict: Any = _Rare()  # what locals() returned before (3.12 and earlier)
    serial: Any = _Rare()  # see number
    traced: Any = _Rare()  # what tracing keeps of it (views.py)

    def __init__(
        self,
        machine: Machine,
        program: Program,
        locals_: List[Any],
        globals_: Dict[str, Any],
        builtins: Mapping[str, Any],
        namespace: Any = None,
        closure: Sequence[CellType] = (),
        function: Any = None,
    ) -> None:
        """``push_frame`` (ops/calls_311.py, ops/calls_39.py) does for itself what stands here."""
        self.machine = machine
        self.program = program
        self.entries = program.entries
        self.pc = 0
        self.stack: List[Any] = []
        self.locals = locals_
        self.globals = globals_
        self.builtins = builtins
        self.back: Optional[Frame] = None
        self.is_entry = False  # C code called us: leaving this frame leaves the loop
        self.closure = closure
        self.function = function  # held for as long as the frame lives, as CPython's does
        self.rest: Dict[str, Any]  # see _Rare; unset until needed
        self.kwnames: Tuple[str, ...]  # set by KW_NAMES for the CALL that follows (3.11, 3.12)
        if PY311 <= HOST < PY313:
            self.kwnames = ()
        self.block_stack: List[TryBlock]  # 3.10 and before
        self.taken: Any  # what the caller's stack keeps of the call until it has returned (3.10 and before)
        if namespace is not None:
            self.namespace = namespace

    @property
    def code(self) -> CodeType:
        """The code object being run."""
        return self.program.code

    @property
    def number(self) -> int:
        """A number that no other frame of this process has; given when first asked for."""
        if not self.serial:
            self.serial = next(_serials)
        number: int = self.serial
        return number

    @property
    def instruction(self) -> Instruction:
        """The instruction about to run (for a caller: the one after its call)."""
        return self.program.instructions[self.pc]

    @property
    def blocks(self) -> Tuple[Block, ...]:
        """The block stack at the instruction about to run, outermost first."""
        return self.blocks_at(self.pc)

    def blocks_at(self, index: int) -> Tuple[Block, ...]:
        """The block stack at an instruction the frame stands at or has just run, outermost first."""
        if HOST >= PY311:
            return self.program.blocks_at(index)
        return self.program.shown_blocks(self.block_stack, index)

    def variables(self) -> Dict[str, Any]:
        """Bound fast locals, cells and free variables by name."""
        found = {}
        cells = self.program.cell_slots
        for index, value in enumerate(self.locals):
            if index in cells and type(value) is CellType:
                value = cell_value(value)
            if value is not NULL:
                found[self.program.slot_names[index]] = value
        return found

    def __repr__(self) -> str:
        return f"<frame {self.program.qualname} at {self.program.filename}, instruction {self.pc}>"


class NamespaceFrame(Frame):
    """The frame of a module or class body."""

    __slots__ = ("namespace",)


def new_frame_class(namespace: Any) -> Type[Frame]:
    """The class for a frame with this namespace, or with none."""
    return Frame if namespace is None else NamespaceFrame


def cell_value(cell: CellType) -> Any:
    """What a cell holds, or NULL when it is empty."""
    try:
        return cell.cell_contents
    except ValueError:
        return NULL
