for a, b in ((7, 3), (-7, 3), (7.5, -2), (1 << 70, 3)):
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print(2**10, 2**-1, pow(3, 4, 5), 7 & 3, 7 | 8, 7 ^ 2, 1 << 5, 1024 >> 3, ~5)
print(-(-3), +True, not 0, abs(-2.5))
print("ab" * 3, [1] * 2 + [3], (1,) + (2,), "%s-%04d" % ("x", 7))
print(1j * 1j, complex(1, 2) + 1, round(2.5), int("ff", 16))
