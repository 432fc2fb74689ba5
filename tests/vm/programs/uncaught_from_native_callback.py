import functools
import json
import re


class Encoder(json.JSONEncoder):
    def default(self, o):
        return self.convert(o)

    def convert(self, o):
        raise TypeError(f"can't encode {type(o).__name__}")


try:
    re.sub("a", lambda m: m.group(1), "banana")
except IndexError as error:
    print(error)
functools.reduce(lambda a, b: a + json.dumps(b, cls=Encoder), [object(), object()], "")
