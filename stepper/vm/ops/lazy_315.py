"""Names and imports of 3.15, where a module may be imported when its name is first used (PEP 810).

Until then the name is bound to a lazy import object, which no instruction that looks a name up ever pushes:
it imports the module and binds the name to it.
"""

from __future__ import annotations

import builtins
import sys
import types
from types import FunctionType
from typing import Any, List, Tuple

from ..frame import NULL, Frame
from ..hostcalls import HOSTCALLS
from ..microops import micro
from ..nativecalls import call_native, trampoline
from ..opcodes import op
from ..operands import Site, name, name_beside_bit
from ..scopes import builtin_value, global_value, item_or_null
from ..tracebacks import register_own
from ..versions import PY315
from .imports import import_module
from .names import value_after

_LazyImport: Any = getattr(types, "LazyImportType", None)
_lazy_imports: Any = getattr(sys, "get_lazy_imports", None)
_lazy_import: Any = getattr(builtins, "__lazy_import__", None)
_dict_get, _dict_set = dict.get, dict.__setitem__

LAZY, EAGER = 1, 2  # neither: as sys.set_lazy_imports() and __lazy_modules__ say


def resolved(frame: Frame, name: str, value: Any) -> Any:
    """The value of a name; if it is a lazy import, what that imports, to which the name is then bound."""
    if type(value) is _LazyImport:
        value = call_native(frame, value.resolve, ())
        _dict_set(frame.globals, name, value)
    return value


@op("-- value", operand=name, since=PY315, names="LOAD_NAME")
def LOAD_NAME_resolving(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a name, looked up in the module or class namespace, globals and builtins."""
    stack.append(resolved(frame, name, value_after(frame.namespace, frame, name)))


def load_value_and_null(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a global or builtin name and NULL."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    if value is NULL:
        value = builtin_value(frame, name)
    stack.append(resolved(frame, name, value) if type(value) is _LazyImport else value)
    stack.append(NULL)


@op(
    "-- value, null if oparg & 1",
    operand=name_beside_bit,
    since=PY315,
    names="LOAD_GLOBAL",
    if_bit=(1, load_value_and_null),
)
def LOAD_GLOBAL_resolving(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a global or builtin name, and above it, if it is to be called, NULL."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    if value is NULL:
        value = builtin_value(frame, name)
    stack.append(resolved(frame, name, value) if type(value) is _LazyImport else value)


@op("mapping -- value", operand=name, since=PY315, names="LOAD_FROM_DICT_OR_GLOBALS")
def LOAD_FROM_DICT_OR_GLOBALS_resolving(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace a namespace with a name's value from it, or else from globals or builtins."""
    value = item_or_null(stack.pop(), name)
    stack.append(resolved(frame, name, global_value(frame, name) if value is NULL else value))


def name_and_laziness(site: Site) -> Tuple[str, int]:
    """A name, and in the low two bits whether to import it late or at once."""
    return site.code.co_names[site.oparg >> 2], site.oparg & 3


@op("level, from_list -- module", operand=name_and_laziness, since=PY315, names="IMPORT_NAME")
def IMPORT_NAME_or_later(frame: Frame, stack: List[Any], operand: Tuple[str, int]) -> None:
    """Import a module by calling __import__, or, if it is imported lazily, push what stands for it."""
    module, when = operand
    from_list = stack.pop()
    level = stack.pop()
    is_module = frame.namespace is frame.globals
    if when & LAZY and not is_module:  # of a text that exec() runs
        raise SyntaxError("'lazy import' is only allowed at module level")
    asks = when or _lazy_imports() != "normal" or "__lazy_modules__" in frame.globals
    if when & EAGER or not (is_module and asks):
        stack.append(import_module(frame, module, from_list, level))
    else:
        stack.append(
            _run_here(frame, micro("IMPORT_NAME", when, 2, 1, (module,), frame.globals), level, from_list)
        )


@op("module -- module, attribute", operand=name, since=PY315, names="IMPORT_FROM")
def IMPORT_FROM_or_later(frame: Frame, stack: List[Any], attribute: str) -> None:
    """Push an attribute of the module, or the submodule of that name; of a lazy import a lazy import."""
    function = micro("IMPORT_FROM", 0, 1, 2, (attribute,), frame.globals)
    if type(stack[-1]) is _LazyImport:
        stack.append(_run_here(frame, function, stack[-1])[1])
    else:
        stack.append(function(stack[-1])[1])


def _run_here(frame: Frame, function: Any, *arguments: Any) -> Any:
    """Run a one-opcode function as module code at the guest's line: a lazy import asks for both.

    Code without CO_OPTIMIZED has its globals for locals (Objects/call.c, ``_PyFunction_Vectorcall``).
    """
    program = frame.program
    function.__code__ = register_own(
        function.__code__.replace(
            co_flags=0,
            co_filename=program.filename,
            co_name=program.code.co_name,
            co_qualname=program.qualname,
            co_firstlineno=program.lines[frame.pc - 1] or program.code.co_firstlineno,
        )
    )
    return call_native(frame, function, arguments)


def lazy_import_here(frame: Frame, arguments: List[Any], keywords: Any) -> Any:
    """__lazy_import__() called by the program: it must be module code that calls it."""
    if frame.namespace is not frame.globals:
        return call_native(frame, _lazy_import, arguments, keywords)
    code = register_own(trampoline(frame).__code__.replace(co_flags=0))
    return FunctionType(code, frame.globals)(_lazy_import, arguments, keywords)


if _lazy_import is not None:
    HOSTCALLS[_lazy_import] = lazy_import_here
