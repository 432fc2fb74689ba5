# python: 3.13
# stacks: no, its methods of proxies are functions of the machine
"""The type of a frame's f_locals (PEP 667) can be called with a frame; proxies are known for what they are."""
import collections.abc
import copy
import sys
import types


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


def tried(call, *arguments, **keywords):
    try:
        return call(*arguments, **keywords)
    except Exception as error:
        return type(error).__name__, str(error)


class EqualsX:
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return other == "x"


class Reluctant(dict):
    def __or__(self, other):
        print("asked once")
        return NotImplemented


def methods():
    x = 1
    proxy = sys._getframe().f_locals
    print(tried(proxy.get), tried(proxy.get, []), tried(proxy.setdefault), tried(proxy.setdefault, []))
    print(tried(proxy.update), tried(proxy.update, [1]), tried(proxy.update, x=1), tried(copy.copy, proxy))
    print(tried(lambda: [] in proxy), tried(lambda: proxy | 1), tried(lambda: 1 | proxy))
    for other in (collections.UserDict(u=1), types.MappingProxyType({"m": 1}), [("l", 1)]):
        print(tried(lambda other=other: sorted(other | proxy)), tried(lambda other=other: proxy | other))
    print(tried(lambda: sorted(Reluctant(r=1) | proxy)))
    if hasattr(proxy, "pop"):  # 3.13.0 has none
        print(tried(proxy.pop), tried(proxy.pop, "x"), tried(proxy.pop, "x", 1), tried(proxy.pop, "none", 2))
    print(reversed(proxy), dir(proxy) == dir(type(proxy)))
    proxy[EqualsX()] = 2
    print(x, proxy[EqualsX()], [key for key in proxy if key == "x"])
    del x
    proxy[1] = proxy
    print("x" in proxy, repr(proxy).count("{...}"))


def returned():
    first, second, third = 1, 2, 3
    return sys._getframe().f_locals


methods()
print(returned(), kind(sys._getframe()) == {})
