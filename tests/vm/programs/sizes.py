"""sys.getsizeof() of what the machine makes in CPython's place."""
import sys


def plain():
    return sys._getframe()


def several(a, b, *rest, c=1, **named):
    d = [a, b, [c, [rest, [named]]]]
    return sys._getframe(), d


def with_cells(a, b):
    c = a

    def inner():
        return a, c, sys._getframe()

    return sys._getframe(), inner


value = 1
print(sys.getsizeof(sys._getframe()))
print(sys.getsizeof(plain()), sys.getsizeof(several(1, 2)[0]))
frame, function = with_cells(1, 2)
print(sys.getsizeof(frame), sys.getsizeof(function()[2]))
print(sys.getsizeof({}), sys.getsizeof({1: value}), sys.getsizeof({value: 1, 2: value, 3: 1, 4: 4, 5: 5}))
print(sys.getsizeof({"a": value, "b": value}), sys.getsizeof({value: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6}))
print(sys.getsizeof({"a": value, "b": 2, "c": 2, "d": 3, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1, "j": 1, "k": 1}))
print(sys.getsizeof([]), sys.getsizeof([value]), sys.getsizeof([value] * 3), sys.getsizeof([value, 2, 3, 4, 5]))
print(sys.getsizeof([1, 2, 3]), sys.getsizeof([*range(5)]), sys.getsizeof([x for x in range(9)]))
print(sys.getsizeof({value}), sys.getsizeof({value, 2, 3, 4, 5, 6}), sys.getsizeof({1, 2, 3}))
print(sys.getsizeof((value, 2)), sys.getsizeof(f"{value}a{value}"), sys.getsizeof(slice(value, 2)))
print(sys.getsizeof({x for x in range(20)}), sys.getsizeof({x: x for x in range(20)}))
print(sys.getsizeof({**{"a": value}, "b": 2}), sys.getsizeof([*"abc", 1]), sys.getsizeof({*"abc", 1}))


def given(*args, **kwargs):
    return sys.getsizeof(args), sys.getsizeof(kwargs), sys.getsizeof(locals())


print(given(), given(1, 2), given(a=1), given(1, b=1, c=2, d=3, e=4, f=6, g=1))
