"""Calls of 3.11 and later: PRECALL, KW_NAMES, CALL, CALL_KW, CALL_FUNCTION_EX.

3.11 and 3.12 put NULL, or the method, before the callable or self; 3.13 puts the callable first.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any, Dict, List, Optional, Tuple

from ..deepest import enter_deep
from ..frame import NULL, Frame
from ..generators import make_generator
from ..hostcalls import HOSTCALL_TYPES, HOSTCALLS
from ..link import Program
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import arguments, constant, raw, self_and_arguments
from ..signals import SWITCH, Signal
from ..stubs import bind, program_of, stubs
from ..versions import HOST, PY311, PY312, PY313, PY314

Keywords = Optional[Dict[str, Any]]
_new = object.__new__
_HAS_KW_NAMES = HOST < PY313


def call(frame: Frame, callee: Any, arguments: List[Any], keywords: Keywords) -> Optional[Signal]:
    """Call anything: a guest function gets a frame of its own, all else is called natively and its result
    pushed.
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
            if keywords or len(arguments) != program.plain_count:
                arguments = _bound(program, callee, arguments, keywords)
            return push_frame(frame, program, callee, arguments)
    elif kind in HOSTCALL_TYPES and callee in HOSTCALLS:
        value: object = HOSTCALLS[callee](frame, arguments, keywords)
        if value is not SWITCH:
            frame.stack.append(value)
            return None
        return SWITCH
    frame.stack.append(call_native(frame, callee, arguments, keywords))
    return None


def push_frame(frame: Frame, program: Program, function: Any, arguments: List[Any]) -> Signal:
    """Make a frame for a guest function and let the loop go on in it; the host's stack does not grow.

    ``arguments`` are as the code expects them in its slots, and are the frame's from now on.
    """
    machine = frame.machine
    depth = machine.depth
    # What Frame.__init__ does. To call a class that has one costs a third of all that is done here.
    called = _new(Frame)
    called.machine = machine
    called.program = program
    called.entries = program.entries
    called.pc = 0
    called.stack = []
    called.locals = arguments + program.unbound if program.unbound else arguments
    called.globals = function.__globals__
    called.builtins = function.__builtins__  # why it is Any: not every typeshed knows this
    called.closure = function.__closure__ or ()
    called.function = function
    if depth >= machine.deepest:
        enter_deep(machine, called)
    called.back = frame
    called.is_entry = False
    if _HAS_KW_NAMES:
        called.kwnames = ()
    machine.depth = depth + 1
    machine.frame = called
    return SWITCH


def _bound(program: Program, function: Any, arguments: List[Any], keywords: Keywords) -> List[Any]:
    """The arguments as a function's code expects them in its slots."""
    defaults = function.__defaults__
    missing = program.plain_count - len(arguments)
    if not keywords and program.plain_count >= 0 and defaults and 0 < missing <= len(defaults):
        return arguments + list(defaults[-missing:])
    return bind(program, function, arguments, keywords or {})


def split_keywords(arguments: List[Any], names: Any) -> Keywords:
    """Take the values of keyword arguments off the end of the arguments."""
    if not names:
        return None
    first = len(arguments) - len(names)
    keywords = dict(zip(names, arguments[first:]))
    del arguments[first:]
    return keywords


@op(
    "method_or_null, callable_or_self, args[oparg] -- method_or_null, callable_or_self, args[oparg]",
    operand=raw,
)
def PRECALL(frame: Frame, stack: List[Any], count: int) -> None:
    """Unpack a bound method into its function and self, ready for the CALL that follows."""
    method = stack[-count - 1]
    if stack[-count - 2] is NULL and type(method) is MethodType:
        stack[-count - 2] = method.__func__
        stack[-count - 1] = method.__self__


@op("--", operand=constant, until=PY312)
def KW_NAMES(frame: Frame, stack: List[Any], names: Any) -> None:
    """Set the names of the keyword arguments for the CALL that follows."""
    frame.kwnames = names


