"""Code objects as the guest sees them: a function's own, not the stub that stands in its place.

So what the guest reads it can take apart, keep, compare, marshal and run like any code object; and what the
compiler has made for it becomes a guest function again when it goes into one. Code made by hand
(``code.replace(co_code=...)``) runs natively: it may be anything.
"""

from __future__ import annotations

import dis
import functools
import gc
from types import CodeType, FunctionType
from typing import Any, Callable, Dict, List

from .assembler import since_311
from .compiled import is_compiled, note_compiled
from .frame import Frame
from .hostcalls import HOSTCALLS, Keywords
from .link import link
from .lookalikes import ANY_ARGUMENTS, replace
from .nativecalls import call_native
from .pictures import code_pictured
from .stubs import program_of, stub_for

_getattr, _setattr, _compile = getattr, setattr, compile

# What ``code.replace()`` may change in a stub: types.coroutine sets a flag.
_REPLACED = ["co_flags", "co_name", "co_filename", "co_firstlineno", *since_311(co_qualname=None)]

_originals: Dict[int, CodeType] = {}  # by id of a replaced stub, which lives as long as the process


def original_of(code: CodeType) -> CodeType:
    """The code object that the guest takes a stub for, or the code of a frame in a traceback."""
    program = program_of(code)
    if program is None:
        return code_pictured(code)
    if code is program.stub:
        return program.code
    original = _originals.get(id(code))
    if original is None:
        changes: Dict[str, Any] = {name: _getattr(code, name) for name in _REPLACED}
        original = _originals[id(code)] = program.code.replace(**changes)
        note_compiled(original)
    return original


def for_function(code: Any) -> Any:
    """The code object that goes into a function in place of one that the guest names."""
    return stub_for(link(code)) if type(code) is CodeType and is_compiled(code) else code


# ---- calls by the guest ----


def get_attribute(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """getattr(): a function's ``__code__`` is its own."""
    value = call_native(frame, _getattr, arguments, keywords)
    return original_of(value) if type(value) is CodeType else value


def set_attribute(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """setattr(): a function may be given the code of another."""
    if len(arguments) == 3 and type(arguments[0]) is FunctionType and arguments[1] == "__code__":
        arguments = [*arguments[:2], for_function(arguments[2])]
    return call_native(frame, _setattr, arguments, keywords)


def make_function(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """types.FunctionType()."""
    function = call_native(frame, FunctionType, arguments, keywords)
    function.__code__ = for_function(function.__code__)
    return function


def compile_text(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """compile()."""
    made = call_native(frame, _compile, arguments, keywords)
    if type(made) is CodeType:
        note_compiled(made, arguments[0] if arguments else (keywords or {}).get("source"))
    return made


def taking_originals(native: Callable[..., Any]) -> Callable[..., Any]:
    """A function that takes code objects, given the program's own instead of stubs and pictures'."""

    @functools.wraps(native)
    def take(code: Any, *arguments: Any, **keywords: Any) -> Any:
        return native(original_of(code) if type(code) is CodeType else code, *arguments, **keywords)

    return take


def _giving_originals(native: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(native)
    def give(shown: Any) -> Any:
        return original_of(native(shown))

    return give


def disassemblers() -> Dict[str, Callable[..., Any]]:
    """What the functions of dis shall call for each other, by name, to show no stubs."""
    return {
        "disassemble": taking_originals(vars(dis)["disassemble"]),
        "_disassemble_recursive": taking_originals(vars(dis)["_disassemble_recursive"]),
        "_get_code_object": _giving_originals(vars(dis)["_get_code_object"]),
    }


def get_referrers(native: Any, *objects: Any) -> Any:
    """gc.get_referrers(): functions refer to their stubs, but are found by their code (trace.py does)."""
    programs = [link(each) for each in objects if type(each) is CodeType and is_compiled(each)]
    return native(*objects, *[program.stub for program in programs if program.stub is not None])


def replace_functions() -> None:
    """Put a look-alike in the place of the function that finds functions by their code."""
    replace(gc, "get_referrers", get_referrers, ANY_ARGUMENTS)


HOSTCALLS[_getattr] = get_attribute
HOSTCALLS[_setattr] = set_attribute
HOSTCALLS[FunctionType] = make_function
HOSTCALLS[_compile] = compile_text
