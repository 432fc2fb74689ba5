"""Generators, coroutines and async generators: genuine CPython objects that drive frames of the machine.

RETURN_GENERATOR makes a native generator whose body is a small loop, the *stub*, around a Driver. send(),
throw(), close(), finalisation, StopIteration, async hooks and "never awaited" warnings are CPython's own;
each resumption enters the machine. Delegation (``yield from``, ``await``) is run by the machine itself,
instruction by instruction, so gi_yieldfrom and cr_await stay None.
"""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any, Dict, Generator, List, Optional, Tuple

from .assembler import LINE_TABLE, RERAISING, flat_line_table, reraising, since_311
from .frame import (
    CO_ASYNC_GENERATOR,
    CO_ITERABLE_COROUTINE,
    CO_RESUMABLE,
    Frame,
    HandledException,
)
from .pictures import settle_picture
from .threads import FAILED, current_machine, take_failure
from .tracebacks import add_entry, is_own, register_own
from .unwind import set_context
from .versions import HOST, PY39, PY311, PY313, PY315
from .wrapped import Wrapped

RETURNED, YIELDED, AWAITING = 0, 1, 2
_RECEIVER = -2 if HOST >= PY315 else -1  # where a frame that waits for a delegate keeps it
_NOTHING_TO_CLOSE = 8 if HOST >= PY315 else 4  # pycore_opcode_utils.h, RESUME_OPARG_DEPTH1_MASK
_FIRST_IS_SENT = HOST > PY39  # 3.9 pushes nothing for the first resumption

_SOURCE = """
def stub(driver):
    while driver.resume():
        try:
            driver.sent = yield driver.take()
        except BaseException as error:
            driver.thrown = error
    if driver.failed:
        RAISE
    return driver.take()

async def async_stub(driver):
    while True:
        kind = driver.resume()
        if not kind:
            if driver.failed:
                RAISE
            return
        try:
            if kind == 1:
                driver.sent = yield driver.take()
            else:
                driver.sent = await driver.take()
        except BaseException as error:
            driver.thrown = error
"""
_namespace: Dict[str, Any] = {}
_RAISE = "raise driver.take()" if HOST >= PY311 else RERAISING.format("driver.take_apart()")
exec(compile(_SOURCE.replace("RAISE", _RAISE), __file__, "exec", dont_inherit=True), _namespace)

# The exception gets no traceback entry for the stub.
STUB: CodeType = reraising(_namespace["stub"].__code__)
ASYNC_STUB: CodeType = reraising(_namespace["async_stub"].__code__)
_KIND_FLAGS = CO_RESUMABLE | CO_ITERABLE_COROUTINE

_codes: Dict[Tuple[int, int], CodeType] = {}


class Suspension:
    """Awaited by an async generator's stub: yields one value to whoever drives the await."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        value = self.value
        del self.value
        return (yield value)


class Driver:
    """Runs one generator's frame, a resumption at a time. The stub holds it; it holds the frame."""

    __slots__ = ("failed", "flags", "frame", "handled", "kind", "sent", "thrown", "value")

    def __init__(self, frame: Frame, flags: int) -> None:
        self.flags = flags  # of the running code: types.coroutine adds one to the stub's
        self.frame: Optional[Frame] = frame
        self.handled = HandledException()
        self.sent: Any = None
        self.thrown: Optional[BaseException] = None
        self.value: Any = None
        self.kind = RETURNED
        self.failed = False  # the frame was left by an exception, which ``take()`` gives

    def resume(self) -> int:
        """Run until the frame yields (1), awaits (2) or returns (0); ``take()`` then gives the value."""
        frame = self.frame
        assert frame is not None
        machine = frame.machine = current_machine()
        box, self.thrown = [self.thrown], None  # a box: the frame that handles it may be the last to hold it
        if type(box[0]) is GeneratorExit and has_nothing_to_close(frame):
            add_entry(box[0], frame, frame.pc - 1)
            self.frame = None
            self.kind, self.failed, self.value = RETURNED, True, box[0]
            return RETURNED
        if box[0] is not None and is_delegating(frame) and self._throw_into_delegate(frame, box):
            return self.kind
        # None when an exception is thrown in (Objects/genobject.c, gen_send_ex2): CLEANUP_THROW takes it.
        if _FIRST_IS_SENT or frame.pc:
            frame.stack.append(self.sent)
        self.sent, self.kind = None, RETURNED
        outer = self.handled.previous = machine.handled
        machine.handled = self.handled
        frame.generator = self
        if box[0] is not None:
            # Objects/genobject.c, gen_send_ex2: only what this generator itself handles becomes the context.
            set_context(box[0], self.handled.value)
            machine.thrown = box[0]
        try:
            self.value = machine.run_nested(frame, box)
            if self.value is FAILED:
                self.failed = True
                self.value = take_failure()
        finally:
            machine.thrown = None
            machine.handled = outer
            self.handled.previous = None
            if machine.empty_pictures:
                settle_picture(machine, frame, is_left=False)
            frame.generator = None  # no cycle: the frame must die with the generator
        if self.kind == RETURNED:
            self.frame = None
        return self.kind

    def take(self) -> Any:
        """Hand over the value yielded or returned; nothing of it stays here."""
        value, self.value = self.value, None
        return value

    def take_apart(self) -> Any:
        """``take()`` of an exception as RERAISE wants it up to 3.10: its type, itself, its traceback."""
        failure = self.take()
        try:
            return type(failure), failure, failure.__traceback__
        finally:
            del failure

    def note_yield(self, value: Any, asynchronous: bool) -> Any:
        """Called by YIELD_VALUE: how the stub must pass this value on; returns what to pass."""
        if not asynchronous:
            self.kind = YIELDED
            return value
        if type(value) is Wrapped:
            self.kind = YIELDED
            return value.value
        self.kind = AWAITING
        return Suspension(value)

    def _throw_into_delegate(self, frame: Frame, box: List[Optional[BaseException]]) -> bool:
        """throw() while suspended in ``yield from`` or ``await`` (Objects/genobject.c, ``_gen_throw``).

        True: the delegate yielded again, and so do we. False: ``box`` holds the exception to raise here, or
        None when the delegate has returned and its value stands in ``sent``.
        """
        receiver = frame.stack[_RECEIVER]
        error = None
        exits = isinstance(box[0], GeneratorExit)
        try:
            if exits:
                _close_iterator(receiver)
                return False
            throw = getattr(receiver, "throw", None)
            if throw is None:
                return False
            value = throw(box[0])
        except BaseException as raised:
            error = raised
        else:
            self.value = self.note_yield(value, bool(frame.code.co_flags & CO_ASYNC_GENERATOR))
            return True
        box[0] = error
        if HOST <= PY311 and not exits:  # they leave the delegation here; from 3.12 CLEANUP_THROW does it
            frame.stack.pop()
            frame.pc = _after_send(frame) if HOST == PY311 else frame.pc + 1
            if isinstance(error, StopIteration):
                self.sent = error.value
                box[0] = None
        return False


