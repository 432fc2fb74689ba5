"""exec() and eval() called by the guest: a frame for the code, or for what a text compiles to.

What they check, and in which order, is ``builtin_exec_impl`` and ``builtin_eval_impl`` (bltinmodule.c).
Whatever they refuse goes to CPython's own, which refuses it in its own words before it runs anything.
"""

from __future__ import annotations

import os
import sys
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from .frame import CO_OPTIMIZED, Frame
from .generators import make_generator
from .hostcalls import HOSTCALLS, Keywords, locals_of
from .link import Program, is_linked, link
from .machine import RECURSION_TEXT, Machine
from .nativecalls import call_native
from .signals import SWITCH
from .stubs import bind, program_of
from .threads import FAILED, take_failure
from .unwind import raise_unchanged
from .versions import HOST, PY310, PY311, PY312, PY313

if HOST < PY311:
    from .frames_39 import new_frame

_eval, _exec, _compile, _audit = eval, exec, compile, sys.audit
EVALUATORS = frozenset((_eval, _exec))
_stat, _is_absolute = os.stat, os.path.isabs
_NOTHING = compile("None", __file__, "eval", dont_inherit=True)
_NAMESPACES = ("globals", "locals") if HOST >= PY313 else ()  # what they take by name
_CLOSURE = ("closure",) if HOST >= PY311 else ()  # what exec() takes by name only


class _Evaluation(NamedTuple):
    """A call of exec() or eval() with its arguments in place and its namespaces found."""

    source: Any
    globals: Any
    locals: Any
    closure: Any


