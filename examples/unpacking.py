"""Unpacking: one value becomes several, and names change places without a temporary.

Watch UNPACK_SEQUENCE push its items so that the leftmost comes off first. A
swap is two loads and two stores; star targets collect what is left in a list;
in a call, stars build the arguments at run time.
"""

left, right = 1, 2
left, right = right, left
print(left, right)

first, *middle, last = range(5)
print(first, middle, last)

(a, b), c = ["xy", "z"]
print(a, b, c)

for index, (name, age) in enumerate([("ann", 30), ("bob", 25)]):
    print(index, name, age)


def report(*values, **options):
    return values, options


print(report(*middle, 7, **{"sep": "-"}, end="!"))
print([0, *middle, *"ab"], {**{"k": 1}, "k": 2})
