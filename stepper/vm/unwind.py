"""Unwinding: from an exception to the handler, or out of the frame.

An exception is data here. It is never raised on the host while the machine handles it, since a host ``raise``
would chain its context to whatever the host itself is handling and cut it out of that exception's own chain.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, List, Optional

from .frame import Frame
from .lasti import lasti_of_caller, lasti_of_failure
from .link import Program
from .pictures import settle_picture
from .stopping import stop_at_phase, stop_for_exception
from .tracebacks import add_entry, settle_entries, strip
from .versions import HOST, PY311

if HOST >= PY311:
    from .unwind_table import enter_handler, has_handler, phases
else:
    from .unwind_blocks import enter_handler, has_handler, phases

if TYPE_CHECKING:
    from .machine import Machine


def unwind(
    machine: Machine, frame: Frame, box: List[Optional[BaseException]], is_new: Optional[bool]
) -> Optional[Frame]:
    """Find the handler of the exception in ``box``; return its frame, ready to run on.

    ``is_new``: the exception gets a traceback entry for this frame (not after RERAISE); None: for none that
    has no handler (see ``is_born_in_catching``). None is returned when the frame at the bottom of this run
    has no handler either; the exception is then ``machine.failure``.
    """
    exception = box.pop()
    assert exception is not None
    if not is_new and machine.tracer is not None:
        exception = machine.tracer.reraised(frame, frame.pc - 1, exception)
    is_new_above = is_new is not None
    is_complete = False  # looked through once: in a recursion that is deep its traceback grows long
    left: Optional[Program] = None  # what the exception has just come out of
    lasti = lasti_of_failure(machine, frame, exception)
    may_stop = machine.interpreter.controller is not None
    while True:
        index = frame.pc - 1
        if is_new:
            if not is_complete:
                _complete(machine, exception)
                is_complete = True
            if index >= frame.program.first_traceable:
                add_entry(exception, frame, index, lasti, leaves=not has_handler(frame, index))
            if machine.tracer is not None:
                exception = machine.tracer.raised(frame, index, exception)
            if may_stop:
                stop_for_exception(machine, frame, index, exception, passing=False, left=left)
        if machine.policy.shows_phases and not machine.is_doomed:
            _show_phases(machine, frame, index, exception, lasti)
        if not machine.is_doomed and enter_handler(machine, frame, index, exception, lasti):
            failure = None if machine.tracer is None else machine.tracer.handled(frame, exception)
            if failure is None:
                return frame
            exception, is_new = failure, False
            lasti = lasti_of_failure(machine, frame, exception)
            continue
        if may_stop:
            stop_for_exception(machine, frame, index, exception, passing=True)
        settle_entries(exception, frame, bool(is_new))
        if machine.empty_pictures:
            settle_picture(machine, frame)
        if machine.armed and frame in machine.armed:
            machine.policy.leaving(frame, False)
        frame.stack.clear()
        if machine.tracer is not None:
            exception = machine.tracer.unwound(frame, exception)
        if frame.is_entry:
            machine.failure = exception
            return None
        caller = frame.back
        assert caller is not None
        left = frame.program
        lasti = lasti_of_caller(caller, frame)
        machine.frame = frame = caller
        machine.depth -= 1
        is_new = is_new_above


def _show_phases(machine: Machine, frame: Frame, index: int, exception: BaseException, lasti: int) -> None:
    """Do what ``enter_handler`` would do a phase at a time, for who steps, as long as they do; it does the
    rest.
    """
    at, machine.raised_at = machine.raised_at, -1  # a generator that dies with the stack handles its own
    for reason in phases(machine, frame, index):
        stop_at_phase(machine, frame, index, exception, reason, at if at >= 0 else lasti // 2)
        if not machine.policy.shows_phases:
            break
    machine.raised_at = at


def _complete(machine: Machine, exception: BaseException) -> None:
    """Take the machine's own frames out of the traceback; give a newborn exception its implicit context."""
    newborn = strip(exception)
    thrown, machine.thrown = machine.thrown, None
    if newborn and exception is not thrown and exception.__context__ is None:
        set_context(exception, machine.handled_exception())


def set_context(exception: BaseException, handled: Optional[BaseException]) -> None:
    """Chain an exception to the handled one, breaking cycles (Python/errors.c, ``_PyErr_SetObject``)."""
    if handled is None or handled is exception:
        return
    node = slow = handled
    advance = False
    while True:
        context = node.__context__
        if context is None:
            break
        if context is exception:
            node.__context__ = None
            break
        node = context
        if node is slow:
            break
        if advance and slow.__context__ is not None:
            slow = slow.__context__
        advance = not advance
    exception.__context__ = handled


def raise_unchanged(exception: BaseException) -> None:
    """Raise on the host without letting it touch any context, this exception's or another's."""
    context = exception.__context__
    node = sys.exc_info()[1]
    cut = None
    for _ in range(1000):
        if node is None:
            break
        if node.__context__ is exception and node is not exception:
            cut = node
            break
        node = node.__context__
    try:
        raise exception
    finally:
        exception.__context__ = context
        if cut is not None:
            cut.__context__ = exception
        del exception, context, cut, node
