"""``**`` with keys that are no strings: functions refuse them; what C code makes of them is its own matter."""

import functools
import types


class Takes:
    def __init__(self, **keywords):
        pass

    def __call__(self, **keywords):
        return keywords


class Makes:
    def __new__(cls, **keywords):
        return object.__new__(cls)


def function(**keywords):
    return keywords


def generator(**keywords):
    yield keywords


plain = [int, object, Exception, type, str.format, "text".format, classmethod, functools.partial]
for callee in [function, generator, Takes, Makes, Takes(), Takes().__call__, dict, print, sorted, *plain]:
    for keywords in ({1: 2}, {"a": 1, None: 2}):
        try:
            print(callee(**keywords))
        except TypeError as error:
            print(error)
print(functools.partial(dict, **{(): 1}).keywords, types.SimpleNamespace(**{"a": 1}))
