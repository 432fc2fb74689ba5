"""Runs a script natively, writes down each instruction of its own code: native_steps.py TARGET SCRIPT [ARGS]

A program of its own that runs under any CPython the machine supports. "Its own code" is the code object
compiled from the file and all that are nested in it; what exec() or imports bring is left out, here and
on the machine's side.

From 3.12 on sys.monitoring reports the instructions, in 3.11 f_trace_opcodes does. Neither says anything
of what stands before the first RESUME of a code object (MAKE_CELL, COPY_FREE_VARS, RETURN_GENERATOR and
the POP_TOP behind it), for there the frame is not complete, and both have an event of another name at a
RESUME, which is taken for it. EXTENDED_ARG has events of its own, natively; it is a prefix and no
instruction of the machine's. ``unreported`` says which offsets this leaves out.
"""

from __future__ import annotations

import builtins
import dis
import json
import sys
from types import CodeType, FrameType
from typing import Any, Callable, Dict, Iterator, List, Set, Tuple

Step = Tuple[str, int]


def nested(code: CodeType) -> Iterator[CodeType]:
    """*code* and every code object among its constants, at any depth."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def unreported(code: CodeType) -> Set[int]:
    """The offsets in *code* that are left out of the comparison."""
    offsets = set()
    complete = False  # co_firsttraceable in 3.12+, _PyFrame_IsIncomplete in 3.11: from the first RESUME on
    for instruction in dis.get_instructions(code):
        complete = complete or instruction.opname == "RESUME"
        if not complete or instruction.opname == "EXTENDED_ARG":
            offsets.add(instruction.offset)
    return offsets


class Recorder:
    """The steps of a set of code objects."""

    def __init__(self, code: CodeType) -> None:
        # Keyed by identity: code objects compare by value, and two equal ones are still two.
        self.left_out: Dict[int, Set[int]] = {id(one): unreported(one) for one in nested(code)}
        self.codes = list(nested(code))
        self.steps: List[Step] = []

    def __call__(self, code: CodeType, offset: int) -> None:
        left_out = self.left_out.get(id(code))
        if left_out is not None and offset not in left_out:
            self.steps.append((code.co_qualname, offset))


def monitored(recorder: Recorder) -> Callable[[], None]:
    """Start recording by sys.monitoring; the result ends it."""
    monitoring, tool = sys.monitoring, sys.monitoring.DEBUGGER_ID
    events = (monitoring.events.INSTRUCTION, monitoring.events.PY_START, monitoring.events.PY_RESUME)
    monitoring.use_tool_id(tool, "native steps")
    for event in events:
        monitoring.register_callback(tool, event, recorder)
    for code in recorder.codes:
        monitoring.set_local_events(tool, code, sum(events))

    def stop() -> None:
        monitoring.free_tool_id(tool)

    return stop


def traced(recorder: Recorder) -> Callable[[], None]:
    """Start recording by f_trace_opcodes; the result ends it."""

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if id(frame.f_code) not in recorder.left_out:
            return None
        frame.f_trace_opcodes = True
        if event in ("opcode", "call"):
            recorder(frame.f_code, frame.f_lasti)
        return trace

    sys.settrace(trace)
    return lambda: sys.settrace(None)


def main() -> None:
    target, script = sys.argv[1:3]
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec", dont_inherit=True)
    del sys.argv[:2]
    sys.path[0] = script.rpartition("/")[0]
    module = type(sys)("__main__")
    module.__dict__.update(__file__=script, __builtins__=builtins)
    sys.modules["__main__"] = module
    recorder = Recorder(code)
    stop = (monitored if sys.version_info >= (3, 12) else traced)(recorder)
    try:
        exec(code, module.__dict__)
    except BaseException as error:  # SystemExit, too: only the steps matter here
        del error
    finally:
        stop()
    with open(target, "w") as output:
        json.dump(recorder.steps, output)


if __name__ == "__main__":
    main()
