"""``from module import *`` (CPython: ``import_all_from``, Python/intrinsics.c; until 3.11 Python/ceval.c)."""

from __future__ import annotations

from itertools import count
from typing import Any

from .frame import NULL
from .lending import is_lent


def import_star(namespace: Any, module: Any) -> None:
    """Bind in a namespace the names of ``__all__``, else those of ``__dict__`` that do not start with "_"."""
    names = getattr(module, "__all__", NULL)
    is_public_list = names is not NULL
    if not is_public_list:
        dictionary = getattr(module, "__dict__", NULL)
        if dictionary is NULL:
            raise ImportError("from-import-* object has no __dict__ and no __all__")
        names = list(dictionary.keys())
    for position in count():
        try:
            name = names[position]
        except IndexError:
            return
        if not isinstance(name, str):
            raise _not_a_name(module, name, is_public_list)
        if is_public_list or not name.startswith("_"):
            value = getattr(module, name)
            if not is_lent(value):
                namespace[name] = value


def _not_a_name(module: Any, name: Any, is_public_list: bool) -> TypeError:
    where, what = ("__all__", "Item") if is_public_list else ("__dict__", "Key")
    if not isinstance(module.__name__, str):
        return TypeError(f"module __name__ must be a string, not {type(module.__name__).__name__:.100}")
    return TypeError(f"{what} in {module.__name__}.{where} must be str, not {type(name).__name__:.100}")
