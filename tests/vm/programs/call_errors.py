def none():
    pass


def two(a, b):
    pass


def keyword(a, *, key, other):
    pass


def default(a, b=1):
    pass


class C:
    def method(self, a):
        pass

    def __init__(self, x):
        pass


attempts = [
    "none(1)", "two(1)", "two()", "two(1, 2, 3)", "two(1, 2, a=3)", "two(1, c=2)", "keyword(1)", "keyword(1, key=2)",
    "keyword(1, 2)", "default()", "default(1, 2, 3)", "default(1, b=2, c=3)", "C()", "C(1).method()", "C(1).method(1, 2)",
    "two(*5)", "two(**5)", "two(**{1: 2})", "two(1, **{'a': 2})", "two(**{'a': 1}, **{'a': 2})", "C.method(1)",
    "print(nope=1)", "len()", "len(1, 2)", "int('x')", "[].append()", "''.join(1)", "(lambda x: x)()", "C(1)()",
]
for attempt in attempts:
    try:
        eval(attempt)
    except (TypeError, ValueError) as error:
        print(attempt, "|", type(error).__name__, error)


def order(name):
    print("evaluate", name)
    return name


two(order("a"), b=order("b"))
try:
    order("f") and two(order(1), *order([2]), **order({"c": 1}))
except TypeError as error:
    print(error)
