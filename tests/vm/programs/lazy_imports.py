# python: 3.15
import sys
import types

lazy import json.decoder
lazy import colorsys as colours
lazy from fractions import Fraction, nowhere
lazy import no_such_module
lazy from no_such_package import thing

print([type(globals()[name]).__name__ for name in ("json", "colours", "Fraction", "nowhere")])
print("colorsys" in sys.modules, "fractions" in sys.modules)
print(colours.__name__, "colorsys" in sys.modules, type(globals()["colours"]).__name__)


def use():
    return Fraction(1, 3), json.decoder.__name__


print(use(), type(globals()["Fraction"]).__name__)
for attempt in (lambda: nowhere, lambda: no_such_module, lambda: thing):
    try:
        attempt()
    except ImportError as error:
        print(type(error).__name__, error, type(error.__cause__).__name__, error.__cause__)
print(isinstance(globals()["nowhere"], types.LazyImportType))


class Body:
    lazily = globals()["no_such_module"]
    try:
        lazily
    except ImportError as error:
        print("in a class", error)


__lazy_modules__ = ["wave", "textwrap"]
import textwrap
import wave as sound

print(type(globals()["textwrap"]).__name__, type(globals()["sound"]).__name__)
print(textwrap.dedent("  x"), sound.__name__)
del __lazy_modules__
import bdb

print(type(globals()["bdb"]).__name__)
sys.set_lazy_imports("all")
import html

print(type(globals()["html"]).__name__, html.escape("<"))
sys.set_lazy_imports("normal")
lazy import bisect

print(type(globals()["bisect"]).__name__)
print(type(__lazy_import__("cmd")).__name__)
lazy import missing_at_last
missing_at_last.use
