# modules: operator
# without: _operator
import operator

print(operator.attrgetter("real", "imag")(3j), operator.itemgetter(1, "x")({1: 2, "x": 3}))
print(
    operator.methodcaller("replace", "a", "b")("banana"),
    operator.countOf("banana", "a"),
    operator.concat([1], [2]),
)
print(
    operator.attrgetter("__class__.__name__")(5), operator.length_hint(iter([1, 2])), operator.itruediv(1, 4)
)
try:
    operator.indexOf([1], 2)
except ValueError as error:
    print(error)
