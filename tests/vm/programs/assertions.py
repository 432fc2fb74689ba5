assert True
assert 1 + 1 == 2, "never shown"
try:
    assert [], "empty"
except AssertionError as error:
    print(repr(error))


def check(x):
    assert x > 0, f"not positive: {x}"
    return x


print(check(3))
check(-1)
