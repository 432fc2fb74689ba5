# stacks: 3.12, before a trace function brings the dict of locals() up to date
"""exec and eval: whose namespaces, which builtins, which errors."""
import builtins
import collections
import sys


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


class Recording:
    def __init__(self):
        self.log = []
        self.kept = {}

    def __getitem__(self, key):
        self.log.append(("get", key))
        return self.kept[key]

    def __setitem__(self, key, value):
        self.log.append(("set", key))
        self.kept[key] = value

    def __delitem__(self, key):
        self.log.append(("del", key))
        del self.kept[key]

    def keys(self):
        return self.kept.keys()


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error, error.__context__)


def wants(a, b=2):
    return a, b


def free():
    y = 1

    def inner():
        return y

    return inner


for function in (exec, eval):
    attempt(function)
    attempt(function, 1)
    attempt(function, "1", 1)
    attempt(function, "1", {}, 1)
    attempt(function, "1", None, 1)
    attempt(function, "1", Recording())
    attempt(function, "1", {}, collections.deque())
    attempt(function, "1", {}, [])
    attempt(function, "x", {"x": 5}, Recording())
    attempt(function, wants.__code__)
    attempt(function, free.__code__)
    attempt(function, free().__code__)
    attempt(function, "1", {}, {}, {})
    attempt(function, "1", nothing=1)
    attempt(function, "1", globals={})
    attempt(function, "len", locals={"len": 3})
    attempt(function, "1", {}, globals={})
    attempt(function, "1", source="1")
    attempt(function, "1", closure=None)
    attempt(function, "1", closure=())
    attempt(function, free().__code__, closure=(1,))
    attempt(function, free().__code__, closure=free().__closure__)
    for text in (b"1", bytearray(b" 1"), memoryview(b"\t 1"), "1\0", "  1", "\n1", "1\n\n", "1 +", "\x0c1", None, print):
        attempt(function, text)
    attempt(function, "# coding: latin-1\n'\xe9'")
    attempt(function, "# coding: latin-1\n'\xe9'".encode("latin-1"))
    attempt(function, "\ud800")
    attempt(function, "return 3")
    attempt(function, "yield 3")
    attempt(function, "(yield)")

# __builtins__ is put where it is missing, before a text is compiled.
for text in ("1", "1 +"):
    there = {}
    attempt(exec, text, there)
    print(list(there), there["__builtins__"] is vars(builtins))
there = {"__builtins__": {"len": lambda x: "their own len"}}
exec("made = len('abc')\ndef f(): return len([])", there)
print(there["made"], there["f"]())
attempt(eval, "print", there)
attempt(exec, "import sys", there)
attempt(exec, "class C: pass", there)
inside = {"__builtins__": {"exec": exec, "seen": 1}}
exec("more = {}\nexec('again = seen', more)", inside)
print(sorted(inside["more"]), inside["more"]["again"], inside["more"]["__builtins__"] is inside["__builtins__"])
attempt(eval, "x", {"__builtins__": Missing()})
attempt(eval, "x", {"__builtins__": None})

# Mappings of all kinds for locals.
recording = Recording()
exec("a = 1\nb = a\ndel a\nclass C: z = 3\nfor i in 'xy': pass\nd = len('abc')", {}, recording)
print(recording.log, sorted(recording.kept))
print(eval("anything + ' ' + other", {}, Missing()))
attempt(exec, "del nothing", {}, Missing())


class Keys:
    def __init__(self, keys):
        self.kept = keys

    def __getitem__(self, key):
        raise KeyError(key)

    def keys(self):
        return self.kept


for keys in ("xaz", 1, ["b", 1], ("b", "a")):
    attempt(eval, "dir()", {}, Keys(keys))


class Globals(dict):
    def __getitem__(self, key):
        return f"item {key}"


attempt(eval, "some, (lambda: some)()", Globals(some=1))
attempt(eval, "nowhere", Globals())


# What a function's own variables see of it.
def function(argument):
    made = 3
    exec("made = 4; another = argument")
    first = "another" in locals(), made, eval("argument + made")
    kept = locals()
    exec("another = 9", globals(), kept)
    return first, sorted(kept), eval("sorted(locals())"), [eval("i") for i in range(2)]


print(function(5))


class Body:
    exec("attribute = 1\ndef method(self): return self.attribute, __class__" if False else "attribute = 1")
    print(sorted(name for name in locals() if not name.startswith("__")), eval("attribute"))
    copies = [eval("n") for n in range(2)]


print(Body.attribute, Body.copies)


def nested():
    x = 1

    def inner():
        x
        return eval("x"), sorted(eval("locals()"))

    def without():
        try:
            return eval("x")
        except NameError as error:
            return str(error)

    return inner(), without()


print(nested())
x = "the module's"
print(nested()[1], exec("x = 2"), x)
exec("global g\ng = 1\nh = 2", globals(), {})
print(g, "h" in globals())


def deleting():
    try:
        exec("del argument", {}, {"argument": 1})
        exec("del argument", {}, {})
    except NameError as error:
        return str(error)


print(deleting())
print(eval("__import__('sys')") is sys, eval(compile("x", "<made>", "eval")), exec(compile("x", "<made>", "eval")))
