import traceback

x = "outer"
print([x for x in range(3)], x)
print([(x, y) for x in range(3) for y in range(x) if x + y > 1])
print([[y * 2 for y in range(x)] for x in range(4)])
print({x % 3 for x in range(10)} == {0, 1, 2}, {k: v for k, v in zip("ab", (1, 2))})
print(list((x, y) for x in "ab" for y in (1, 2)))


def scopes(a):
    b = 10
    values = [a + b + c for c in range(3)]
    functions = [lambda: a + c for c in range(3)]
    return values, [f() for f in functions]


print(scopes(1))


class Body:
    size = 3
    made = [i for i in range(size)]
    nested = [[j for j in range(i)] for i in made]


print(Body.made, Body.nested)


def captured():
    def read():
        return x

    x = 1
    result = [x for x in (5, 6)]
    return result, x, read()


print(captured())
print([y := 1, y**2], [last := i for i in range(4)], last)
try:
    [1 / (i - 2) for i in range(4)]
except ZeroDivisionError as error:
    print(error)


def unbound():
    if False:
        z = 1
    result = [z for z in range(2)]
    try:
        z
    except UnboundLocalError as error:
        print(error)
    return result


print(unbound())
print([i for i in range(3) if i if i > 1], [*(i for i in [])], [[]for _ in ()])
g = (i / 0 for i in [1])
try:
    next(g)
except ZeroDivisionError:
    print("raised in the generator expression")
try:
    (i for i in 5)
except TypeError as error:
    print(error)


shared = 1
print([[shared for _ in "x"] for shared in range(2)])
try:
    missing
except NameError as error:
    print(error.__traceback__.tb_frame.f_locals is globals(), shared)
try:
    raise KeyError
except KeyError:
    traceback.format_exc()
try:
    nothing
except NameError as error:
    print("".join(traceback.format_exception(type(error), error, error.__traceback__)), shared)
