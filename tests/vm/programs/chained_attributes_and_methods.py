# stacks: no, how CPython finds a method of a class with __getattr__ depends on how often it has done so
class Builder:
    def __init__(self):
        self.parts = []

    def add(self, *parts, sep=""):
        self.parts.extend(parts)
        self.sep = sep
        return self

    def __getattr__(self, name):
        return lambda *a: (name, a)


b = Builder().add("a").add("b", "c", sep="-")
print(b.sep.join(b.parts), b.anything(1, 2), b.add.__name__)
method = b.add
method("d")
print(b.parts, [].append.__name__, "x".upper(), (5).bit_length(), "{}".format(1), str.upper("y"))
b.callable = lambda x: x + 1
print(b.callable(1), Builder.add(b, "e").parts[-1], type(b).__name__, int.from_bytes(b"\x01\x00", "big"))
b.count = 1
b.count += 1
b.parts[0] += "!"
print(b.count, b.parts[0], super(Builder, b).__init__.__name__)
import math, os.path

print(math.floor(2.5), os.path.basename("a/b"), math.pi.__class__.__name__)
