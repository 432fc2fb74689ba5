# python: 3.13
"""The type of a frame's f_locals (PEP 667) can be called with a frame; proxies are known for what they are."""
import collections.abc
import sys


def function(a):
    b = 2
    frame = sys._getframe()
    proxy = frame.f_locals
    kind = type(proxy)
    other = kind(frame)
    other["b"] = 3
    print(b, kind, isinstance(proxy, kind), proxy == other, type(other) is kind, list(other) == list(proxy))
    print(isinstance(proxy, collections.abc.Mapping), issubclass(kind, collections.abc.Mapping))
    return kind


kind = function(1)
print(kind is function(2), isinstance({}, kind), isinstance(sys._getframe().f_locals, kind))
for arguments in ((), (1,), ({},), (sys._getframe(), 2)):
    try:
        kind(*arguments)
    except TypeError as error:
        print(error)
