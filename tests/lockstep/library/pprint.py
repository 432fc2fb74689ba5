# modules: pprint
import pprint

value = {
    "names": ["a" * 20, "b" * 30, "c" * 25],
    "nested": {"tuple": (1, (2, (3,))), "set": {3, 1, 2}},
    5: "x y " * 20,
}
pprint.pprint(value, width=50)
print(pprint.pformat(value, depth=1), pprint.isrecursive(value), pprint.saferepr([value][:0]))
