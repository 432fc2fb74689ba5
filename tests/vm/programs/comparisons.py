def loud(value):
    print("value", value)
    return value


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1)
print(loud(1) < loud(5) < loud(3) < loud(9))
print(loud(5) < loud(1) < loud(2))
a_number = 0
print(1 == 1.0, "a" < "b", [1, 2] < [1, 3], None is None, None is not a_number, 3 in (1, 2, 3), "x" not in "abc")
a = b = 257
print(a is b, a is not b)
try:
    1 < "a"
except TypeError as error:
    print(error)
if 1 < a < 300 and not a == 5 or b:
    print("yes")
