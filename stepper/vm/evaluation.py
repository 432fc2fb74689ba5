"""exec() and eval() called by the guest: a frame for the code, or for what a text compiles to.

What they check, and in which order, is ``builtin_exec_impl`` and ``builtin_eval_impl`` (bltinmodule.c).
Whatever they refuse goes to CPython's own, which refuses it in its own words before it runs anything.
"""

from __future__ import annotations

import os
import sys
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from .compiled import note_compiled
from .deepest import enter_deep
from .frame import CO_OPTIMIZED, Frame, new_frame_class
from .hostcalls import HOSTCALLS, HostCall, Keywords, locals_of
from .link import Program, is_linked, link, link_once
from .machine import Machine
from .nativecalls import call_native
from .signals import SWITCH
from .stubs import bind, program_of, stub_for
from .threads import FAILED, take_failure
from .unwind import raise_unchanged
from .versions import HOST, PY310, PY311, PY312, PY313, PY315

if HOST < PY311:
    from .frames_39 import new_frame

_eval, _exec, _compile, _audit = eval, exec, compile, sys.audit
EVALUATORS = frozenset((_eval, _exec))
_stat, _is_absolute = os.stat, os.path.isabs
_NOTHING = compile("None", __file__, "eval", dont_inherit=True)
_NAMESPACES = ("globals", "locals") if HOST >= PY313 else ()  # what they take by name
_CLOSURE = ("closure",) if HOST >= PY311 else ()  # what exec() takes by name only


class Caller:
    """Whoever calls exec() or eval(): its namespaces, and which code it runs is interpreted."""

    globals: Dict[str, Any]
    builtins: Mapping[str, Any]

    def variables(self) -> Any:
        """What locals() would give it."""
        raise NotImplementedError

    def compiled(self, text: Any, mode: str, module: Dict[str, Any]) -> CodeType:
        """What a text compiles to; its __future__ statements hold there too. ``module``: see module_of."""
        raise NotImplementedError

    def interprets(self, source: Any) -> bool:
        """Whether a text, or code that is not the guest's for sure, is run by the machine."""
        raise NotImplementedError


class Evaluation(NamedTuple):
    """A call of exec() or eval() that CPython would not refuse."""

    code: Optional[CodeType]  # None: not to be interpreted
    source: Any
    globals: Dict[str, Any]
    locals: Any
    closure: Any
    is_new: bool  # the code was made of a text for this call alone

    def linked(self, machine: Machine) -> Program:
        """The code's Program. That of a text is not kept if no functions are left of it; controllers know
        programs for ever.
        """
        assert self.code is not None
        is_left = any(type(constant) is CodeType for constant in self.code.co_consts)
        if self.is_new and not is_left and machine.interpreter.controller is None:
            return link_once(self.code)
        return link(self.code)

    def arguments(self) -> List[Any]:
        """The call again, to be made natively by another caller."""
        return [self.source, self.globals, self.locals]

    def keywords(self) -> Keywords:
        """Its arguments by name."""
        return None if self.closure is None else {"closure": self.closure}


def examine(
    caller: Caller, native: Any, arguments: Sequence[Any], keywords: Keywords
) -> Optional[Evaluation]:
    """What is asked for by a call of exec() or eval(), or None if CPython would refuse it."""
    names = _NAMESPACES + _CLOSURE if native is _exec else _NAMESPACES
    given = _arranged(arguments, keywords or {}, names)
    if given is None:
        return None
    source, globals_, locals_, closure = given
    if globals_ is None:
        globals_ = caller.globals
        locals_ = caller.variables() if locals_ is None else locals_
    elif locals_ is None:
        locals_ = globals_
    if not _are_namespaces(globals_, locals_):
        return None
    if not dict.__contains__(globals_, "__builtins__"):
        dict.__setitem__(globals_, "__builtins__", caller.builtins)
    if not _closes(source, closure):
        return None
    is_new = not isinstance(source, CodeType)
    if isinstance(source, CodeType):
        program = program_of(source)
        if program is not None:
            code: Optional[CodeType] = program.code
        else:
            code = source if is_linked(source) or caller.interprets(source) else None
    else:
        text = _text(source, native is _eval)
        if text is None:
            return None
        source = caller.compiled(text, "eval" if native is _eval else "exec", module_of(globals_))
        code = source if caller.interprets(text) else None
    return Evaluation(code, source, globals_, locals_, closure, is_new)


# ---- arguments ----


