"""Setting f_lineno: a trace function makes its frame go on at another line (Objects/frameobject.c).

That is allowed where the value stack can be cut to what it must be there. What lies on it, and up to 3.10 on
the block stack, is found by following the code, as CPython does for just this purpose.
"""

from __future__ import annotations

import warnings
from typing import Any, Iterator, List, Optional, Tuple

from ..frame import NULL, Frame
from ..link import Program
from ..versions import HOST, PY39, PY310, PY311, PY312, PY313

if HOST >= PY311:
    from .stacks_311 import Marks, cut, explain, is_compatible, marks
else:
    from .stacks_39 import Marks, cut, explain, is_compatible, marks

_NEW_FRAME = "can't jump from the 'call' trace event of a new frame"
_NOT_A_LINE = "can only jump from a 'line' trace event"
_NO_TRACE = "f_lineno can only be set by a trace function"
_INT_MAX = (1 << 31) - 1


def jump(frame: Frame, line: Any) -> None:
    """Make a frame that is being traced go on at a line; ValueError when it can't."""
    if type(line) is not int:
        raise ValueError("lineno must be an integer")
    tracing = frame.machine.tracing
    event = "" if tracing is None else tracing.event
    refusal = _refusal(frame, event)
    if refusal is None and tracing.frame is not frame:
        refusal = _NOT_A_LINE
    if refusal is not None:
        raise ValueError(refusal)
    first = frame.code.co_firstlineno
    if not -_INT_MAX - 1 <= line <= _INT_MAX:
        raise ValueError("lineno out of range")
    if line < first:
        raise ValueError(f"line {line} comes before the current code block")
    starts = list(_starts(frame.program))
    later = [start for _, start in starts if start >= line]
    if not later:
        raise ValueError(f"line {line} comes after the current code block")
    target = min(later)
    _go(frame, [index for index, start in starts if start == target], event in ("PY_YIELD", "return"))
    if HOST == PY39:
        frame.traced.line = target


def _refusal(frame: Frame, event: str) -> Optional[str]:
    """Why the event of a trace function allows no jump, or None."""
    if HOST >= PY312:
        return _refusal_312(event)
    if (HOST <= PY310 and frame.pc == 0) or (HOST == PY311 and event == "call"):
        return _NEW_FRAME
    if HOST == PY311 and event != "line" and not (event == "return" and _has_yielded(frame)):
        return _NOT_A_LINE if event else _NEW_FRAME
    if frame.traced.function is None:
        return _NO_TRACE
    if event == "exception" or (event == "return" and not _has_yielded(frame)):
        return _NOT_A_LINE
    return None


def _has_yielded(frame: Frame) -> bool:
    return frame.program.instructions[frame.pc - 1].opname in ("YIELD_VALUE", "YIELD_FROM")


def _refusal_312(event: str) -> Optional[str]:
    if not event:
        return "f_lineno can only be set in a trace function"
    if event in ("PY_RESUME", "JUMP", "BRANCH", "BRANCH_LEFT", "BRANCH_RIGHT", "LINE", "PY_YIELD"):
        return None
    if event == "PY_START":
        return _NEW_FRAME
    return "can't jump during a call" if event in ("CALL", "C_RETURN") else _NOT_A_LINE


def _starts(program: Program) -> Iterator[Tuple[int, int]]:
    """Index and line of each instruction that begins a line (``marklines``)."""
    last: Optional[int] = None
    for index, line in enumerate(program.lines):
        if line != last and line is not None:
            yield index, line
        if line is not None or HOST == PY310:
            last = line


def _go(frame: Frame, targets: List[int], has_yielded: bool) -> None:
    """Choose the target that keeps most of the stack, cut the stack to it and go there."""
    found: Marks = marks(frame.program)
    here = found[frame.pc - 1]
    best = best_index = -1
    message: Optional[str] = "cannot find bytecode for specified line"
    is_explained = False
    for index in targets:
        if is_compatible(here, found[index]):
            message = None
            if found[index] > best:
                best, best_index = found[index], index
        elif message is not None and not is_explained:
            message = explain(here, found[index])
            is_explained = HOST >= PY311
    if message is not None:
        raise ValueError(message)
    if HOST >= PY312:
        _bind_all(frame)
    # Up to 3.13 the value that is yielded is off the stack by then.
    yielded = [frame.stack.pop()] if has_yielded and PY311 <= HOST <= PY313 else []
    cut(frame, here >> 3 if yielded else here, best)
    frame.stack.extend(yielded)
    frame.pc = best_index + 1
    frame.traced.at = None


def _bind_all(frame: Frame) -> None:
    """Variables that the compiler may have proven to be bound at the target become None."""
    unbound = [slot for slot, value in enumerate(frame.locals) if value is NULL]
    if unbound:
        plural = "" if len(unbound) == 1 else "s"
        warnings.warn(f"assigning None to {len(unbound)} unbound local{plural}", RuntimeWarning, stacklevel=1)
        for slot in unbound:
            frame.locals[slot] = None
