import importlib
import sys
import types

from _beside_star import *
import _beside_circular_a
import _beside_lazy

print(public, "hidden" in globals(), _listed)
print(_beside_circular_a.value(), sys.modules["_beside_circular_b"].value())
print(_beside_lazy.anything, _beside_lazy.other)
try:
    _beside_lazy.forbidden
except AttributeError as error:
    print(error)
try:
    from _beside_lazy import forbidden
except ImportError as error:
    print(str(error).split(" (")[0])
again = importlib.import_module("_beside_package.part")
print(again.answer(), importlib.reload(_beside_lazy) is _beside_lazy)
made = types.ModuleType("made", "documentation")
exec("x = 1\ndef f(): return x, __name__", made.__dict__)
print(made.f(), made.__doc__)
sys.modules["made"] = made
import made as imported

print(imported is made, imported.f.__module__)
print(type(__builtins__).__name__, type(_beside_lazy.__builtins__).__name__)
original = __builtins__.__import__


def tracing(name, *args, **kwargs):
    print("import", name)
    return original(name, *args, **kwargs)


__builtins__.__import__ = tracing
import math
from os import path

__builtins__.__import__ = original
print(math.__name__, path.__name__)
blank = types.ModuleType.__new__(types.ModuleType)  # it has no namespace yet: None, or an empty one
print(not blank.__dict__, hasattr(blank, "x"))
blank.x = 1
print(blank.__dict__)
