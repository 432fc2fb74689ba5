"""Making functions."""

from __future__ import annotations

from types import CellType, CodeType, FunctionType
from typing import Any, Dict, List

from ..frame import Frame
from ..link import link
from ..opcodes import op
from ..operands import raw
from ..stubs import make_function, program_of
from ..versions import HOST, PY310, PY311, PY312, PY313, PY314

DEFAULTS, KEYWORD_DEFAULTS, ANNOTATIONS, CLOSURE, ANNOTATE = 1, 2, 4, 8, 16


def _names_annotate() -> bool:
    """Whether a function's __annotate__ is named after it when it is set, as late releases of 3.14 do since
    their compiler must go on to name it otherwise (Python/bytecodes.c).
    """
    if HOST != PY314:
        return False
    namespace: Dict[str, Any] = {}
    exec("def f(x: f): pass", namespace)
    name: str = namespace["f"].__annotate__.__qualname__
    return name == "f.__annotate__"


_NAMES_ANNOTATE = _names_annotate()


@op(
    "defaults if oparg & 1, keyword_defaults if oparg & 2, annotations if oparg & 4, closure if oparg & 8,"
    " code -- function",
    operand=raw,
    since=PY311,
    until=PY312,
)
def MAKE_FUNCTION(frame: Frame, stack: List[Any], flags: int) -> None:
    """Make a function from a code object and what the flags say lies below it."""
    code: CodeType = stack.pop()
    closure = stack.pop() if flags & CLOSURE else None
    annotations = stack.pop() if flags & ANNOTATIONS else None
    keyword_defaults = stack.pop() if flags & KEYWORD_DEFAULTS else None
    defaults = stack.pop() if flags & DEFAULTS else None
    function = make_function(link(code), frame.globals, defaults, closure)
    if keyword_defaults is not None:
        function.__kwdefaults__ = keyword_defaults
    if annotations is not None:
        function.__annotations__ = _annotations(annotations)
    stack.append(function)


@op(
    "defaults if oparg & 1, keyword_defaults if oparg & 2, annotations if oparg & 4, closure if oparg & 8,"
    " code, qualified_name -- function",
    operand=raw,
    until=PY310,
    names="MAKE_FUNCTION",
)
def MAKE_FUNCTION_named(frame: Frame, stack: List[Any], flags: int) -> None:
    """Make a function from a code object, a name and what the flags say lies below them."""
    qualname = stack.pop()
    MAKE_FUNCTION(frame, stack, flags)
    stack[-1].__qualname__ = qualname


@op("code -- function", since=PY313, names="MAKE_FUNCTION")
def MAKE_FUNCTION_bare(frame: Frame, stack: List[Any], _: None) -> None:
    """Make a function from a code object; its defaults, closure and annotations are set one by one."""
    code: CodeType = stack.pop()
    # __closure__ can't be written: until SET_FUNCTION_ATTRIBUTE brings it the function has empty cells.
    placeholder = tuple(CellType() for _name in code.co_freevars) or None
    stack.append(make_function(link(code), frame.globals, None, placeholder))


@op("value, function -- function", operand=raw)
def SET_FUNCTION_ATTRIBUTE(frame: Frame, stack: List[Any], attribute: int) -> None:
    """Give a new function its defaults, annotations or closure."""
    function: FunctionType = stack.pop()
    value = stack.pop()
    if attribute == DEFAULTS:
        function.__defaults__ = value
    elif attribute == KEYWORD_DEFAULTS:
        function.__kwdefaults__ = value
    elif attribute == ANNOTATIONS:
        function.__annotations__ = _annotations(value)
    elif attribute == ANNOTATE:
        if _NAMES_ANNOTATE:
            value.__qualname__ = f"{function.__qualname__}.__annotate__"
        function.__annotate__ = value  # type: ignore[attr-defined]  # 3.14
    elif attribute == CLOSURE:
        function = _with_closure(frame, function, value)
    stack.append(function)


def _annotations(value: Any) -> Any:
    """3.10 to 3.13 have names and values in a tuple; before and after it is a dict."""
    return dict(zip(value[::2], value[1::2])) if type(value) is tuple else value


def _with_closure(frame: Frame, function: FunctionType, closure: Any) -> FunctionType:
    program = program_of(function.__code__)
    assert program is not None
    made = make_function(program, frame.globals, function.__defaults__, closure)
    made.__kwdefaults__ = function.__kwdefaults__
    if function.__annotations__:
        made.__annotations__ = function.__annotations__
    return made