def _close_iterator(receiver: Any) -> None:
    close = getattr(receiver, "close", None)
    if close is not None:
        close()


def is_delegating(frame: Frame) -> bool:
    """Whether a suspended frame stands in ``yield from`` or ``await``: its RESUME says so."""
    instruction = frame.instruction
    if HOST < PY311:
        return instruction.opname == "YIELD_FROM"
    return instruction.opname == "RESUME" and instruction.oparg & 3 >= 2


def has_nothing_to_close(frame: Frame) -> bool:
    """Whether close() ends a suspended frame without running it (Objects/genobject.c, ``gen_close``, 3.13).

    So it is when it stands in no statement that could handle the GeneratorExit: a bit of its RESUME says so.
    """
    coming = frame.instruction
    return (
        HOST >= PY313
        and coming.opname == "RESUME"
        and coming.oparg & _NOTHING_TO_CLOSE != 0
        and not is_delegating(frame)
    )


def is_awaited(coroutine: Any) -> bool:
    """Whether a coroutine stands in an ``await`` of its own, and so is driven already.

    CPython asks for its cr_await, which ours does not have.
    """
    native = coroutine.cr_frame
    driver = native.f_locals.get("driver") if native is not None and is_own(native) else None
    return type(driver) is Driver and driver.frame is not None and is_delegating(driver.frame)


def _after_send(frame: Frame) -> int:
    for earlier in reversed(frame.program.instructions[: frame.pc]):
        if earlier.opname == "SEND":
            return int(earlier.operand)
    raise AssertionError("a delegating frame has a SEND before its RESUME")


def make_generator(frame: Frame) -> Any:
    """The generator, coroutine or async generator of a frame that has run as far as RETURN_GENERATOR."""
    made_by = frame.function
    code = made_by.__code__ if type(made_by) is FunctionType else made_by
    flags = code.co_flags if code is not None else frame.code.co_flags
    function = FunctionType(_stub_code(frame, flags), frame.globals)
    if type(made_by) is FunctionType:
        function.__name__ = made_by.__name__
        function.__qualname__ = made_by.__qualname__
    frame.function = None
    return function(Driver(frame, flags))


def _stub_code(frame: Frame, flags: int) -> CodeType:
    original = frame.code
    key = (id(original), flags & _KIND_FLAGS)
    code = _codes.get(key)
    if code is None:
        template = ASYNC_STUB if flags & CO_ASYNC_GENERATOR else STUB
        changes: Dict[str, Any] = {
            LINE_TABLE: flat_line_table(template.co_code),
            **since_311(co_qualname=frame.program.qualname),
        }
        code = _codes[key] = register_own(
            template.replace(
                co_name=original.co_name,
                co_filename=original.co_filename,
                co_firstlineno=original.co_firstlineno,
                co_flags=template.co_flags & ~_KIND_FLAGS | flags & _KIND_FLAGS,
                **changes,
            )
        )
    return code