def _arranged(
    arguments: Sequence[Any], keywords: Dict[str, Any], names: Tuple[str, ...]
) -> Optional[Tuple[Any, Any, Any, Any]]:
    """Source, globals, locals and closure; None if there are too few, too many or unknown arguments."""
    places = dict(zip(("source", "globals", "locals"), arguments))
    wrong = not places.keys().isdisjoint(keywords) or not set(names) >= set(keywords)
    if wrong or not 1 <= len(arguments) <= 3:
        return None
    places.update(keywords)
    return places["source"], places.get("globals"), places.get("locals"), places.get("closure")


def _are_namespaces(globals_: Any, locals_: Any) -> bool:
    """Whether a frame can have them."""
    if not isinstance(globals_, dict):
        return False
    if not isinstance(locals_, dict):
        try:
            _eval(_NOTHING, {}, locals_)  # only CPython knows all that it takes for a mapping
        except TypeError:
            return False
    return True


def _text(source: Any, is_expression: bool) -> Any:
    """A text as compile() takes it, from a string or anything with a buffer; None if it is none.

    Blanks before an expression do not count.
    """
    blank = " \t" if is_expression else ""
    if isinstance(source, str):
        return str.lstrip(source, blank)
    try:
        return bytes(memoryview(source)).lstrip(blank.encode())
    except (TypeError, BufferError):
        return None


def module_of(globals_: Dict[str, Any]) -> Dict[str, Any]:
    """The module that syntax warnings are filtered by, as compile() takes it; since 3.15 exec() does."""
    name = dict.get(globals_, "__name__") if HOST >= PY315 else None
    return {"module": name} if isinstance(name, str) else {}


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


def names_a_file(name: str) -> bool:
    """Whether a code object's file name is meant to be one, rather than the name of a text."""
    if name.startswith("<"):
        return name.startswith("<frozen ")
    try:
        _stat(name)
    except (OSError, ValueError):
        return _is_absolute(name)
    return True


# ---- calls by the guest ----


class _Guest(Caller):
    """A guest frame.

    It runs code natively that comes from a file out of scope. A text that was compiled under a name of its
    own ("<made>", "template 3") is the guest's.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.globals, self.builtins = frame.globals, frame.builtins

    def variables(self) -> Any:
        return locals_of(self.frame)

    def compiled(self, text: Any, mode: str, module: Dict[str, Any]) -> CodeType:
        code: CodeType = call_native(self.frame, _compile, [text, "<string>", mode], module)
        note_compiled(code, text)
        return code

    def interprets(self, source: Any) -> bool:
        if not isinstance(source, CodeType):
            return True
        name = source.co_filename
        return self.frame.machine.interpreter.scope(name) or not names_a_file(name)


def _answer(native: Any) -> HostCall:
    def evaluate(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
        asked = examine(_Guest(frame), native, arguments, keywords)
        if asked is None:
            return call_native(frame, native, arguments, keywords)
        if asked.code is None:
            return call_native(frame, native, asked.arguments(), asked.keywords())
        return _run(frame, asked, native is _eval)

    return evaluate


HOSTCALLS[_eval] = _answer(_eval)
HOSTCALLS[_exec] = _answer(_exec)


def _run(frame: Frame, asked: Evaluation, has_value: bool) -> Any:
    """Push a frame for the code; or, where what that returns is not the value of the call, run one."""
    call_native(frame, _audit, ["exec", asked.code])
    machine = frame.machine
    program = asked.linked(machine)
    called = code_frame(machine, program, asked.globals, asked.locals, asked.closure or (), frame)
    if program.is_resumable or not (has_value or program.returns_nothing):
        value = run_frame(called)
        if value is FAILED:
            raise_unchanged(take_failure())
        return value if has_value else None
    if machine.depth >= machine.deepest:
        enter_deep(machine, called)
    called.back = frame
    machine.depth += 1
    machine.frame = called
    return SWITCH


# ---- frames ----


def run_frame(frame: Frame) -> Any:
    """Run a frame below native code; its value, or FAILED."""
    if not frame.program.is_resumable:
        return frame.machine.run_nested(frame)
    stub = stub_for(frame.program)  # it makes the generator, and a frame as this one
    if frame.code.co_flags & CO_OPTIMIZED:
        return FunctionType(stub, frame.globals, None, None, tuple(frame.closure) or None)()
    return _eval(stub, frame.globals, frame.namespace)


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
        make = new_frame_class(namespace)
        frame = make(machine, program, arguments + program.unbound, globals_, builtins, namespace, closure)
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
