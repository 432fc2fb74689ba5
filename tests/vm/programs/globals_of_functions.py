# stacks: no, it holds hashes that are made of addresses
import types


def f():
    return value


value = "here"
g = types.FunctionType(f.__code__, {"value": "there"}, "renamed")
print(f(), g(), g.__name__)


def h(a, b=1, *, c=2):
    """documentation"""
    return a + b + c


print(h.__doc__, h.__name__, h.__qualname__, h.__module__, h.__defaults__, h.__kwdefaults__, h.__dict__)
h.__defaults__ = (10,)
h.__kwdefaults__ = {"c": 20}
h.attribute = 1
print(h(1), h.attribute, h.__code__.co_varnames, h.__code__.co_name, h.__code__.co_firstlineno)
f.__code__ = (lambda: "replaced").__code__
print(f())
print(h.__code__.co_consts[0], callable(h), types.FunctionType is type(h), isinstance(h, types.FunctionType))
import copy, pickle

print(copy.copy(h) is h, pickle.loads(pickle.dumps(h)) is h, h == h, hash(h) == hash(h))