@op(
    "method_or_null, callable_or_self, args[oparg] -- result",
    operand=arguments,
    since=PY311,
    until=PY312,
    breaker=True,
)
def CALL(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call a callable with positional arguments, the last of them by name if KW_NAMES said so."""
    arguments = stack[topmost]
    del stack[topmost]
    callee = stack.pop()
    method = stack.pop()
    if method is not NULL:
        arguments.insert(0, callee)
        callee = method
    if frame.kwnames:
        keywords = split_keywords(arguments, frame.kwnames)
        frame.kwnames = ()
        return call(frame, callee, arguments, keywords)
    if type(callee) is FunctionType:
        known = stubs.get(id(callee.__code__))
        if known is not None and known[0].plain_count == len(arguments):
            return push_frame(frame, known[0], callee, arguments)
    return call(frame, callee, arguments, None)


def _take_arguments(stack: List[Any], topmost: slice) -> List[Any]:
    """Take self or NULL and the arguments off the stack; the arguments, self before them."""
    arguments = stack[topmost]
    del stack[topmost]
    if arguments[0] is NULL:
        del arguments[0]
    return arguments


@op(
    "callable, self_or_null, args[oparg] -- result",
    operand=arguments,
    since=PY313,
    breaker=True,
    names="CALL",
)
def CALL_callable_first(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call a callable with positional arguments."""
    arguments = stack[topmost]
    del stack[topmost]
    owner = stack.pop()
    if owner is not NULL:
        arguments.insert(0, owner)
    callee = stack.pop()
    if type(callee) is FunctionType:
        known = stubs.get(id(callee.__code__))
        if known is not None and known[0].plain_count == len(arguments):
            return push_frame(frame, known[0], callee, arguments)
    return call(frame, callee, arguments, None)


@op("callable, self_or_null, args[oparg], keyword_names -- result", operand=self_and_arguments, breaker=True)
def CALL_KW(frame: Frame, stack: List[Any], topmost: slice) -> Optional[Signal]:
    """Call a callable; the last arguments are passed by the names in the tuple on top."""
    names = stack.pop()
    arguments = _take_arguments(stack, topmost)
    return call(frame, stack.pop(), arguments, split_keywords(arguments, names))


def unpack_arguments(callee: Any, positional: Any, keywords: Any) -> Tuple[Any, Keywords]:
    """What ``*positional`` and ``**keywords`` stand for; TypeErrors name the callee.

    A list, that a frame can be made of; but native callables may be given a tuple of the program's itself.
    What was unpacked is not held by the caller: CPython drops it before the call.
    """
    if type(positional) is not tuple:
        if not hasattr(type(positional), "__iter__") and not hasattr(type(positional), "__getitem__"):
            callee(*positional)  # raises CPython's TypeError, which names the callee
        positional = tuple(positional)
    if keywords is not None and type(keywords) is not dict:
        keywords = dict(keywords)
    return list(positional) if type(callee) in (FunctionType, MethodType) else positional, keywords


@op(
    "null, callable, positional, keywords if oparg & 1 -- result",
    operand=raw,
    since=PY311,
    until=PY312,
    breaker=True,
)
def CALL_FUNCTION_EX(frame: Frame, stack: List[Any], flags: int) -> Optional[Signal]:
    """Call a callable with an unpacked sequence of arguments and perhaps a mapping of keyword arguments."""
    keywords = stack.pop() if flags & 1 else None
    unpacked = unpack_arguments(stack[-2], stack.pop(), keywords)
    callee = stack.pop()
    stack.pop()
    return call(frame, callee, *unpacked)


@op(
    "callable, null, positional, keywords if oparg & 1 -- result",
    operand=raw,
    since=PY313,
    until=PY313,
    breaker=True,
    names="CALL_FUNCTION_EX",
)
def CALL_FUNCTION_EX_callable_first(frame: Frame, stack: List[Any], flags: int) -> Optional[Signal]:
    """Call a callable with an unpacked sequence of arguments and perhaps a mapping of keyword arguments."""
    keywords = stack.pop() if flags & 1 else None
    unpacked = unpack_arguments(stack[-3], stack.pop(), keywords)
    stack.pop()
    callee = stack.pop()
    return call(frame, callee, *unpacked)


@op(
    "callable, null, positional, keywords_or_null -- result",
    since=PY314,
    breaker=True,
    names="CALL_FUNCTION_EX",
)
def CALL_FUNCTION_EX_four_slots(frame: Frame, stack: List[Any], _: None) -> Optional[Signal]:
    """Call a callable with an unpacked sequence of arguments and a mapping of keyword arguments or NULL."""
    keywords = stack.pop()
    unpacked = unpack_arguments(stack[-3], stack.pop(), None if keywords is NULL else keywords)
    stack.pop()
    callee = stack.pop()
    return call(frame, callee, *unpacked)
