# args: one two
import sys
import os.path as path
import xml.dom
import collections.abc
from math import pi as PI, floor
from os import *

import _beside
from _beside import double, Thing
from _beside_package import part, NAME
from _beside_package.part import answer

print(path.join("a", "b"), xml.dom.__name__, collections.abc.Mapping.__name__, floor(PI), sep == path.sep)
print(double(4), Thing(2).value, _beside.__name__, part.answer(), answer(), NAME, sys.argv[1:])
print(__name__, path.basename(__file__), sys.path[0] == path.dirname(path.abspath(__file__)), __package__, __spec__)
for statement in (
    "import does_not_exist", "from math import nothing", "import os.nothing", "from _beside import absent",
    "from . import x", "import _beside_broken",
):
    try:
        exec(statement)
    except (ImportError, ZeroDivisionError) as error:
        print(type(error).__name__, str(error).replace(path.dirname(path.abspath(__file__)), "HERE"))


def local_import():
    from _beside import double as twice

    return twice(10)


print(local_import(), "_beside" in sys.modules, sys.modules["__main__"].__name__, double.__module__)
