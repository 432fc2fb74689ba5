"""Calling native code so that it sees what it would see under CPython: its caller, and the exception being
handled.

A *trampoline* is a real frame that looks like the guest's (name, file, line, globals); without it namedtuple,
enum, warnings and type() would find the machine. A *holder* is a generator parked in an ``except`` block:
called from inside it, native code finds the guest's handled exception in sys.exc_info(), and what it raises
is chained to it by CPython.
"""

from __future__ import annotations
import __future__

import functools
import operator
import sys
from contextlib import suppress
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any, Callable, Dict, Generator, Optional, Tuple

from .assembler import (
    RERAISING,
    START,
    call_sequence,
    instruction,
    only_arguments,
    reassemble,
    reraising,
    since_311,
)
from .compiled import text_of
from .frame import CO_GENERATOR, CO_NESTED, Frame
from .link import Program
from .pictures import MAX_LOCALS, fill_pictures
from .tracebacks import STAND_IN, register_own
from .unwind import raise_unchanged
from .versions import HOST, PY311

_exc_info = sys.exc_info

_TEMPLATE: CodeType = compile(  # all on one line, so that co_firstlineno is the line of the call
    "def call(callee, arguments, keywords):"
    " return callee(*arguments, **keywords) if keywords else callee(*arguments)",
    __file__,
    "exec",
    dont_inherit=True,
).co_consts[0]
# exec, eval and compile take their __future__ flags from the calling frame (Python/pythonrun.c, PyCF_MASK).
FUTURES = functools.reduce(
    operator.or_, (getattr(__future__, feature).compiler_flag for feature in __future__.all_feature_names)
) & ~(CO_NESTED | CO_GENERATOR)


def trampoline(frame: Frame) -> FunctionType:
    """The trampoline for the instruction that is running."""
    program = frame.program
    function = program.trampolines.get(frame.pc)
    if function is not None and function.__globals__ is frame.globals:
        return function
    line = program.lines[frame.pc - 1] or program.code.co_firstlineno
    code = program.trampoline_codes.get(line)
    if code is None:
        code = program.trampoline_codes[line] = _trampoline_code(program, line)
    function = FunctionType(code, frame.globals)
    # The program of a text that was compiled at run time lives as long as that's functions, which the garbage
    # collector can't see through their code: it must not hold their namespace.
    if text_of(program.code) is None:
        program.trampolines[frame.pc] = function
    return function


def _trampoline_code(program: Program, line: int) -> CodeType:
    return register_own(
        _TEMPLATE.replace(
            co_firstlineno=line,
            co_filename=program.filename,
            co_name=program.code.co_name,
            co_flags=_TEMPLATE.co_flags | program.code.co_flags & FUTURES,
            **since_311(co_qualname=program.qualname),
        )
    )


def call_native(frame: Frame, callee: Any, arguments: Any, keywords: Optional[Dict[str, Any]] = None) -> Any:
    """Call a native callable from a guest frame."""
    function = frame.program.trampolines.get(frame.pc)
    if function is None or function.__globals__ is not frame.globals:
        function = trampoline(frame)
    machine = frame.machine
    handled = machine.handled
    if handled.value is None and handled.previous is None and not machine.empty_pictures:
        return function(callee, arguments, keywords)  # the most frequent case of the following
    return _call_with_handled(frame, function, (callee, arguments, keywords))


def _call_with_handled(frame: Frame, function: Callable[..., Any], arguments: Tuple[Any, ...]) -> Any:
    """Call with the guest's handled exception as the host's, when there is one and it is another."""
    machine = frame.machine
    if machine.empty_pictures and (not arguments or type(arguments[0]) is not BuiltinFunctionType):
        filled = fill_pictures(machine)
        if filled:
            try:
                return _call_with_handled(frame, function, arguments)
            finally:
                for picture in filled:
                    picture.empty()
    handled = machine.handled
    if handled.value is None and handled.previous is None:
        return function(*arguments)
    exception = handled.top()
    if exception is None or exception is _exc_info()[1]:
        return function(*arguments)
    return _call_while_handling(frame, exception, function, arguments)


def call_through_chain(
    frame: Frame, callee: Any, arguments: Any, keywords: Optional[Dict[str, Any]], depth: int = 100
) -> Any:
    """Call with a look-alike frame and variables for every guest caller too, for who looks up the stack.

    Above the last of them the machine's own frames show: a frame's f_back can't be cut.
    """
    call: Callable[[], Any] = functools.partial(callee, *arguments, **(keywords or {}))
    current: Optional[Frame] = frame
    while current is not None and depth:
        call = _look_alike(current, call)
        current = current.back
        depth -= 1
    return _call_with_handled(frame, call, ())


def _look_alike(frame: Frame, call: Callable[[], Any]) -> Callable[[], Any]:
    """A function that makes a call from a frame with a guest frame's name, line, globals and variables."""
    program = frame.program
    variables = frame.variables() if frame.namespace is None else {}
    names = tuple(variables)[:MAX_LOCALS]
    units = START + call_sequence(instruction("LOAD_CONST", 0), b"", 0)
    code = reassemble(
        program.code,
        units + instruction("RETURN_VALUE"),
        4,
        co_consts=(call, STAND_IN),
        **only_arguments(names),
        co_flags=3,
        co_firstlineno=program.lines[frame.pc - 1] or program.code.co_firstlineno,
    )
    function = FunctionType(code, frame.globals)
    return functools.partial(function, *(variables[name] for name in names))


_Request = Tuple[Callable[..., Any], Tuple[Any, ...]]


_HOLDER = """
def holder(handled):
    try:
        RAISE
    except BaseException:
        outcome = None
        while True:
            request = yield outcome
            if request is None:
                return
            function, arguments = request
            request = outcome = None
            try:
                outcome = (function(*arguments), None)
            except BaseException as error:
                outcome = (None, error)
            del function, arguments
"""
_namespace: Dict[str, Any] = {}
exec(compile(_HOLDER.replace("RAISE", RERAISING.format("handled")), __file__, "exec"), _namespace)
# It enters its except block without a traceback entry, and so without touching the exception.
_holder: Callable[[Any], Generator[Any, Optional[_Request], None]]
_holder = FunctionType(reraising(_namespace["holder"].__code__), globals())


def _as_raised(frame: Frame, exception: BaseException) -> Any:
    """The exception as RERAISE takes it; up to 3.10 with the traceback that it had when it was caught."""
    if HOST >= PY311:
        return exception
    item = frame.machine.handled.innermost()
    assert item is not None
    return type(exception), exception, item.traceback


def _call_while_handling(
    frame: Frame, exception: BaseException, function: Callable[..., Any], arguments: Tuple[Any, ...]
) -> Any:
    kept = exception.__traceback__
    holder = _holder(_as_raised(frame, exception))
    next(holder)
    exception.__traceback__ = kept
    del exception, kept
    result, error = holder.send((function, arguments))
    with suppress(StopIteration):
        holder.send(None)  # not close(): it would write to the exception again
    if error is not None:
        try:
            raise_unchanged(error)
        finally:
            del error
    return result
