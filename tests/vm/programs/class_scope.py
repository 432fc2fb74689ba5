x = "global"


def function():
    x = "enclosing"

    class Inner:
        x = x if False else "class"
        seen = x

        def method(self):
            return x

    return Inner


Inner = function()
print(Inner.seen, Inner().method())


def reads_enclosing():
    value = "free"

    class Reader:
        first = value
        locals()["value"] = "own"
        second = value
        del locals()["value"]
        third = value

    try:

        class Assigns:
            value = value

    except NameError as error:
        print(error)
    return Reader.first, Reader.second, Reader.third


print(reads_enclosing())


class Names:
    import sys as system

    numbers = list(range(3))
    for number in numbers:
        pass
    if number:
        conditional = number

    def f(self):
        return __class__.__name__

    annotated: int = 3
    only: str


print(Names.conditional, Names().f(), Names.__annotations__, Names.__qualname__, Names.__module__)
print([name for name in vars(Names) if not name.startswith("__")])