def evaluate(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """eval(): push a frame whose value becomes the value of the call."""
    given = _arranged(frame, arguments, keywords or {}, _NAMESPACES)
    if given is None or not _prepare(frame, given):
        return call_native(frame, _eval, arguments, keywords)
    source = given.source
    if isinstance(source, str):
        source = str.lstrip(source, " \t")
    elif not isinstance(source, CodeType):
        source = _bytes_of(source, " \t")
    code = _code(frame, source, "eval") if _closes(source, None) else None
    if code is None:
        return call_native(frame, _eval, [given.source, given.globals, given.locals])
    return _run(frame, code, given, _eval)


def execute(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """exec(): push a frame; the value of the call is None."""
    given = _arranged(frame, arguments, keywords or {}, _NAMESPACES + _CLOSURE)
    if given is None or not _prepare(frame, given):
        return call_native(frame, _exec, arguments, keywords)
    source = given.source
    if not isinstance(source, (str, CodeType)):
        source = _bytes_of(source, "")
    code = _code(frame, source, "exec") if _closes(source, given.closure) else None
    if code is None:
        closure = None if given.closure is None else {"closure": given.closure}
        return call_native(frame, _exec, [given.source, given.globals, given.locals], closure)
    return _run(frame, code, given, _exec)


HOSTCALLS[_eval] = evaluate
HOSTCALLS[_exec] = execute


# ---- arguments ----


def _arranged(
    frame: Frame, arguments: List[Any], keywords: Dict[str, Any], names: Tuple[str, ...]
) -> Optional[_Evaluation]:
    """The arguments in their places, or None if there are too few, too many or unknown ones.

    Namespaces that are not given, or None, are the caller's.
    """
    places = dict(zip(("source", "globals", "locals"), arguments))
    if (
        not 1 <= len(arguments) <= 3
        or not places.keys().isdisjoint(keywords)
        or not set(names) >= set(keywords)
    ):
        return None
    places.update(keywords)
    globals_, locals_ = places.get("globals"), places.get("locals")
    if globals_ is None:
        globals_ = frame.globals
        locals_ = locals_of(frame) if locals_ is None else locals_
    elif locals_ is None:
        locals_ = globals_
    return _Evaluation(places["source"], globals_, locals_, places.get("closure"))


def _prepare(frame: Frame, given: _Evaluation) -> bool:
    """Make the namespaces ready, as is done before a text is compiled; False if a frame can't have them."""
    if not isinstance(given.globals, dict):
        return False
    if not isinstance(given.locals, dict):
        try:
            _eval(_NOTHING, {}, given.locals)  # only CPython knows all that it takes for a mapping
        except TypeError:
            return False
    if not dict.__contains__(given.globals, "__builtins__"):
        dict.__setitem__(given.globals, "__builtins__", frame.builtins)
    return True


def _bytes_of(source: Any, stripped: str) -> Any:
    """A text in any object with a buffer as bytes; None if it is none."""
    try:
        return bytes(memoryview(source)).lstrip(stripped.encode())
    except (TypeError, BufferError):
        return None


def _closes(source: Any, closure: Any) -> bool:
    """Whether the closure is what the code asks for: cells for its free variables, or none at all."""
    free = source.co_freevars if isinstance(source, CodeType) else ()
    if not free:
        return closure is None
    return (
        type(closure) is tuple
        and len(closure) == len(free)
        and all(isinstance(cell, CellType) for cell in closure)
    )


# ---- code ----


def _code(frame: Frame, source: Any, mode: str) -> Optional[CodeType]:
    """The code object to run, without stub; None if it is to be run natively, or is nothing to run."""
    if isinstance(source, CodeType):
        program = program_of(source)
        if program is not None:
            return program.code
        return source if is_guest_code(frame.machine, source) else None
    if source is None:
        return None
    code: CodeType = call_native(frame, _compile, [source, "<string>", mode])
    return code


def is_guest_code(machine: Machine, code: CodeType) -> bool:
    """Whether code that the guest runs is interpreted: all but that of files which are out of scope.

    A text that was compiled under a name of its own ("<made>", "template 3") is the guest's.
    """
    name = code.co_filename
    return machine.interpreter.scope(name) or is_linked(code) or not _names_a_file(name)


def _names_a_file(name: str) -> bool:
    if name.startswith("<"):
        return name.startswith("<frozen ")
    try:
        _stat(name)
    except (OSError, ValueError):
        return _is_absolute(name)
    return True


# ---- frames ----


def _run(frame: Frame, code: CodeType, given: _Evaluation, native: Any) -> Any:
    """Push a frame for the code, or give what a generator's code makes at once."""
    call_native(frame, _audit, ["exec", code])
    machine, program = frame.machine, link(code)
    called = code_frame(machine, program, given.globals, given.locals, given.closure or (), frame)
    if program.is_resumable and HOST < PY311:  # there the call alone makes the generator
        generator = make_generator(called)
        return generator if native is _eval else None
    if native is _exec and (program.is_resumable or not program.returns_nothing):
        if machine.run_nested(called) is FAILED:
            raise_unchanged(take_failure())
        return None
    if machine.depth >= machine.recursion_limit:
        raise RecursionError(RECURSION_TEXT)
    called.back = frame
    machine.depth += 1
    machine.frame = called
    return SWITCH


def code_frame(
    machine: Machine,
    program: Program,
    globals_: Dict[str, Any],
    namespace: Any,
    closure: Tuple[CellType, ...] = (),
    caller: Optional[Frame] = None,
) -> Frame:
    """A frame for a code object that is run by itself in a namespace (``PyEval_EvalCode``).

    A function's code is called without arguments; TypeError when it wants some.
    """
    code = program.code
    builtins = _builtins_for(globals_, caller)
    arguments: List[Any] = []
    if program.argument_slots:
        arguments = bind(program, FunctionType(code, globals_, None, None, closure or None), [], {})
    kept = namespace if code.co_flags & CO_OPTIMIZED and PY310 <= HOST <= PY312 else None
    if code.co_flags & CO_OPTIMIZED:
        namespace = None
    if HOST < PY311:
        frame = new_frame(machine, program, arguments, globals_, builtins, namespace, closure)
    else:
        frame = Frame(machine, program, arguments + program.unbound, globals_, builtins, namespace, closure)
    frame.locals_dict = kept
    return frame


def _builtins_for(globals_: Dict[str, Any], caller: Optional[Frame]) -> Mapping[str, Any]:
    """What ``_PyEval_BuiltinsFromGlobals`` finds; up to 3.9 a frame of the caller's globals shares its
    caller's (Objects/frameobject.c, ``_PyFrame_New_NoTrack``).
    """
    if HOST < PY310 and caller is not None and caller.globals is globals_:
        return caller.builtins
    found: Any = dict.get(globals_, "__builtins__")
    builtins: Mapping[str, Any] = found.__dict__ if isinstance(found, ModuleType) else found
    return builtins
