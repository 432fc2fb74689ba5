if (n := len("hello")) > 3:
    print(n)
while (line := [3, 2, 1, 0][n % 4]) > 1:
    print("line", line)
    n += 1
print([y for x in range(5) if (y := x * x) % 2 == 0], y)


def f(a=(b := 5)):
    return a, (c := a + 1), c


print(f(), b, (d := 1, 2), d)
