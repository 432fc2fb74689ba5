def f(x):
    return x is 5


print(f(5), "\d")
print(eval("1 is 1"))
assert (f(5), "always true")
