name, number, width = "pystep", 3.14159, 10
print(f"{name} {name!r} {name!s:>8} {number:.2f} {number:{width}.3f}| {'nested ' + f'{1 + 1}'}")
print(f"{{}} {number=} {name=!s} {name!a:^{width}}|", f"", f"{''}", f"a{1}b{2}c")


class Formatted:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


x = Formatted()
print(f"{x} {x:spec} {x!r} {x!s:>5}", "{0} {0!r} {a.imag}".format(x, a=3), "%s %r %5.1f%%" % (x, x, 2.25))
try:
    f"{number:bad}"
except ValueError as error:
    print(error)
print("-".join(f"{i:02d}" for i in range(3)), f"{lambda_(2) if (lambda_ := lambda v: v * 2) else 0}")
