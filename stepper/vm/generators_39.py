"""What generators of 3.10 and before need besides: the machine sees to throw() while they delegate.

There the native generator object must not delegate (generator_stubs.py), so CPython does not know of it.
"""

from __future__ import annotations

import gc
import sys
from types import MethodType
from typing import Any, Callable, Generator, Optional, Tuple

from .frame import CO_ASYNC_GENERATOR, Frame
from .generator_stubs import LEFT, LEFT_BY_ERROR, SENT, THROWN, suspensions
from .generators import Driver, Outcome, run_below
from .link import Program
from .stub_frames import frame_of_stub
from .threads import current_machine
from .versions import HOST, PY310

_getframe = sys._getframe
_NO_METHOD: Any = object()  # not None: a delegate that has None for one fails when that is called


class DelegatingDriver(Driver):
    """Hands on to the delegate what is thrown in."""

    __slots__ = ()

    def resume(self, value: Any, how: int) -> Outcome:
        """As ``Driver.resume``."""
        frame = self.frame
        assert frame is not None
        yields = False
        if how == THROWN and self.suspensions.get(frame.pc):
            yields, value, how = _throw_into(frame, value)
        outcome = (frame.pc, frame.locals, value, None) if yields else super().resume(value, how)
        at, variables, value, _ = outcome
        if at is not None and self.suspensions[at] and frame.code.co_flags & CO_ASYNC_GENERATOR:
            return at, variables, _for_event_loop(value), None
        return outcome


def _throw_into(frame: Frame, box: Any) -> Tuple[bool, Any, int]:
    """throw() while suspended in ``yield from`` or ``await`` (Objects/genobject.c, ``_gen_throw``).

    True and what the delegate has yielded; or False and what to resume the frame with.
    """
    receiver = frame.stack[-1]
    value = error = None
    exits = isinstance(box[0], GeneratorExit)
    try:
        if exits:
            _close(receiver)
            return False, box, THROWN
        throw = getattr(receiver, "throw", _NO_METHOD)
        if throw is _NO_METHOD:
            return False, box, THROWN
        callers = [frame] if HOST >= PY310 else []  # 3.9 does not count those between
        value = run_below(current_machine(), callers, lambda: throw(box[0]))
    except BaseException as raised:
        error = raised
    if error is None:
        return True, value, SENT
    if isinstance(error, StopIteration) and not exits:
        return False, error.value, LEFT
    box[0] = error
    return False, box, THROWN if exits else LEFT_BY_ERROR


def _close(receiver: Any) -> None:
    close = getattr(receiver, "close", _NO_METHOD)
    if close is not _NO_METHOD:
        close()


def _for_event_loop(value: Any) -> Generator[Any, Any, Any]:
    """What the stub of an asynchronous generator delegates to natively.

    Its own ``yield`` would wrap the value as one that is for its consumer (``_PyAsyncGenValueWrapperNew``).
    """
    box = [value]
    del value
    return (yield box.pop())


def generator_entry(program: Program) -> Callable[..., Any]:
    """What a generator's stub calls when it is resumed for the first time: makes the frame, and gives the
    ``resume`` of its driver.
    """
    places = suspensions(program)
    driver = DelegatingDriver if any(places.values()) else Driver

    def entry(*values: Any) -> Any:
        return driver(frame_of_stub(current_machine(), program, values, _getframe(1)), places).resume

    return entry


def is_awaited(coroutine: Any) -> bool:
    """Whether a coroutine stands in an ``await`` of its own, and so is driven already.

    CPython asks for its cr_await, which ours does not have.
    """
    native = coroutine.cr_frame
    if native is None or native.f_lasti < 0:
        return False
    for each in gc.get_referents(native):
        driver = each.__self__ if type(each) is MethodType else None
        if type(driver) is DelegatingDriver:
            frame: Optional[Frame] = driver.frame
            return frame is not None and driver.suspensions.get(frame.pc, False)
    return False
