"""Native callables that look at their caller or at the interpreter, and so are answered by the machine.

Each is a function ``(frame, arguments, keywords) -> value``, found by the identity of the callee when it is
called from a guest frame; or it returns SWITCH, having pushed a frame that will give the value (``exec``).
Whatever is not about the caller (``super(C, x)``, ``vars(x)``) stays native.
"""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, CellType
from typing import Any, Callable, Dict, List, Optional

from .frame import NULL, Frame, cell_value
from .nativecalls import call_native
from .versions import HOST, PY312, PY315

Keywords = Optional[Dict[str, Any]]
HostCall = Callable[[Frame, List[Any], Keywords], Any]

HOSTCALLS: Dict[Any, HostCall] = {}
HOSTCALL_TYPES = (type, BuiltinFunctionType)  # types whose instances hash without running guest code

_super, _locals, _vars, _dir = super, locals, vars, dir
_IMMORTAL = 1 << 31  # Include/internal/pycore_object.h (3.12), _Py_IsImmortal: negative as 32 bits
_sorted, _input, _getrefcount = sorted, input, sys.getrefcount


def _answers(*callees: Any) -> Callable[[HostCall], HostCall]:
    def register(function: HostCall) -> HostCall:
        for callee in callees:
            HOSTCALLS[callee] = function
        return function

    return register


@_answers(_super)
def super_without_arguments(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """Zero-argument super(): the first argument and ``__class__`` of the calling frame
    (Objects/typeobject.c).
    """
    if arguments or keywords:
        return call_native(frame, _super, arguments, keywords)
    code = frame.code
    if not code.co_argcount:
        raise RuntimeError("super(): no arguments")
    slot = frame.program.moved_arguments.get(0, 0)
    first = frame.locals[slot]
    if type(first) is CellType and slot in frame.program.cell_slots:
        first = cell_value(first)
    if first is NULL:
        raise RuntimeError("super(): arg[0] deleted")
    if "__class__" not in code.co_freevars:
        raise RuntimeError("super(): __class__ cell not found")
    cell = frame.locals[frame.program.first_free + code.co_freevars.index("__class__")]
    class_ = cell_value(cell)
    if class_ is NULL:
        raise RuntimeError("super(): empty __class__ cell")
    return _super(class_, first)


def locals_of(frame: Frame) -> Any:
    """What locals() gives in a frame: the namespace itself, or a dict of the function's variables.

    Up to 3.12 a function has one dict, brought up to date by each call; from 3.13 (PEP 667) each call makes
    one.
    """
    if frame.namespace is not None:
        return _namespace_of(frame)
    variables = frame.variables()
    if HOST > PY312:
        return {**variables, **(frame.locals_dict or {})}  # what has been added through f_locals
    kept = frame.locals_dict
    if kept is None:
        kept = frame.locals_dict = {}
    for name in frame.program.slot_names:
        if name in variables:
            kept[name] = variables[name]
        else:
            kept.pop(name, None)
    return kept


def _namespace_of(frame: Frame) -> Any:
    """What locals() gives in a module or class body.

    Inside an inlined comprehension its variables count too (Objects/frameobject.c, ``_PyFrame_GetLocals``):
    3.12 adds them to a copy of the namespace, 3.13 shows nothing else.
    """
    hidden = hidden_variables(frame)
    if not hidden:
        return frame.namespace
    return hidden if HOST > PY312 else {**frame.namespace, **hidden}


def hidden_variables(frame: Frame) -> Dict[str, Any]:
    """The variables of an inlined comprehension in a module or class body, while it runs."""
    own = frame.program.slot_names[: frame.program.first_free]
    return {
        name: value
        for name, value in frame.variables().items()
        if name in own and name not in ("__class__", "__classdict__")
    }


@_answers(_locals)
def locals_here(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """locals() of the calling frame."""
    return call_native(frame, _locals, arguments, keywords) if arguments or keywords else locals_of(frame)


@_answers(_vars)
def vars_here(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """vars() without an argument is locals()."""
    return call_native(frame, _vars, arguments, keywords) if arguments or keywords else locals_of(frame)


@_answers(_dir)
def dir_here(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """dir() without an argument lists the keys of locals() (Objects/object.c, ``_dir_locals``)."""
    if arguments or keywords:
        return call_native(frame, _dir, arguments, keywords)
    names = locals_of(frame)
    if type(names) is not dict:  # whatever was given to exec() or eval()
        keys = call_native(frame, names.keys, ())
        if not hasattr(type(keys), "__iter__") and not hasattr(type(keys), "__getitem__"):
            kind = type(keys).__name__
            problem = f"must return an iterable, not {kind}"
            if HOST < PY315:
                problem = f"returned a non-iterable (type {kind})"
            raise TypeError(f"{type(names).__name__}.keys() {problem}")
        names = keys
    return call_native(frame, _sorted, (names,))


@_answers(_getrefcount)
def reference_count(frame: Frame, arguments: List[Any], keywords: Keywords) -> int:
    """sys.getrefcount(), without the reference of our list. From 3.14 on variables are only lent to calls."""
    if keywords or len(arguments) != 1 or not isinstance(arguments, list):  # an error, or no list of ours
        return int(call_native(frame, _getrefcount, arguments, keywords))
    count = _getrefcount(arguments[0])
    if HOST >= PY312 and count >= _IMMORTAL:
        return count
    loaded_by = frame.program.instructions[frame.pc - 2].opname
    return count - (2 if loaded_by.startswith("LOAD_FAST_BORROW") else 1)


@_answers(_input)
def input_line(frame: Frame, arguments: List[Any], keywords: Keywords) -> Any:
    """input(): the front end is told that a line is wanted, then CPython reads it."""
    controller = frame.machine.interpreter.controller
    if controller is None:
        return call_native(frame, _input, arguments, keywords)
    prompt = arguments[0] if arguments and type(arguments[0]) is str else ""
    controller.input_wanted(prompt)
    try:
        return call_native(frame, _input, arguments, keywords)
    finally:
        controller.input_done()
