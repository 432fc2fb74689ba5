def outer(x):
    y = x * 2

    def middle():
        nonlocal y
        y += 1

        def inner():
            nonlocal x
            x += y
            return x, y

        return inner

    return middle


make = outer(1)
one, two = make(), make()
print(one(), two(), one())
print(make.__code__.co_freevars, [cell.cell_contents for cell in make.__closure__])


def late():
    def show():
        return value

    try:
        show()
    except NameError as error:
        print(type(error).__name__, error)
    value = 3
    print(show())
    del value
    try:
        show()
    except NameError as error:
        print(error)


late()


def argument_cell(a, *b, c=1, **d):
    def show():
        return a, b, c, d

    a += 1
    return show


print(argument_cell(1, 2, c=3, e=4)())
functions = [lambda: i for i in range(3)]
print([f() for f in functions], [f() for f in [lambda i=i: i for i in range(3)]])
