# python: 3.14
"""The set in which a module notes its conditional annotations has a name that the program may use."""

for value in (0, {}, frozenset()):
    try:
        exec("__conditional_annotations__ = value\nx: int", {"value": value})
    except TypeError:
        print(type(value).__name__, "is no set")
namespace = {"value": {1}}
exec("__conditional_annotations__ = value\nx: int", namespace)
print(namespace["__conditional_annotations__"])
