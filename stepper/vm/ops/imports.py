"""Imports."""

from __future__ import annotations

from typing import Any, List

from ..frame import Frame
from ..microops import micro
from ..nativecalls import call_native
from ..opcodes import op
from ..operands import name
from ..versions import PY314


def import_module(frame: Frame, module: str, from_list: Any, level: Any) -> Any:
    """What __import__ returns; ImportError when there is none."""
    if "__import__" not in frame.builtins:
        raise ImportError("__import__ not found")
    importer = frame.builtins["__import__"]
    return call_native(frame, importer, (module, frame.globals, frame.namespace, from_list, level))


@op("level, from_list -- module", operand=name, until=PY314)
def IMPORT_NAME(frame: Frame, stack: List[Any], module: str) -> None:
    """Import a module by calling __import__, which is looked up among the builtins each time."""
    from_list = stack.pop()
    stack.append(import_module(frame, module, from_list, stack.pop()))


@op("module -- module, attribute", operand=name, until=PY314)
def IMPORT_FROM(frame: Frame, stack: List[Any], attribute: str) -> None:
    """Push an attribute of the module, or the submodule of that name."""
    stack.append(micro("IMPORT_FROM", 0, 1, 2, (attribute,), frame.globals)(stack[-1])[1])
