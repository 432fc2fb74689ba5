"""Calls of 3.10 and before: CALL_FUNCTION, CALL_FUNCTION_KW, CALL_METHOD, CALL_FUNCTION_EX.

A function whose code makes a generator or coroutine is called natively: there it is the call itself that
makes the object, before any of its instructions.
"""

from __future__ import annotations

from types import FunctionType, MethodType, ModuleType
from typing import Any, Dict, List, Mapping, Optional

from ..deepest import enter_deep
from ..frame import NULL, Frame
from ..frames_39 import slots
from ..generators import make_generator
from ..hostcalls import HOSTCALL_TYPES, HOSTCALLS
from ..link import Program
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import arguments, raw, self_and_arguments
from ..signals import SWITCH, Signal
from ..stubs import bind, program_of, stubs
from ..versions import HOST, PY310
from .calls_311 import Keywords, split_keywords, unpack_arguments

_new = object.__new__
_KEEPS_BUILTINS = HOST >= PY310  # a function does


def call(frame: Frame, callee: Any, arguments: List[Any], keywords: Keywords) -> Optional[Signal]:
    """Call anything: a plain guest function gets a frame of its own, all else is called natively and its
    result pushed.
    """
    kind = type(callee)
    if kind is MethodType:
        arguments.insert(0, callee.__self__)
        callee = callee.__func__
        kind = type(callee)
    if kind is FunctionType:
        program = program_of(callee.__code__)
        if program is not None:
            if program.is_resumable:
                frame.stack.append(make_generator(frame, callee, arguments, keywords))
                return None
            taken = arguments, keywords
            if keywords or len(arguments) != program.plain_count:
                arguments = bind(program, callee, arguments, keywords or {})
            return push_frame(frame, program, callee, arguments, taken)
    elif kind in HOSTCALL_TYPES and callee in HOSTCALLS:
        value: object = HOSTCALLS[callee](frame, arguments, keywords)
        if value is not SWITCH:
            frame.stack.append(value)
            return None
        return SWITCH
    frame.stack.append(call_native(frame, callee, arguments, keywords))
    return None


def push_frame(frame: Frame, program: Program, function: Any, arguments: List[Any], taken: Any) -> Signal:
    """Make a frame for a guest function and let the loop go on in it; the host's stack does not grow.

    ``arguments`` are as the code expects them in its slots; ``taken`` is what the call was given.
    """
    machine = frame.machine
    depth = machine.depth
    closure = function.__closure__ or ()
    globals_ = function.__globals__
    # What Frame.__init__ does. To call a class that has one costs a third of all that is done here.
    called = _new(Frame)
    called.machine = machine
    called.program = program
    called.entries = program.entries
    called.pc = 0
    called.stack = []
    called.locals = slots(program, arguments, closure) if program.cell_slots else arguments + program.unbound
    called.globals = globals_
    if _KEEPS_BUILTINS:
        called.builtins = function.__builtins__
    else:
        called.builtins = frame.builtins if globals_ is frame.globals else _builtins_of(globals_)
    called.closure = closure
    called.function = function
    if depth >= machine.deepest:
        enter_deep(machine, called)
    called.back = frame
    called.is_entry = False
    called.block_stack = []
    called.taken = taken
    machine.depth = depth + 1
    machine.frame = called
    return SWITCH


def _builtins_of(globals_: Dict[str, Any]) -> Mapping[str, Any]:
    """The builtins of a function's frame: 3.10 finds them when it makes the function, 3.9 at each call
    (Objects/frameobject.c, ``_PyFrame_New_NoTrack``).
    """
    found = globals_.get("__builtins__")
    if isinstance(found, ModuleType):
        return found.__dict__
    return found if found is not None else {"None": None}


@op("callable, args[oparg] -- result", operand=arguments, breaker=True)
def CALL_FUNCTION(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call a callable with positional arguments."""
    arguments = stack[topmost]
    del stack[topmost]
    callee = stack.pop()
    if type(callee) is FunctionType:
        known = stubs.get(id(callee.__code__))
        if known is not None and known[0].plain_count == len(arguments):
            return push_frame(frame, known[0], callee, arguments, arguments)
    return call(frame, callee, arguments, None)


@op("callable, args[oparg], keyword_names -- result", operand=arguments, breaker=True)
def CALL_FUNCTION_KW(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call a callable; the last arguments are passed by the names in the tuple on top."""
    names = stack.pop()
    arguments = stack[topmost]
    del stack[topmost]
    return call(frame, stack.pop(), arguments, split_keywords(arguments, names))


@op("method_or_null, callable_or_self, args[oparg] -- result", operand=self_and_arguments, breaker=True)
def CALL_METHOD(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call what LOAD_METHOD has found with positional arguments."""
    arguments = stack[topmost]
    del stack[topmost]
    callee = stack.pop()
    if callee is NULL:
        callee = arguments.pop(0)
    if type(callee) is FunctionType:
        known = stubs.get(id(callee.__code__))
        if known is not None and known[0].plain_count == len(arguments):
            return push_frame(frame, known[0], callee, arguments, arguments)
    return call(frame, callee, arguments, None)


@op(
    "callable, positional, keywords if oparg & 1 -- result",
    operand=raw,
    until=PY310,
    breaker=True,
    names="CALL_FUNCTION_EX",
)
def CALL_FUNCTION_EX_alone(frame: Frame, stack: List[Any], flags: int) -> Optional[Signal]:
    """Call a callable with an unpacked sequence of arguments and perhaps a mapping of keyword arguments."""
    keywords = stack.pop() if flags & 1 else None
    unpacked = unpack_arguments(stack[-2], stack.pop(), keywords)
    return call(frame, stack.pop(), *unpacked)
