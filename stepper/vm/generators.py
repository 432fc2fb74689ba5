"""Generators, coroutines and async generators: genuine CPython objects that drive frames of the machine.

The code of the native object is the *stub* of the guest's function (generator_stubs.py): a loop around a
Driver. send(), throw(), close(), delegation, finalisation, StopIteration, async hooks and "never awaited"
warnings are CPython's own. Each resumption enters the machine, and every instruction is run there, those of
``yield from`` and ``await`` too.
"""

from __future__ import annotations

import gc
import sys
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType, MethodType
from typing import Any, Callable, Dict, List, Optional, Tuple
from weakref import WeakValueDictionary

from .frame import CO_COROUTINE, Frame, HandledException
from .generator_stubs import LEFT, SENT, STARTED, suspensions
from .link import Program
from .machine import Machine
from .nativecalls import call_through_chain
from .pictures import settle_picture
from .stub_frames import frame_of_call
from .threads import FAILED, current_machine, per_thread, take_failure
from .tracebacks import is_generator_stub
from .unwind import set_context
from .versions import HOST, PY311, PY315

_getframe, _current_frames = sys._getframe, sys._current_frames
_GENERATORS = {GeneratorType: "gi_frame", CoroutineType: "cr_frame", AsyncGeneratorType: "ag_frame"}
GENERATOR_FRAMES = tuple(_GENERATORS.values())  # the attributes that give a generator's native frame
_origin_depth = sys.get_coroutine_origin_tracking_depth
_RECEIVER = -2 if HOST >= PY315 else -1  # where a frame that waits for a delegate keeps it

# What a resumption gives to the stub. Of a suspended frame: the index it goes on at, its variables, what it
# yields, what it delegates to. Of one that has been left: None, its variables, what it returns or raises, and
# which of the two.
Outcome = Tuple[Optional[int], List[Any], Any, Any]


class Driver:
    """Runs one generator's frame, a resumption at a time. The stub holds it; it holds the frame."""

    __slots__ = ("__weakref__", "frame", "handled", "has_delegated", "suspensions")

    def __init__(self, frame: Frame, suspensions: Dict[int, bool]) -> None:
        self.frame: Optional[Frame] = frame
        self.handled = HandledException()
        self.suspensions = suspensions
        self.has_delegated = HOST < PY311  # it is of no use there

    def resume(self, value: Any, how: int) -> Outcome:
        """Run until the frame yields, returns or is left by an exception; ``how`` says what the value is.

        An exception comes in a list, which is emptied: the frame that handles it may be the last to hold it.
        """
        frame = self.frame
        assert frame is not None
        machine = frame.machine = per_thread.machine or current_machine()
        handled = self.handled
        outer = machine.handled  # which does not change meanwhile
        handled.previous = outer if outer.value is not None else outer.previous
        machine.handled = handled
        try:
            if how == SENT:
                frame.stack.append(value)
                value = None
                value = machine.run_nested(frame)
            else:
                value = self._resume_otherwise(machine, frame, value, how)
        finally:
            machine.handled = outer
            handled.previous = frame.back = None
            if machine.empty_pictures:
                settle_picture(machine, frame, is_left=False)
        if value is FAILED:
            self.frame = None
            return None, frame.locals, take_failure(), True
        at = frame.pc
        delegates = self.suspensions.get(at)
        if delegates is None:
            self.frame = None
            return None, frame.locals, value, False
        if not delegates:
            return at, frame.locals, value, None
        if not self.has_delegated:
            self.has_delegated = True
            _delegating[id(_getframe(1))] = self
        return at, frame.locals, value, frame.stack[_RECEIVER]

    def _resume_otherwise(self, machine: Machine, frame: Frame, value: Any, how: int) -> Any:
        if how == STARTED:
            return machine.run_nested(frame)
        if how >= LEFT:  # from 3.12 on CLEANUP_THROW ends a delegation
            frame.stack.pop()
            frame.pc = _after_delegation(frame)
        if how == LEFT:
            frame.stack.append(value)
            return machine.run_nested(frame)
        # None is pushed for an exception, too (Objects/genobject.c, gen_send_ex2): CLEANUP_THROW takes it.
        frame.stack.append(None)
        # There only what this generator itself handles becomes the context.
        set_context(value[0], self.handled.value)
        machine.thrown = value[0]
        return run_below(machine, _throwing(_getframe(2)), lambda: machine.run_nested(frame, value))


# By the id of the native frame, which lives as long as they: the drivers of generators that have delegated.
_delegating: WeakValueDictionary[int, Driver] = WeakValueDictionary()


