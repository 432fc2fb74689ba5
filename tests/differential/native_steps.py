"""Runs a script natively, writes down each instruction of its own code: native_steps.py TARGET SCRIPT [ARGS]

A program of its own that runs under any CPython the machine supports. "Its own code" is the code object
compiled from the file and all that are nested in it; what exec() or imports bring is left out, here and
on the machine's side.

From 3.12 on sys.monitoring reports the instructions, before f_trace_opcodes does. From 3.11 on neither
says anything of what stands before the first RESUME of a code object (MAKE_CELL, COPY_FREE_VARS,
RETURN_GENERATOR and the POP_TOP behind it), for there the frame is not complete: these are left out, here
and on the machine's side. Both have an event of another name at a RESUME, which is taken for it.

EXTENDED_ARG is a prefix and no instruction of the machine's. From 3.12 on it has an event of its own,
which is left out; before it has one instead of the instruction it belongs to, and is taken for that.

The target gets JSON: "steps", [qualified name, offset] pairs, and "silent", [qualified name, offset,
name] triples of the instructions that are left out.
"""

from __future__ import annotations

import builtins
import dis
import json
import sys
from types import CodeType, FrameType
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple

Step = Tuple[str, int]
MONITORING = sys.version_info >= (3, 12)
HAS_RESUME = sys.version_info >= (3, 11)
GENEXPR_START = 4  # from 3.15 on a generator expression gets its iterator before its frame is complete


def nested(code: CodeType) -> Iterator[CodeType]:
    """*code* and every code object among its constants, at any depth."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def qualnames(code: CodeType, own: str = "<module>") -> Iterator[Tuple[CodeType, str]]:
    """Each code object with its qualified name, which up to 3.10 only the code around it knows."""
    yield code, getattr(code, "co_qualname", own)
    is_function = code.co_flags & 3 == 3
    inside = "" if own == "<module>" else f"{own}.<locals>." if is_function else f"{own}."
    named: Dict[int, str] = {}
    before = None
    for instruction in dis.get_instructions(code):
        if before is not None and instruction.opname == "LOAD_CONST":
            named[id(before)] = instruction.argval  # MAKE_FUNCTION comes next, or the call that makes a class
        before = instruction.argval if isinstance(instruction.argval, CodeType) else None
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            nested = inside + constant.co_name
            # A class body is called by its plain name there.
            told = named.get(id(constant), nested)
            yield from qualnames(constant, told if constant.co_flags & 1 else nested)


def reported(code: CodeType) -> Tuple[Dict[int, int], List[Tuple[int, str]]]:
    """The offsets of *code* at which events count, and for each that of the instruction it stands for; and
    offset and name of the instructions that have no event.
    """
    offsets: Dict[int, int] = {}
    silent: List[Tuple[int, str]] = []
    # co_firsttraceable in 3.12, _PyFrame_IsIncomplete in 3.11: from the first RESUME on
    complete = not HAS_RESUME
    prefix = None
    for instruction in dis.get_instructions(code):
        complete = complete or (instruction.opname == "RESUME" and instruction.arg != GENEXPR_START)
        if not complete:
            silent.append((instruction.offset, instruction.opname))
        elif instruction.opname == "EXTENDED_ARG":
            prefix = instruction.offset if prefix is None else prefix
        else:
            at = instruction.offset if prefix is None or MONITORING else prefix
            offsets[at] = instruction.offset
            prefix = None
    return offsets, silent


class Events:
    """Calls ``step`` at each instruction of the code that was compiled from some files."""

    def __init__(self, files: Iterable[str]) -> None:
        self.files = frozenset(files)
        # By identity, for code objects compare by value; the code object is kept, lest another gets its id.
        self._offsets: Dict[int, Tuple[CodeType, Dict[int, int]]] = {}

    def step(self, frame: FrameType, offset: int) -> None:
        """The frame is about to run its instruction at *offset*."""

    def start(self) -> Callable[[], None]:
        """Begin; the result ends it."""
        return self._monitor() if MONITORING else self._trace()

    def _at(self, frame: FrameType, offset: int) -> None:
        code = frame.f_code
        if id(code) not in self._offsets:
            self._offsets[id(code)] = code, reported(code)[0]
        instruction = self._offsets[id(code)][1].get(offset)
        if instruction is not None:
            self.step(frame, instruction)

    def _monitor(self) -> Callable[[], None]:
        monitoring, tool = sys.monitoring, sys.monitoring.DEBUGGER_ID
        events = (monitoring.events.INSTRUCTION, monitoring.events.PY_START, monitoring.events.PY_RESUME)

        def event(code: CodeType, offset: int) -> Any:
            if code.co_filename not in self.files:
                return monitoring.DISABLE
            self._at(sys._getframe(1), offset)
            return None

        monitoring.use_tool_id(tool, "native steps")
        for kind in events:
            monitoring.register_callback(tool, kind, event)
        monitoring.set_events(tool, sum(events))

        def stop() -> None:
            monitoring.set_events(tool, 0)
            for kind in events:
                monitoring.register_callback(tool, kind, None)
            monitoring.free_tool_id(tool)

        return stop

    def _trace(self) -> Callable[[], None]:
        def trace(frame: FrameType, event: str, _: Any) -> Any:
            code, offset = frame.f_code, frame.f_lasti
            if code.co_filename not in self.files:
                return None
            frame.f_trace_opcodes = True
            # throw() makes a call event, too, at the instruction where the generator waits.
            if event == "opcode" or (event == "call" and dis.opname[code.co_code[offset]] == "RESUME"):
                self._at(frame, offset)
            return trace

        sys.settrace(trace)
        return lambda: sys.settrace(None)


class Recorder(Events):
    """The steps of the code that was compiled from one file."""

    def __init__(self, code: CodeType) -> None:
        super().__init__([code.co_filename])
        self.names = {id(one): name for one, name in qualnames(code)}
        # For copies that decorators have made.
        self.names_at = {(one.co_name, one.co_firstlineno): name for one, name in qualnames(code)}
        self.steps: List[Step] = []
        self.silent = [(self.name(one), *left_out) for one in nested(code) for left_out in reported(one)[1]]

    def name(self, code: CodeType) -> str:
        """The qualified name of *code*."""
        name = getattr(code, "co_qualname", None) or self.names.get(id(code))
        return name or self.names_at.get((code.co_name, code.co_firstlineno), code.co_name)

    def step(self, frame: FrameType, offset: int) -> None:
        self.steps.append((self.name(frame.f_code), offset))


def main() -> None:
    target, script = sys.argv[1:3]
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec", dont_inherit=True)
    del sys.argv[:2]
    sys.path[0] = script.rpartition("/")[0]
    module = type(sys)("__main__")
    module.__dict__.update(__builtins__=builtins, __file__=script)
    if sys.version_info < (3, 15):
        module.__dict__.update(__cached__=None)
    if sys.version_info < (3, 14):
        module.__dict__.update(__annotations__={})
    sys.modules["__main__"] = module
    recorder = Recorder(code)
    stop = recorder.start()
    try:
        exec(code, module.__dict__)
    except BaseException as error:  # SystemExit, too: only the steps matter here
        del error
    finally:
        stop()
    with open(target, "w") as output:
        json.dump({"steps": recorder.steps, "silent": recorder.silent}, output)


if __name__ == "__main__":
    main()
