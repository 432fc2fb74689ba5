# python: 3.14
name, width, value = "World", 8, 3.14159


def show(template):
    print(type(template).__name__, template.strings)
    for part in template.interpolations:
        print(" ", repr(part.value), part.expression, part.conversion, repr(part.format_spec))


show(t"Hello {name}!")
show(t"{name!r:>{width}} and {value:.2f}{value=}")
show(t"")
show(t"plain" t" {name}!")
show(t"{1 + 1}{[x for x in 'ab']}{t'nested {name}'.strings}")
print([part if isinstance(part, str) else part.value for part in t"a{1}b{2}"])
print(f"{name!s:^9}|{t'{name}'.values}")
try:
    t"{1 / 0}"
except ZeroDivisionError as error:
    print(error)
