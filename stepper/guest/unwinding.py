"""What an exception on its way has found: the entry of the exception table, or the block, that gets it."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from ..protocol import Unwinding
from ..vm import frame as frames
from ..vm.frame import Frame
from ..vm.stops import CUT, DROPPED, FOUND, RAISED, UNWINDING, Stop
from ..vm.versions import HOST, PY311
from .listings import block_record
from .saferepr import show

_PHASES = (RAISED, DROPPED, FOUND, CUT, UNWINDING)


def unwinding_of(stop: Stop) -> Optional[Unwinding]:
    """How far unwinding has come at a stop; None when no exception is on its way."""
    frame = stop.frame
    if frame is None or not stop.is_unwinding:
        return None
    phase = next((reason.kind for reason in stop.reasons if reason.kind in _PHASES), RAISED)
    if phase not in (FOUND, CUT, DROPPED):
        return Unwinding(phase, stop.left, HOST >= PY311, None, ())
    find = _entry if HOST >= PY311 else _block
    handler, pushes = find(frame, stop)
    shown = () if phase == DROPPED else tuple([show(value) for value in pushes])
    return Unwinding(phase, stop.left, HOST >= PY311, block_record(frame.program, handler), shown)


def _entry(frame: Frame, stop: Stop) -> Tuple[frames.Block, Tuple[Any, ...]]:
    """From 3.11 on: the table's entry itself, which covers a part of the statement only."""
    program = frame.program
    entry = program.handler_for(stop.index)
    assert entry is not None
    kind = next((block.kind for block in program.blocks if block.kept and block.target == entry.target), "")
    pushes = (stop.failed, stop.exception) if entry.lasti else (stop.exception,)
    return frames.Block(kind, entry.start, entry.end, entry.target, entry.depth, True), pushes


def _block(frame: Frame, stop: Stop) -> Tuple[frames.Block, Tuple[Any, ...]]:
    """Up to 3.10: the topmost block; three values each for what was handled before and what is new."""
    topmost = frame.program.shown_blocks(frame.block_stack[-1:], stop.index)
    block = next(block for block in topmost if block.kept)
    handled, exception = frame.machine.handled, stop.exception
    before: Tuple[Any, ...] = (frames.NULL, frames.NULL, None)
    if handled.value is not None:
        before = (handled.traceback, handled.value, type(handled.value))
    assert exception is not None
    return block, (*before, exception.__traceback__, exception, type(exception))
