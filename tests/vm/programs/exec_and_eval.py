namespace = {"x": 5}
exec("y = x * 2\ndef f(a): return a + y", namespace)
print(namespace["y"], namespace["f"](1), eval("x + y", namespace), eval("a * 2", {}, {"a": 4}))
x = 1
exec("x += 1")
print(x, eval("x"))


def local():
    hidden = 3
    exec("hidden = 4")
    return hidden, eval("hidden + 1"), sorted(locals())


print(local())
code = compile("[i * z for i in range(3)]", "<made>", "eval")
print(eval(code, {"z": 2}))
for text in ("1 +", "undefined", "1 / 0"):
    try:
        eval(text)
    except (SyntaxError, NameError, ZeroDivisionError) as error:
        print(type(error).__name__, error)


class Mapping(dict):
    def __missing__(self, key):
        return "missing " + key


print(eval("anything", {}, Mapping()))
exec("class Made:\n    def m(self):\n        return __class__.__name__", globals())
print(Made().m())
source = "def g():\n    yield 1\n    yield 2\n"
exec(source)
print(list(g()), type(eval("lambda: 0")).__name__)
