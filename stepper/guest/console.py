"""What the user runs in a frame on purpose: an expression for its value, or a statement for what it does.

It is run by CPython itself, with the frame's names: assigning to one writes the variable, the cell or the
namespace it is in, and ``STACK[-1]`` is the top of the value stack. Functions of the program that it calls
are interpreted, but nothing stops in them. Whatever it raises ends it alone; the user can interrupt it.
"""

from __future__ import annotations

from types import CellType, CodeType, FrameType
from typing import Any, Dict, Optional

from ..questions import Executed
from ..vm.frame import NULL, Frame, cell_value
from ..vm.tracebacks import is_own
from .inspector import said
from .slotkinds import kinds_at

_LIMIT = 10_000  # characters of a value's text
_MACHINE = __name__.rpartition(".guest.")[0] + ".vm.machine"
_compile, _eval, _exec, _repr = compile, eval, exec, repr
_KeyError, _IndexError, _TypeError = KeyError, IndexError, TypeError


class Stack:
    """The value stack of a frame as the console has it: entries can be looked at and replaced."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return len(self._frame.stack)

    def __getitem__(self, position: int) -> Any:
        value = self._frame.stack[position]
        if value is NULL:
            raise _IndexError("there is NULL, which is no object")
        return value

    def __setitem__(self, position: int, value: Any) -> None:
        frame = self._frame
        if type(position) is not int:
            raise _TypeError("one entry is replaced at a time")
        frame.stack[position]  # IndexError when there is none
        kinds = kinds_at(frame.program, frame.pc)
        place = position % len(frame.stack)
        if frame.stack[place] is NULL or (place < len(kinds) and kinds[place] != "object"):
            raise _TypeError("what the interpreter itself has put there can't be replaced")
        frame.stack[place] = value

    def __repr__(self) -> str:
        shown = ["NULL" if value is NULL else _repr(value) for value in self._frame.stack]
        return f"[{', '.join(shown)}]"


class Names:
    """The names of a frame as a mapping: what CPython wants as locals of the code that it runs."""

    def __init__(self, frame: Frame, own: Dict[str, Any]) -> None:
        self._frame = frame
        self._own = own  # the console's: of names that are nowhere else

    def __getitem__(self, name: str) -> Any:
        found = self._slots(name)
        for slot in found:
            value = self._frame.locals[slot]
            value = cell_value(value) if type(value) is CellType else value
            if value is not NULL:
                return value
        if found:
            raise _KeyError(name)
        if self._frame.namespace is not None:
            try:
                return self._frame.namespace[name]
            except _KeyError:
                pass
        return self._own[name]

    def __setitem__(self, name: str, value: Any) -> None:
        frame = self._frame
        slots = self._slots(name)
        if slots:
            held = frame.locals[slots[-1]]
            if slots[-1] in frame.program.cell_slots and type(held) is CellType:
                held.cell_contents = value
            else:
                frame.locals[slots[-1]] = value
        elif frame.namespace is not None:
            frame.namespace[name] = value
        elif dict.__contains__(frame.globals, name):
            frame.globals[name] = value
        else:
            self._own[name] = value

    def __delitem__(self, name: str) -> None:
        frame = self._frame
        slots = self._slots(name)
        if slots:
            held = frame.locals[slots[-1]]
            if slots[-1] in frame.program.cell_slots and type(held) is CellType:
                del held.cell_contents
            else:
                frame.locals[slots[-1]] = NULL
        elif frame.namespace is not None:
            del frame.namespace[name]
        else:
            del self._own[name]

    def _slots(self, name: str) -> Any:
        """Where a variable of that name is; an argument that has moved to a cell leaves its slot behind."""
        program = self._frame.program
        return [
            slot
            for slot, known in enumerate(program.slot_names)
            if known == name and slot not in program.moved_arguments
        ]


class Console:
    """Runs what the user writes."""

    def __init__(self) -> None:
        self._own: Dict[str, Any] = {}
        self._is_running = False

    def run(self, text: str, frame: Frame) -> Executed:
        """Run a line in a frame and say what came of it."""
        try:
            code = self._compiled(text)
            self._own["STACK"] = Stack(frame)
            names: Any = Names(frame, self._own)
            globals_ = frame.globals if not _has_functions(code) else self._seen_by_functions(frame)
            self._is_running = True
            try:
                value = _eval(code, globals_, names)
            finally:
                self._is_running = False
            if value is None:
                return Executed("", "")
            self._own["_"] = value
            self._is_running = True
            try:
                shown = _repr(value)
            finally:
                self._is_running = False
            return Executed(shown if len(shown) <= _LIMIT else f"{shown[:_LIMIT]}…", "")
        except BaseException as error:
            return Executed("", said(error))

    def _compiled(self, text: str) -> CodeType:
        try:
            return _compile(text.strip(), "<console>", "eval", 0, True)
        except SyntaxError:
            return _compile(text, "<console>", "exec", 0, True)

    def _seen_by_functions(self, frame: Frame) -> Dict[str, Any]:
        """Globals in which a lambda or a generator expression finds the frame's variables as well."""
        names = dict(frame.globals)
        names.update(self._own)
        names.update(frame.variables())
        return names

    def interrupt(self, frame: Frame, host: Optional[FrameType]) -> None:
        """End what is running by KeyboardInterrupt; called by a signal handler."""
        if not self._is_running:
            return
        if not _is_in_machine(host):
            raise KeyboardInterrupt

        def fail(_: Frame) -> None:
            if self._is_running:
                raise KeyboardInterrupt

        frame.machine.pending.append(fail)
        frame.machine.request_attention()


def _has_functions(code: CodeType) -> bool:
    return any(type(constant) is CodeType for constant in code.co_consts)


def _is_in_machine(host: Optional[FrameType]) -> bool:
    """Whether the machine is at work between two of its steps: an exception there would be its own."""
    if host is None or not is_own(host):
        return False
    current: Optional[FrameType] = host
    while current is not None:
        name = current.f_globals.get("__name__")
        if name == _MACHINE:
            return True
        if name == __name__:
            return False
        current = current.f_back
    return False
