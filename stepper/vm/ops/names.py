"""Names looked up at run time: in the namespace of a module or class body, in globals, in builtins.

Globals are always a dict, but may be a subclass of it, and instructions differ in whether they mind:
LOAD_GLOBAL respects an overridden ``__getitem__``, LOAD_NAME and STORE_GLOBAL do not,
LOAD_FROM_DICT_OR_GLOBALS does from 3.13 on (Python/ceval.c, Python/bytecodes.c).
"""

from __future__ import annotations

from typing import Any, List

from ..frame import NULL, Frame
from ..opcodes import op
from ..operands import name, name_beside_bit
from ..scopes import builtin_value, global_value, item_or_null, undefined
from ..versions import PY310, PY311, PY312, PY313, PY314

_dict_get = dict.get
_dict_set = dict.__setitem__
_dict_delete = dict.__delitem__


def value_after(namespace: Any, frame: Frame, name: str) -> Any:
    """A name from a namespace, else from globals as the plain dict they are, else from builtins."""
    value = item_or_null(namespace, name)
    if value is NULL:
        value = _dict_get(frame.globals, name, NULL)
        if value is NULL:
            value = builtin_value(frame, name)
    return value


@op("-- value", operand=name, until=PY314)
def LOAD_NAME(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a name, looked up in the module or class namespace, globals and builtins."""
    stack.append(value_after(frame.namespace, frame, name))


@op("value --", operand=name)
def STORE_NAME(frame: Frame, stack: List[Any], name: str) -> None:
    """Bind a name in the namespace of the module or class to the top of the stack."""
    frame.namespace[name] = stack.pop()


@op("--", operand=name)
def DELETE_NAME(frame: Frame, stack: List[Any], name: str) -> None:
    """Delete a name from the namespace of the module or class."""
    try:
        del frame.namespace[name]
        return
    except Exception:  # whatever it is, CPython puts the NameError in its place
        pass
    raise undefined(name)


@op("-- value", operand=name, names="LOAD_GLOBAL", until=PY310)
def LOAD_GLOBAL_alone(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a global or builtin name."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    stack.append(builtin_value(frame, name) if value is NULL else value)


def load_null_and_value(frame: Frame, stack: List[Any], name: str) -> None:
    """Push NULL and the value of a global or builtin name."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    if value is NULL:
        value = builtin_value(frame, name)
    stack.append(NULL)
    stack.append(value)


def load_value_and_null(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a global or builtin name and NULL."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    stack.append(builtin_value(frame, name) if value is NULL else value)
    stack.append(NULL)


@op(
    "-- null if oparg & 1, value",
    operand=name_beside_bit,
    names="LOAD_GLOBAL",
    since=PY311,
    until=PY312,
    if_bit=(1, load_null_and_value),
)
@op(
    "-- value, null if oparg & 1",
    operand=name_beside_bit,
    names="LOAD_GLOBAL",
    since=PY313,
    until=PY314,
    if_bit=(1, load_value_and_null),
)
def LOAD_GLOBAL_to_call(frame: Frame, stack: List[Any], name: str) -> None:
    """Push the value of a global or builtin name, and beside it, if it is to be called, NULL."""
    globals_ = frame.globals
    value = _dict_get(globals_, name, NULL) if type(globals_) is dict else item_or_null(globals_, name)
    stack.append(builtin_value(frame, name) if value is NULL else value)


@op("value --", operand=name)
def STORE_GLOBAL(frame: Frame, stack: List[Any], name: str) -> None:
    """Bind a global name to the top of the stack."""
    _dict_set(frame.globals, name, stack.pop())


@op("--", operand=name)
def DELETE_GLOBAL(frame: Frame, stack: List[Any], name: str) -> None:
    """Delete a global name."""
    if _dict_get(frame.globals, name, NULL) is NULL:
        raise undefined(name)
    _dict_delete(frame.globals, name)


@op("-- namespace")
def LOAD_LOCALS(frame: Frame, stack: List[Any], _: None) -> None:
    """Push the namespace of the class body itself."""
    stack.append(frame.namespace)


@op("mapping -- value", operand=name, until=PY312)
def LOAD_FROM_DICT_OR_GLOBALS(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace a namespace with a name's value from it, or else from globals or builtins."""
    stack.append(value_after(stack.pop(), frame, name))


@op("mapping -- value", operand=name, since=PY313, until=PY314, names="LOAD_FROM_DICT_OR_GLOBALS")
def LOAD_FROM_DICT_OR_GLOBALS_of_any_class(frame: Frame, stack: List[Any], name: str) -> None:
    """Replace a namespace with a name's value from it, or else from globals or builtins."""
    value = item_or_null(stack.pop(), name)
    stack.append(global_value(frame, name) if value is NULL else value)


@op("--")
def SETUP_ANNOTATIONS(frame: Frame, stack: List[Any], _: None) -> None:
    """Make the dict __annotations__ in the namespace unless there is one."""
    if item_or_null(frame.namespace, "__annotations__") is NULL:
        frame.namespace["__annotations__"] = {}
