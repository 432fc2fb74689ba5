"""Rare duties: what 3.11 has small opcodes for and 3.12 reaches by number through CALL_INTRINSIC_1 and 2.

Those that concern the frame are done here; the others run in CPython itself (Python/intrinsics.c).
"""

from __future__ import annotations

import sys
from typing import Any, Callable, List

from ..frame import CO_ASYNC_GENERATOR, CO_COROUTINE, Frame
from ..importstar import import_star
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import Site


def _print(frame: Frame, value: Any) -> None:
    hook = getattr(sys, "displayhook", None)
    if hook is None:
        raise RuntimeError("lost sys.displayhook")
    call_native(frame, hook, (value,))


def _import_star(frame: Frame, module: Any) -> None:
    import_star(frame.namespace, module)


def _stop_iteration_error(frame: Frame, exception: BaseException) -> BaseException:
    """What leaves a generator in place of a StopIteration raised in it (PEP 479)."""
    flags = frame.code.co_flags
    kind = "generator"
    if flags & CO_ASYNC_GENERATOR:
        kind = "async generator"
    elif flags & CO_COROUTINE:
        kind = "coroutine"
    if issubclass(type(exception), StopIteration):
        error = RuntimeError(f"{kind} raised StopIteration")
    elif flags & CO_ASYNC_GENERATOR and issubclass(type(exception), StopAsyncIteration):
        error = RuntimeError(f"{kind} raised StopAsyncIteration")
    else:
        return exception
    error.__cause__ = error.__context__ = exception
    return error


_OF_THE_FRAME = {
    1: _print,
    2: _import_star,
    3: _stop_iteration_error,
}


def intrinsic_1(site: Site) -> Callable[[Frame, Any], Any]:
    """The function of a CALL_INTRINSIC_1."""
    number = site.oparg

    def run_natively(frame: Frame, value: Any) -> Any:
        # Type variables take their __module__ from the globals they are made in.
        return micro("CALL_INTRINSIC_1", number, 1, 1, (), frame.globals)(value)

    return _OF_THE_FRAME.get(number, run_natively)


def intrinsic_2(site: Site) -> Callable[[Frame, Any, Any], Any]:
    """The function of a CALL_INTRINSIC_2."""
    number = site.oparg

    def run_natively(frame: Frame, first: Any, second: Any) -> Any:
        return micro("CALL_INTRINSIC_2", number, 2, 1, (), frame.globals)(first, second)

    return run_natively


@op("value -- result", operand=intrinsic_1)
def CALL_INTRINSIC_1(frame: Frame, stack: List[Any], function: Callable[[Frame, Any], Any]) -> None:
    """Replace a value with the result of a function that only the interpreter can call."""
    stack[-1] = function(frame, stack[-1])


@op("first, second -- result", operand=intrinsic_2)
def CALL_INTRINSIC_2(frame: Frame, stack: List[Any], function: Callable[[Frame, Any, Any], Any]) -> None:
    """Replace two values with the result of a function that only the interpreter can call."""
    second = stack.pop()
    stack[-1] = function(frame, stack[-1], second)


@op("value --")
def PRINT_EXPR(frame: Frame, stack: List[Any], _: None) -> None:
    """Show the value of an expression statement, as the interactive interpreter does."""
    _print(frame, stack.pop())


@op("module --")
def IMPORT_STAR(frame: Frame, stack: List[Any], _: None) -> None:
    """Bring all public names of a module into the namespace."""
    import_star(frame.namespace, stack.pop())


@op("value -- wrapped_value")
def ASYNC_GEN_WRAP(frame: Frame, stack: List[Any], _: None) -> None:
    """Mark a value as one that an asynchronous generator yields to its consumer."""
    stack[-1] = micro("ASYNC_GEN_WRAP", 0, 1, 1)(stack[-1])


@op("original, exceptions -- exception_or_none")
def PREP_RERAISE_STAR(frame: Frame, stack: List[Any], _: None) -> None:
    """Join what the except* clauses of a try left and raised into one exception, or None."""
    exceptions = stack.pop()
    stack[-1] = micro("PREP_RERAISE_STAR", 0, 2, 1)(stack[-1], exceptions)