def _throwing(stub: FrameType) -> List[Frame]:
    """The frames that wait for this one while throw() goes on from them to it, outermost first.

    That happens in C, without running them; but they are its callers (Objects/genobject.c, ``_gen_throw``).
    """
    waiting: List[Frame] = []
    native = stub.f_back
    while native is not None:
        driver = _delegating.get(id(native))
        if driver is None or driver.frame is None:
            break
        waiting.insert(0, driver.frame)
        native = native.f_back
    return waiting


def run_below(machine: Machine, callers: List[Frame], run: Callable[[], Any]) -> Any:
    """Run something with suspended frames as its callers."""
    caller = machine.frame
    for frame in callers:
        frame.back, frame.machine = machine.frame, machine
        machine.frame = frame
    machine.depth += len(callers)
    try:
        return run()
    finally:
        machine.depth -= len(callers)
        machine.frame = caller
        for frame in callers:
            frame.back = None


def _after_delegation(frame: Frame) -> int:
    if HOST < PY311:
        return frame.pc + 1  # it stands at YIELD_FROM
    for earlier in reversed(frame.program.instructions[: frame.pc]):
        if earlier.opname == "SEND":
            return int(earlier.operand)
    raise AssertionError("a delegating frame has a SEND before its RESUME")


def generator_entry(program: Program) -> Callable[..., Any]:
    """What a generator's stub calls first: makes the frame, runs it as far as RETURN_GENERATOR, and gives the
    ``resume`` of its driver.
    """
    places = suspensions(program)

    def entry(function: Any, *values: Any) -> Any:  # the function has the stub's globals, and so its builtins
        namespace = None
        if program.has_namespace:
            namespace, values = values[0], values[1:]
        machine = current_machine()
        globals_, builtins = function.__globals__, function.__builtins__
        frame = frame_of_call(machine, program, values, globals_, builtins, namespace)
        del values
        if machine.run_nested(frame) is FAILED:
            return FAILED
        frame.back = None
        return Driver(frame, places).resume

    return entry


def make_generator(
    frame: Frame, function: Any, arguments: List[Any], keywords: Optional[Dict[str, Any]]
) -> Any:
    """Call a guest function that makes a generator, coroutine or asynchronous generator."""
    depth = _origin_depth()
    if depth and function.__code__.co_flags & CO_COROUTINE:  # cr_origin names the callers
        return call_through_chain(frame, function, arguments, keywords, depth)
    return function(*arguments, **keywords) if keywords else function(*arguments)


def _driver_of(frame: Frame) -> Optional[Driver]:
    """What drives a generator's frame; None once that has been left. It is looked for in the whole heap."""
    if frame.program.is_resumable:
        for holder in gc.get_referrers(frame):
            if isinstance(holder, Driver) and holder.frame is frame:
                return holder
    return None


def frame_driven_by(stub: FrameType, generator: Any = None) -> Optional[Frame]:
    """The guest's frame that a generator's native one stands for: of one that runs, as it has called its
    driver; of one that is suspended, if that is given, as it holds it.
    """
    if not is_generator_stub(stub.f_code):
        return None
    if stub.f_back is None:
        if type(generator) not in _GENERATORS:  # what has it for an attribute as well (types.coroutine)
            generator = _generator_in(gc.get_referrers(stub))
        for holder in (generator, stub):
            for held in gc.get_referents(holder):
                if type(held) is MethodType and isinstance(held.__self__, Driver):
                    return held.__self__.frame
        return None
    host: Optional[FrameType]
    for host in (_getframe(), *_current_frames().values()):
        while host is not None:
            if host.f_back is stub:
                driver = host.f_locals.get("self")
                return driver.frame if isinstance(driver, Driver) else None
            host = host.f_back
    return None


def has_yielded(frame: Frame) -> bool:
    """Whether what a frame that does not run has done last is to hand over to who resumes it."""
    return frame.program.instructions[frame.pc - 1].opname in ("YIELD_VALUE", "RETURN_GENERATOR")


def generator_of(frame: Frame) -> Any:
    """The generator, coroutine or async generator that may go on with a frame; None: it is none's."""
    driver = _driver_of(frame)
    resumes = [] if driver is None else gc.get_referrers(driver)
    for resume in resumes:
        if type(resume) is MethodType and resume.__self__ is driver:
            for holder in gc.get_referrers(resume):
                found = _generator_in([holder]) or (
                    _generator_in(gc.get_referrers(holder)) if type(holder) is FrameType else None
                )
                if found is not None:
                    return found
    return None


def native_frame_of_generator(generator: Any) -> FrameType:
    """CPython's own."""
    frame: FrameType = getattr(generator, _GENERATORS[type(generator)])
    return frame


def _generator_in(holders: List[Any]) -> Any:
    return next((holder for holder in holders if type(holder) in _GENERATORS), None)
